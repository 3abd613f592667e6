import { Injectable } from '@nestjs/common';
import { type EntityManager, In, Not } from 'typeorm';
import type { Actor } from '#libs/access';
import { communicationEvents } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { type CoverageChanged, CoverageChanges } from '../coverage/coverage-changes.js';
import { Coverages } from '../coverage/coverages.js';
import { QuestionDesk } from './question-desk.js';
import { QuestionEntity } from './question.entity.js';

const { questionHandedOver } = communicationEvents;

export interface HandOver {
  placementId: string;
  /** Accounts. */
  from: string;
  to: string;
  because: 'break' | 'back';
}

/** CS-3. A break never stops the client's clock: meanwhile somebody else answers. */
@Injectable()
export class QuestionsHandOver {
  constructor(
    private readonly coverages: Coverages,
    private readonly desk: QuestionDesk,
    private readonly outbox: Outbox,
    changes: CoverageChanges,
  ) {
    changes.follow((tx, change) => this.follow(tx, change));
  }

  /** Moves the questions that owe an answer, with their clocks; those asked during the break go to `to` at once. */
  async handOver(tx: EntityManager, actor: Actor, { placementId, from, to, because }: HandOver): Promise<void> {
    const coverage = await this.coverages.locked(tx, placementId);
    if (!coverage) return;
    await this.standIn(tx, placementId, because === 'break' ? to : null);
    const open = await tx.find(QuestionEntity, {
      where: {
        ...{ placementId, state: Not(In(['answered', 'closed'])) },
        // Who stood in may have changed since the break began.
        assignedTo: because === 'break' ? from : Not(to),
      },
      order: { id: 'asc' },
      lock: { mode: 'pessimistic_write' },
    });
    for (const question of open) {
      const moved = await this.desk.assign(tx, question, to);
      const data = { ...this.desk.about(moved, coverage), from, because };
      await this.outbox.add(tx, questionHandedOver, { aggregateId: moved.id, actor, data });
    }
  }

  /** Staff named another colleague in the middle of a break. */
  private async follow(tx: EntityManager, { what, coverage, actor }: CoverageChanged): Promise<void> {
    if (what !== 'covering') return;
    const { placementId, expertId } = coverage;
    const from = await this.desk.answering(tx, coverage);
    const to = (await this.coverages.standInOf(tx, coverage)) ?? expertId;
    if (from === expertId || from === to) return;
    await this.handOver(tx, actor, { placementId, from, to, because: to === expertId ? 'back' : 'break' });
  }

  private async standIn(tx: EntityManager, placementId: string, accountId: string | null): Promise<void> {
    if (accountId === null) await tx.query('delete from stand_ins where placement_id = $1', [placementId]);
    else {
      await tx.query(
        `insert into stand_ins (placement_id, account_id) values ($1, $2)
         on conflict (placement_id) do update set account_id = excluded.account_id`,
        [placementId, accountId],
      );
    }
  }
}
