import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import type { z } from 'zod';
import { type Actor, notYours } from '#libs/access';
import { type EnglishSession, HelpLabel } from '#libs/contracts';
import { History } from '#libs/history';
import { Circle } from '../network/circle.js';
import { ExpertEntity } from '../network/people.entities.js';
import { EnglishSessionEntity } from './english-session.entity.js';

export type EnglishSessionView = z.output<typeof EnglishSession>;

/** QN-9. Where English sessions are looked up and shown. */
@Injectable()
export class EnglishDesk {
  constructor(
    private readonly circle: Circle,
    private readonly history: History,
  ) {}

  /** 404 `access.no-such-english-session`. */
  async find(on: EntityManager, actor: Actor, id: string, lock = false): Promise<EnglishSessionEntity> {
    const session = await on.findOne(EnglishSessionEntity, {
      where: { id },
      ...(lock && { lock: { mode: 'pessimistic_write' } }),
    });
    if (!session) throw notYours('english-session');
    await this.circle.placement(on, actor, session.placementId, 'english-session');
    return session;
  }

  async save(
    tx: EntityManager,
    actor: Actor,
    session: EnglishSessionEntity,
    set: Partial<EnglishSessionEntity>,
    reason: string,
  ): Promise<EnglishSessionEntity> {
    const saved = { ...session, ...set, version: session.version + 1 };
    await tx.update(EnglishSessionEntity, { id: session.id }, { ...set, version: saved.version });
    await this.history.add(tx, saved.id, actor, saved.attended ? 'attended' : 'not-attended', reason);
    return saved;
  }

  async view(on: EntityManager, session: EnglishSessionEntity): Promise<EnglishSessionView> {
    return (await this.views(on, [session]))[0]!;
  }

  async views(on: EntityManager, sessions: readonly EnglishSessionEntity[]): Promise<EnglishSessionView[]> {
    const expertIds = sessions.map(({ expertId }) => expertId);
    const experts = await on.findBy(ExpertEntity, { expertId: In(expertIds) });
    const names = new Map(experts.map(({ expertId, name }) => [expertId, name]));
    const histories = await this.history.of(
      on,
      sessions.map(({ id }) => id),
    );
    return sessions.map(({ startsAt, ...session }) => ({
      ...{ label: HelpLabel.value, ...session, expertName: names.get(session.expertId)! },
      ...{ startsAt: startsAt.toISOString(), history: histories.get(session.id) ?? [] },
    }));
  }
}
