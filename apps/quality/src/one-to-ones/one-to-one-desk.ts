import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import type { z } from 'zod';
import { type Actor, isStaff, notYours } from '#libs/access';
import { type EventContract, type OneToOne, qualityEvents } from '#libs/contracts';
import { History } from '#libs/history';
import { Outbox } from '#libs/messaging';
import { ClientScoreEntity } from '../deliveries/client-score.entity.js';
import { type CaredFor, Circle } from '../network/circle.js';
import { OneToOneEntity } from './one-to-one.entity.js';

export type OneToOneView = z.output<typeof OneToOne>;
/** Who does it, and what it follows from. */
export interface By {
  actor: Actor;
  causationId?: string;
}

const { oneToOneDue, oneToOneHeld, oneToOneMissed } = qualityEvents;

/** QN-7. Where one-to-ones are looked up, saved, told of and shown. */
@Injectable()
export class OneToOneDesk {
  constructor(
    private readonly circle: Circle,
    private readonly history: History,
    private readonly outbox: Outbox,
  ) {}

  /** 404 `access.no-such-one-to-one` for strangers, and for an expert or client where it is with the other side. */
  async find(on: EntityManager, actor: Actor, id: string): Promise<{ oneToOne: OneToOneEntity; placement: CaredFor }> {
    const oneToOne = await on.findOneBy(OneToOneEntity, { id });
    if (!oneToOne || (!isStaff(actor) && actor.role !== oneToOne.with)) throw notYours('one-to-one');
    return { oneToOne, placement: await this.circle.placement(on, actor, oneToOne.placementId, 'one-to-one') };
  }

  locked(tx: EntityManager, id: string): Promise<OneToOneEntity> {
    return tx.findOneOrFail(OneToOneEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  /** The one that is due, locked. */
  due(tx: EntityManager, placementId: string, side: OneToOneEntity['with']): Promise<OneToOneEntity | null> {
    const where = { placementId, with: side, state: 'due' as const };
    return tx.findOne(OneToOneEntity, { where, lock: { mode: 'pessimistic_write' } });
  }

  async add(tx: EntityManager, actor: Actor, oneToOne: OneToOneEntity): Promise<OneToOneEntity> {
    await tx.insert(OneToOneEntity, oneToOne);
    await this.history.add(tx, oneToOne.id, actor, oneToOne.state);
    return oneToOne;
  }

  async save(
    tx: EntityManager,
    actor: Actor,
    oneToOne: OneToOneEntity,
    set: Partial<OneToOneEntity>,
    reason: string | null = null,
  ): Promise<OneToOneEntity> {
    const saved = { ...oneToOne, ...set, version: oneToOne.version + 1 };
    await tx.update(OneToOneEntity, { id: oneToOne.id }, { ...set, version: saved.version });
    await this.history.add(tx, saved.id, actor, saved.state, reason);
    return saved;
  }

  async tell(tx: EntityManager, by: By, placement: CaredFor, oneToOne: OneToOneEntity): Promise<void> {
    const { placementId, clientId, expertId, teamLeadId, accountExecutiveId } = placement;
    const { id, dueOn, heldAt } = oneToOne;
    const care = { teamLeadId, accountExecutiveId };
    const about = { oneToOneId: id, placementId, clientId, expertId, ...care, with: oneToOne.with, dueOn };
    const data = { ...about, heldAt: heldAt?.toISOString() };
    await this.outbox.add(tx, eventOf(oneToOne), { ...by, aggregateId: id, data });
  }

  async view(on: EntityManager, actor: Actor, oneToOne: OneToOneEntity): Promise<OneToOneView> {
    return (await this.views(on, actor, [oneToOne]))[0]!;
  }

  /** In the order given; notes and history for staff only. */
  async views(on: EntityManager, actor: Actor, oneToOnes: readonly OneToOneEntity[]): Promise<OneToOneView[]> {
    const ids = oneToOnes.map(({ id }) => id);
    const placementIds = [...new Set(oneToOnes.map(({ placementId }) => placementId))];
    const placements = new Map((await this.circle.among(on, placementIds)).map((each) => [each.placementId, each]));
    const scores = Map.groupBy(await on.findBy(ClientScoreEntity, { sourceId: In(ids) }), ({ sourceId }) => sourceId);
    const planned = await this.planned(on, placementIds);
    const histories = isStaff(actor) ? await this.history.of(on, ids) : null;
    return oneToOnes.map(({ missedAt, heldAt, notes, overall, ...oneToOne }) => {
      const { title, clientName, expertName } = placements.get(oneToOne.placementId)!;
      const waits = oneToOne.state === 'due' && oneToOne.with === 'expert';
      return {
        ...{ ...oneToOne, title, clientName, expertName },
        plannedFor: (waits && planned.get(oneToOne.placementId)?.toISOString()) || null,
        missedAt: missedAt?.toISOString() ?? null,
        heldAt: heldAt?.toISOString() ?? null,
        scores: Object.fromEntries((scores.get(oneToOne.id) ?? []).map(({ key, score }) => [key, score])),
        ...(histories && { notes, overall, history: histories.get(oneToOne.id) ?? [] }),
      };
    });
  }

  /** When the next scheduled meeting of each placement begins. */
  private async planned(on: EntityManager, placementIds: readonly string[]): Promise<Map<string, Date>> {
    const rows = await on.query<{ placementId: string; startsAt: Date }[]>(
      `select placement_id as "placementId", min(starts_at) as "startsAt" from one_to_one_meetings
       where state = 'scheduled' and placement_id = any($1) group by placement_id`,
      [placementIds],
    );
    return new Map(rows.map(({ placementId, startsAt }) => [placementId, startsAt]));
  }
}

function eventOf({ state }: OneToOneEntity): EventContract {
  switch (state) {
    case 'due':
      return oneToOneDue;
    case 'held':
      return oneToOneHeld;
    case 'missed':
      return oneToOneMissed;
    case 'cancelled':
      throw new Error('Nobody is told of a one-to-one that is not to be held any more.');
  }
}
