import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, notYours } from '#libs/access';
import { timesheetEvents } from '#libs/contracts';
import { conflict, invalidField, stale } from '#libs/errors';
import { Outbox } from '#libs/messaging';
import { newId, onConstraint } from '#libs/persistence';
import { Clock, dayOf, weekOf } from '#libs/time';
import type { BoardEntity } from '../boards/board.entity.js';
import { checkDay } from '../boards/board.rules.js';
import { BoardsService } from '../boards/boards.service.js';
import { SheetEntity } from '../sheets/sheet.entity.js';
import { actualPercent } from '../tasks/tasks.rules.js';
import { EntryEntity, type EntrySource } from './entry.entity.js';
import { checkDayTotal, checkMinutes, checkWeekOpen, type DayOfWork } from './entries.rules.js';

export interface NewLine extends DayOfWork {
  taskId: string;
  note: string;
  source: EntrySource;
  correctsEntryId?: string;
}

/** Overrun is told when it passes these percents of the estimate (TS-10). */
const warnAt = [100, 80];

/** TS-4. The one way a line is written, moved or taken away: by hand, by timer, by import, as a correction. */
@Injectable()
export class EntryWriter {
  constructor(
    private readonly boards: BoardsService,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Checks and inserts one day's line; the board is locked by the caller. */
  async add(tx: EntityManager, actor: Actor, board: BoardEntity, line: NewLine): Promise<EntryEntity> {
    const { day, minutes, startedAt, endedAt, taskId, note, source, correctsEntryId = null } = line;
    if (source !== 'correction') {
      checkMinutes(minutes, day, dayOf(this.clock.now(), board.timeZone));
      checkDay({ ...board, pauses: await this.boards.pauses(tx, board.placementId) }, day);
    }
    const sheet = await this.lockSheet(tx, board, weekOf(day));
    if (source !== 'correction') checkWeekOpen(sheet.state, sheet.week);
    await this.report(tx, actor, board, { taskId, day, minutes });
    const now = this.clock.now();
    const entry = tx.create(EntryEntity, {
      ...{ taskId, day, minutes, startedAt, endedAt, note, source, correctsEntryId },
      id: newId(),
      sheetId: sheet.id,
      placementId: board.placementId,
      clientId: board.clientId,
      expertId: board.expertId,
      week: sheet.week,
      state: source === 'correction' ? 'submitted' : 'open',
      ...undecided,
      createdAt: now,
      updatedBy: actor.name,
      updatedAt: now,
      version: 1,
    });
    await tx.insert(EntryEntity, entry).catch(explainConstraint);
    return entry;
  }

  /** Takes an open line away, with its minutes. */
  async remove(tx: EntityManager, actor: Actor, board: BoardEntity, entry: EntryEntity): Promise<void> {
    const sheet = await this.lockSheet(tx, board, entry.week);
    checkWeekOpen(sheet.state, sheet.week);
    const { affected } = await tx.delete(EntryEntity, { id: entry.id, version: entry.version });
    if (affected === 0) throw stale(entry.version + 1);
    await this.report(tx, actor, board, { ...entry, minutes: -entry.minutes });
  }

  /** The sheet of a week, made when it is the first line of it, locked against a review at the same moment. */
  private async lockSheet(tx: EntityManager, board: BoardEntity, week: string): Promise<SheetEntity> {
    const { placementId, clientId, expertId } = board;
    const where = { placementId, week };
    const find = (): Promise<SheetEntity | null> =>
      tx.findOne(SheetEntity, { where, lock: { mode: 'pessimistic_write' } });
    const known = await find();
    if (known) return known;
    await tx
      .createQueryBuilder()
      .insert()
      .into(SheetEntity)
      .values({ ...where, id: newId(), clientId, expertId, state: 'open', version: 1 })
      .orIgnore()
      .execute();
    return (await find())!;
  }

  /** Adds minutes (or takes them) to the expert's day and the task, both locked by it, both kept within their limits. */
  async report(
    tx: EntityManager,
    actor: Actor,
    board: BoardEntity,
    { taskId, day, minutes }: Pick<NewLine, 'taskId' | 'day' | 'minutes'>,
  ): Promise<void> {
    const [total] = await tx
      .query<{ minutes: number }[]>(
        `insert into expert_days (expert_id, day, minutes) values ($1, $2, greatest($3, 0))
         on conflict (expert_id, day) do update set minutes = expert_days.minutes + $3 returning minutes`,
        [board.expertId, day, minutes],
      )
      .catch(explainConstraint);
    if (minutes > 0) checkDayTotal(total!.minutes, day, board.timeZone);
    const [[task]] = await tx
      .query<[TaskTotals[], number]>(
        `update tasks set reported_minutes = reported_minutes + $3 where id = $1 and placement_id = $2
         returning estimate_minutes as "estimateMinutes", reported_minutes as "reportedMinutes"`,
        [taskId, board.placementId, minutes],
      )
      .catch(explainConstraint);
    if (!task) throw notYours('task');
    await this.warnOfOverrun(tx, actor, board, taskId, task, minutes);
  }

  /** TS-10. Tells once, when the reported minutes pass 80 % or 100 % of the estimate. */
  private async warnOfOverrun(
    tx: EntityManager,
    actor: Actor,
    { placementId }: BoardEntity,
    taskId: string,
    { estimateMinutes, reportedMinutes }: TaskTotals,
    minutes: number,
  ): Promise<void> {
    const before = actualPercent({ estimateMinutes, reportedMinutes: reportedMinutes - minutes });
    const after = actualPercent({ estimateMinutes, reportedMinutes });
    if (estimateMinutes === null || before === null || after === null) return;
    const percent = warnAt.find((limit) => before < limit && after >= limit);
    if (percent === undefined) return;
    const data = { taskId, placementId, estimateMinutes, reportedMinutes, percent };
    await this.outbox.add(tx, timesheetEvents.taskOverran, { aggregateId: taskId, actor, data });
  }
}

interface TaskTotals {
  estimateMinutes: number | null;
  reportedMinutes: number;
}

const undecided = {
  decidedAt: null,
  decidedBy: null,
  decidedHow: null,
  decidedReason: null,
  disputedAt: null,
  disputeReason: null,
  disputeAnswerBy: null,
  disputeAnswer: null,
  disputeAnsweredAt: null,
};

/** The database's own refusals, in words. */
function explainConstraint(error: unknown): never {
  throw onConstraint(error, {
    entry_no_overlap: () =>
      conflict('timesheet.overlap', 'It overlaps other hours of the same expert.', {
        rule: 'TS-4',
        errors: [{ field: 'startedAt', message: 'overlaps other hours' }],
      }),
    entry_locked: () => conflict('timesheet.week-locked', 'The week is locked.', { rule: 'TS-7' }),
    expert_day_length: () => invalidField('timesheet.day-too-long', 'minutes', 'are more than the day has', 'TS-4'),
    task_done_with_hours: () =>
      conflict('timesheet.hours-missing', 'A task that is done keeps reported hours: move it back first.', {
        rule: 'TS-2',
      }),
  });
}
