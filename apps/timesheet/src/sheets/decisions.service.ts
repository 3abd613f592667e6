import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import type { Actor } from '#libs/access';
import { timesheetEvents } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { addWorkingDays, Clock, Timers } from '#libs/time';
import { reportedMinutes } from '../entries/corrections.rules.js';
import { EntryEntity } from '../entries/entry.entity.js';
import { EntryWriter } from '../entries/entry-writer.js';
import { TaskEntity } from '../tasks/task.entity.js';
import type { DecidedHow, EntryState } from '../types.js';
import { aboutSheet } from './sheet.view.js';
import type { LockedSheet } from './sheets.service.js';
import { disputeWorkingDays } from './sheets.rules.js';

export const disputeTimer = 'timesheet.dispute-due';

export interface Verdict {
  how: DecidedHow;
  reason: string | null;
}

/** A week may have thousands of lines, and an event at most 1 MB. */
const linesPerEvent = 500;

/** TS-6. What approving, rejecting and disputing do to the lines of a locked sheet. */
@Injectable()
export class DecisionsService {
  constructor(
    private readonly writer: EntryWriter,
    private readonly timers: Timers,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** TS-7. Approved lines are locked from here on, and on their way to settlement. */
  async approve(
    tx: EntityManager,
    actor: Actor,
    locked: LockedSheet,
    lines: readonly EntryEntity[],
    verdict: Verdict,
  ): Promise<void> {
    if (lines.length === 0) return;
    const approvedAt = this.clock.now();
    await this.record(tx, actor, locked, lines, 'approved', verdict);
    const tasks = await tx.findBy(TaskEntity, { id: In([...new Set(lines.map(({ taskId }) => taskId))]) });
    const taskOf = new Map(tasks.map((task) => [task.id, task]));
    const approved = lines.map(({ id, taskId, day, minutes, correctsEntryId }) => ({
      ...{ entryId: id, taskId, workedOn: day, minutes, correctsEntryId, how: verdict.how },
      taskTitle: taskOf.get(taskId)?.title ?? '',
      estimateMinutes: taskOf.get(taskId)?.estimateMinutes ?? null,
      approvedAt: approvedAt.toISOString(),
      approvedBy: actor.name,
    }));
    const events = [];
    for (let from = 0; from < approved.length; from += linesPerEvent) {
      const part = approved.slice(from, from + linesPerEvent);
      events.push({ aggregateId: locked.sheet.id, actor, data: { ...aboutSheet(locked.sheet), lines: part } });
    }
    await this.outbox.addAll(tx, timesheetEvents.linesApproved, events);
  }

  /** Worked hours stay reported even when they aren't paid; a correction that is rejected never happened. */
  reject(tx: EntityManager, actor: Actor, locked: LockedSheet, line: EntryEntity, reason: string): Promise<void> {
    return this.record(tx, actor, locked, [line], 'rejected', { how: 'dispute', reason });
  }

  /** The line waits for the expert's answer and the AE's outcome, while the others proceed. */
  async dispute(
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

  private async record(
    tx: EntityManager,
    actor: Actor,
    { board }: LockedSheet,
    lines: readonly EntryEntity[],
    state: EntryState & ('approved' | 'rejected'),
    { how, reason }: Verdict,
  ): Promise<void> {
    const decision = { decidedAt: this.clock.now(), decidedBy: actor.name, decidedHow: how, decidedReason: reason };
    await tx.update(EntryEntity, { id: In(lines.map(({ id }) => id)) }, { state, ...decision });
    const changes = lines.map((line) => ({
      ...line,
      minutes: reportedMinutes({ ...line, state }) - reportedMinutes(line),
    }));
    await this.writer.report(tx, actor, board, changes);
  }
}
