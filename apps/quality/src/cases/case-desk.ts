import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, notYours } from '#libs/access';
import { type Case, qualityEvents } from '#libs/contracts';
import { History } from '#libs/history';
import { Outbox } from '#libs/messaging';
import { type CaredFor, Circle } from '../network/circle.js';
import { CaseEntity } from './case.entity.js';

export type CaseView = z.output<typeof Case>;
export interface OpenedCase {
  found: CaseEntity;
  placement: CaredFor;
}

/** QN-3, QN-6. Reads cases for whoever may see them, locks and saves them for whoever works on them. */
@Injectable()
export class CaseDesk {
  constructor(
    private readonly circle: Circle,
    private readonly history: History,
    private readonly outbox: Outbox,
  ) {}

  /** 404 `access.no-such-case` unless the actor sees its placement; locked for a change. */
  async find(on: EntityManager, actor: Actor, id: string, change = false): Promise<OpenedCase> {
    const found = await on.findOne(CaseEntity, {
      where: { id },
      ...(change && { lock: { mode: 'pessimistic_write' as const } }),
    });
    if (!found) throw notYours('case');
    return { found, placement: await this.circle.placement(on, actor, found.placementId, 'case') };
  }

  /** With who did it, and why, in its history. */
  async save(
    tx: EntityManager,
    actor: Actor,
    found: CaseEntity,
    set: Partial<CaseEntity>,
    reason: string | null = null,
  ): Promise<CaseEntity> {
    const saved = { ...found, ...set, version: found.version + 1 };
    await tx.update(CaseEntity, { id: found.id }, { ...set, version: saved.version } as object);
    await this.history.add(tx, saved.id, actor, saved.state, reason);
    return saved;
  }

  async tellOverdue(tx: EntityManager, actor: Actor, opened: OpenedCase): Promise<void> {
    const data = aboutCase(opened);
    await this.outbox.add(tx, qualityEvents.caseOverdue, { aggregateId: data.caseId, actor, data });
  }

  async view(on: EntityManager, found: CaseEntity): Promise<CaseView> {
    return (await this.views(on, [found]))[0]!;
  }

  async views(on: EntityManager, cases: readonly CaseEntity[]): Promise<CaseView[]> {
    const placements = await this.circle.among(
      on,
      cases.map(({ placementId }) => placementId),
    );
    const placed = new Map(placements.map((placement) => [placement.placementId, placement]));
    const histories = await this.history.of(
      on,
      cases.map(({ id }) => id),
    );
    return cases.map(({ about: _, ...found }) => {
      const { title, clientName, expertName } = placed.get(found.placementId)!;
      return {
        ...found,
        ...{ title, clientName, expertName },
        openedAt: found.openedAt.toISOString(),
        dueAt: found.dueAt.toISOString(),
        overdueAt: found.overdueAt?.toISOString() ?? null,
        answeredAt: found.answeredAt?.toISOString() ?? null,
        closedAt: found.closedAt?.toISOString() ?? null,
        history: histories.get(found.id) ?? [],
      };
    });
  }
}

type Told = Pick<CaseEntity, 'id' | 'kind' | 'placementId' | 'clientId' | 'expertId' | 'ownerId' | 'words' | 'dueAt'>;

/** What every event of a case says. */
export const aboutCase = ({ found, placement }: { found: Told; placement: CaredFor }) => {
  const { id: caseId, kind, placementId, clientId, expertId, ownerId, words, dueAt } = found;
  const { teamLeadId, accountExecutiveId } = placement;
  const parties = { placementId, clientId, expertId, teamLeadId, accountExecutiveId };
  return { caseId, kind, ...parties, ownerId, words, dueAt: dueAt.toISOString() };
};
