import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import type { z } from 'zod';
import { type Actor, requireRole, scopeOf, visible } from '#libs/access';
import type { PresenceFact, PresenceFilter, talkAbout } from '#libs/contracts';
import type { Call } from '#libs/messaging';
import { newId, type Page, pageOf, Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import { checkUse } from './facts.rules.js';
import { PresenceFactEntity } from './presence-fact.entity.js';
import { PresenceTalkEntity } from './presence-talk.entity.js';

export type PresenceFactView = z.output<typeof PresenceFact>;

/** CS-1 to CS-3. What is for a conversation: staff sees all of it, an expert what was noted of it, a client nothing. */
@Injectable()
export class PresenceFacts {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async list(actor: Actor, filter: z.output<typeof PresenceFilter>): Promise<Page<PresenceFactView>> {
    requireRole(actor, 'expert', 'account-executive', 'team-lead', 'admin');
    const on = this.dataSource.manager;
    const { placementId, kind, talkedAbout } = filter;
    const query = on
      .createQueryBuilder(PresenceFactEntity, 'fact')
      .where(scopeOf(actor, { expertId: filter.expertId }));
    if (placementId) query.andWhere('fact.placementId = :placementId', { placementId });
    if (kind) query.andWhere('fact.kind = :kind', { kind });
    if (talkedAbout) {
      const talks = 'exists (select from presence_talks talk where talk.fact_id = fact.id)';
      query.andWhere(talkedAbout === 'true' ? talks : `not ${talks}`);
    }
    const page = await pageOf(query, filter, { id: 'fact.id', sorts: { at: 'fact.at' }, defaultSort: '-at' });
    return { ...page, items: await this.views(on, page.items) };
  }

  /** 422 `communication.never-conduct`, `communication.conduct-elsewhere` for anything but a conversation. */
  talkAbout(call: Call<typeof talkAbout>): Promise<PresenceFactView> {
    const { actor, input } = call;
    requireRole(actor, 'account-executive', 'team-lead', 'admin');
    return this.transactions.command(call, async (tx) => {
      const fact = visible(actor, await tx.findOneBy(PresenceFactEntity, { id: input.id }), 'presence-fact');
      checkUse(fact.kind, input.use);
      const talk = { id: newId(), factId: fact.id, note: input.note, byId: actor.id, by: actor.name };
      await tx.insert(PresenceTalkEntity, { ...talk, at: this.clock.now() });
      return (await this.views(tx, [fact]))[0]!;
    });
  }

  /** In the order given. */
  async views(on: EntityManager, facts: readonly PresenceFactEntity[]): Promise<PresenceFactView[]> {
    const talks = await on.find(PresenceTalkEntity, {
      where: { factId: In(facts.map(({ id }) => id)) },
      order: { at: 'ASC', id: 'ASC' },
    });
    const byFact = Map.groupBy(talks, ({ factId }) => factId);
    return facts.map(({ clientId: _, at, ...fact }) => ({
      ...fact,
      at: at.toISOString(),
      talks: (byFact.get(fact.id) ?? []).map((talk) => ({ note: talk.note, by: talk.by, at: talk.at.toISOString() })),
    }));
  }
}
