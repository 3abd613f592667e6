import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#libs/access';
import { qualityEvents } from '#libs/contracts';
import { History } from '#libs/history';
import { Outbox } from '#libs/messaging';
import { newId } from '#libs/persistence';
import { Clock, Timers } from '#libs/time';
import type { CaredFor } from '../network/circle.js';
import { aboutCase } from './case-desk.js';
import { CaseEntity, type CaseKind } from './case.entity.js';

/** The timer of the instant a case is due. */
export const caseDue = 'quality.case-due';

export interface NewCase {
  kind: CaseKind;
  /** What it is about: while a case about it is open, no second one opens. */
  about: string;
  placement: CaredFor;
  /** What is the matter, in words, with its numbers. */
  words: string;
  facts: Record<string, unknown>;
  dueAt: Date;
  actor: Actor;
  causationId?: string;
}

/** QN-3, QN-6. Opens cases, for whoever finds something. */
@Injectable()
export class Cases {
  constructor(
    private readonly outbox: Outbox,
    private readonly timers: Timers,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /** Owned by the client's account executive. Answers false when there is an open one about it: that one stands. */
  async open(tx: EntityManager, { placement, actor, causationId, ...found }: NewCase): Promise<boolean> {
    const { placementId, clientId, expertId, accountExecutiveId: ownerId } = placement;
    const opened = {
      ...{ id: newId(), ...found, state: 'open' as const },
      ...{ placementId, clientId, expertId, ownerId },
      ...{ openedAt: this.clock.now(), version: 1 },
    };
    const inserted = await tx
      .createQueryBuilder()
      .insert()
      .into(CaseEntity)
      .values(opened as object)
      .orIgnore()
      .returning('id')
      .execute();
    if (!(inserted.raw as unknown[]).length) return false;
    await this.history.add(tx, opened.id, actor, 'open');
    await this.timers.set(tx, caseDue, opened.id, opened.dueAt);
    await this.outbox.add(tx, qualityEvents.caseOpened, {
      ...{ aggregateId: opened.id, actor, ...(causationId && { causationId }) },
      data: aboutCase({ found: opened, placement }),
    });
    return true;
  }
}
