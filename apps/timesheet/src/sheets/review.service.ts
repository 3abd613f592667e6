import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { type Actor, requireRole } from '#libs/access';
import { type returnSheet, type reviewSheet, timesheetEvents } from '#libs/contracts';
import { conflict, forbidden, invalidField, stale } from '#libs/errors';
import { type Call, Outbox } from '#libs/messaging';
import { Transactions } from '#libs/persistence';
import { addWorkingDays, Clock, Timers } from '#libs/time';
import type { DecidedHow } from '../entries/entry.entity.js';
import { EntryEntity } from '../entries/entry.entity.js';
import { TaskEntity } from '../tasks/task.entity.js';
import { aboutSheet, type LockedSheet, SheetsService, type SheetView } from './sheets.service.js';
import { checkCap, decide, disputeWorkingDays } from './sheets.rules.js';

export const disputeTimer = 'timesheet.dispute-due';

/** TS-6. The client decides line by line; whoever comes second finds the lines decided and gets 409. */
@Injectable()
export class ReviewService {
  constructor(
    private readonly transactions: Transactions,
    private readonly sheets: SheetsService,
    private readonly timers: Timers,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  review(call: Call<typeof reviewSheet>): Promise<SheetView> {
    const { actor, input } = call;
    return this.transactions.command(call, async (tx) => {
      const locked = await this.sheets.lock(tx, actor, input.id);
      const how = decidesAs(actor, input.evidence);
      if (input.version !== undefined && input.version !== locked.sheet.version) throw stale(locked.sheet.version);
      const { approved, disputed } = decide(locked.lines, input.lines, input.approveRest);
      checkCap(locked.lines, approved, locked.board.weeklyCapMinutes, input.acceptOverCap);
      await this.approve(tx, actor, locked, approved, how, input.evidence ?? null);
      for (const { line, reason } of disputed) await this.dispute(tx, actor, locked, line, reason);
      return this.sheets.view(tx, await this.sheets.refresh(tx, input.id));
    });
  }

  /** TS-7. Approved lines are locked from here on, and on their way to settlement. */
  async approve(
    tx: EntityManager,
    actor: Actor,
    { sheet }: LockedSheet,
    lines: readonly EntryEntity[],
    how: DecidedHow,
    reason: string | null,
  ): Promise<void> {
    if (lines.length === 0) return;
    const approvedAt = this.clock.now();
    const decision = { decidedAt: approvedAt, decidedBy: actor.name, decidedHow: how, decidedReason: reason };
    await tx.update(EntryEntity, { id: In(lines.map(({ id }) => id)) }, { state: 'approved', ...decision });
    const tasks = await tx.findBy(TaskEntity, { id: In(lines.map(({ taskId }) => taskId)) });
    const taskOf = new Map(tasks.map((task) => [task.id, task]));
    await this.outbox.add(tx, timesheetEvents.linesApproved, {
      aggregateId: sheet.id,
      actor,
      data: {
        ...aboutSheet(sheet),
        lines: lines.map(({ id, taskId, day, minutes, correctsEntryId }) => ({
          ...{ entryId: id, taskId, workedOn: day, minutes, correctsEntryId, how },
          taskTitle: taskOf.get(taskId)?.title ?? '',
          estimateMinutes: taskOf.get(taskId)?.estimateMinutes ?? null,
          approvedAt: approvedAt.toISOString(),
          approvedBy: actor.name,
        })),
      },
    });
  }

  /** Sends every undecided line back: the expert may change the week and submit it again. */
  returnToExpert(call: Call<typeof returnSheet>): Promise<SheetView> {
    const { actor, input } = call;
    return this.transactions.command(call, async (tx) => {
      const { sheet, lines } = await this.sheets.lock(tx, actor, input.id);
      requireRole(actor, 'client', 'account-executive');
      const undecided = lines.filter((line) => line.state === 'submitted' && line.source !== 'correction');
      if (undecided.length === 0) {
        throw conflict('timesheet.nothing-to-decide', 'No line of this sheet waits for a decision.', { rule: 'TS-6' });
      }
      await tx.update(EntryEntity, { id: In(undecided.map(({ id }) => id)) }, { state: 'open' });
      await this.sheets.save(tx, sheet, { state: 'returned', returnedReason: input.reason });
      await this.outbox.add(tx, timesheetEvents.sheetReturned, {
        aggregateId: sheet.id,
        actor,
        data: { ...aboutSheet(sheet), reason: input.reason },
      });
      return this.sheets.view(tx, await this.sheets.refresh(tx, sheet.id));
    });
  }

  private async dispute(
    tx: EntityManager,
    actor: Actor,
    { sheet, board }: LockedSheet,
    line: EntryEntity,
    reason: string,
  ): Promise<void> {
    const disputedAt = this.clock.now();
    const answerBy = addWorkingDays(disputedAt, disputeWorkingDays, board.timeZone);
    await tx.update(
      EntryEntity,
      { id: line.id },
      { state: 'disputed', disputedAt, disputeReason: reason, disputeAnswerBy: answerBy },
    );
    await this.timers.set(tx, disputeTimer, line.id, answerBy);
    await this.outbox.add(tx, timesheetEvents.lineDisputed, {
      aggregateId: sheet.id,
      actor,
      data: { ...aboutSheet(sheet), entryId: line.id, minutes: line.minutes, reason, answerBy: answerBy.toISOString() },
    });
  }
}

/** TS-6. The client's own decision, or an AE's record of the client's written one. */
function decidesAs(actor: Actor, evidence: string | undefined): 'client' | 'evidence' {
  if (actor.role === 'client') return 'client';
  if (actor.role !== 'account-executive') {
    throw forbidden(
      'timesheet.only-the-client-decides',
      'Only the client approves hours, or an account executive with its written decision.',
      {
        rule: 'TS-6',
      },
    );
  }
  if (!evidence)
    throw invalidField('timesheet.evidence-missing', 'evidence', "must hold the client's written decision", 'TS-6');
  return 'evidence';
}
