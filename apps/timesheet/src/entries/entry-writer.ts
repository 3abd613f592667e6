import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#libs/access';
import { conflict, invalidField } from '#libs/errors';
import { insertAll, newId, onConstraint } from '#libs/persistence';
import { Clock, dayOf, weekOf } from '#libs/time';
import type { BoardEntity } from '../boards/board.entity.js';
import { checkDay } from '../boards/board.rules.js';
import { BoardsService } from '../boards/boards.service.js';
import { SheetsService } from '../sheets/sheets.service.js';
import { ActualsService } from '../tasks/actuals.service.js';
import type { EntrySource } from '../types.js';
import { reportedMinutes } from './corrections.rules.js';
import { EntryEntity, undecided } from './entry.entity.js';
import { checkDayTotal, checkLineOpen, checkMinutes, checkWeekOpen, type DayOfWork } from './entries.rules.js';

export interface NewLine extends DayOfWork {
  taskId: string;
  note: string;
  source: EntrySource;
  correctsEntryId?: string;
}

/** Minutes more or less on an expert's day and a task. */
export interface ReportedChange {
  taskId: string;
  day: string;
  minutes: number;
}

/** TS-4. The one way a line is written, changed or taken away: by hand, by timer, by import, as a correction. */
@Injectable()
export class EntryWriter {
  constructor(
    private readonly boards: BoardsService,
    private readonly sheets: SheetsService,
    private readonly actuals: ActualsService,
    private readonly clock: Clock,
  ) {}

  /** Checks and writes lines of one board, all of them or none; the board is locked by the caller. */
  async add(tx: EntityManager, actor: Actor, board: BoardEntity, lines: readonly NewLine[]): Promise<EntryEntity[]> {
    const dated = lines.map((line) => ({ ...line, week: weekOf(line.day) }));
    const weeks = dated.map(({ week }) => week);
    const worked = dated.filter(({ source }) => source !== 'correction');
    const known = await this.sheets.lockWeeks(tx, board, weeks);
    await this.check(tx, board, worked);
    for (const { week } of worked) checkWeekOpen(known.get(week)?.state ?? 'open', week);
    const sheets = await this.sheets.openWeeks(tx, board, weeks, known);
    const entries = dated.map((line) => this.entryOf(actor, board, sheets.get(line.week)!.id, line));
    await this.report(tx, actor, board, entries.map(asReported));
    await insertAll(tx, EntryEntity, entries).catch(explainConstraint);
    return entries;
  }

  /** Makes of an open line another one, also on another board or in another week; both boards are locked. */
  async change(
    tx: EntityManager,
    actor: Actor,
    [from, to]: readonly [BoardEntity, BoardEntity],
    entry: EntryEntity,
    line: DayOfWork & { taskId: string; note: string },
  ): Promise<EntryEntity> {
    const week = weekOf(line.day);
    await this.checkOpen(tx, from, entry);
    const known = await this.sheets.lockWeeks(tx, to, [week]);
    await this.check(tx, to, [line]);
    checkWeekOpen(known.get(week)?.state ?? 'open', week);
    const sheets = await this.sheets.openWeeks(tx, to, [week], known);
    await this.report(tx, actor, to, [{ ...entry, minutes: -entry.minutes }, line]);
    const { day, minutes, startedAt, endedAt, taskId, note } = line;
    const { placementId, clientId, expertId } = to;
    const set = {
      ...{ day, minutes, startedAt, endedAt, taskId, note, week, placementId, clientId, expertId },
      sheetId: sheets.get(week)!.id,
      updatedBy: actor.name,
      updatedAt: this.clock.now(),
      version: entry.version + 1,
    };
    await tx.update(EntryEntity, { id: entry.id }, set).catch(explainConstraint);
    if (set.sheetId !== entry.sheetId) await this.sheets.refresh(tx, entry.sheetId);
    return { ...entry, ...set };
  }

  /** Takes an open line away, with its minutes. */
  async remove(tx: EntityManager, actor: Actor, board: BoardEntity, entry: EntryEntity): Promise<void> {
    await this.checkOpen(tx, board, entry);
    await tx.delete(EntryEntity, { id: entry.id }).catch(explainConstraint);
    await this.report(tx, actor, board, [{ ...entry, minutes: -entry.minutes }]);
    await this.sheets.refresh(tx, entry.sheetId);
  }

  /** Adds minutes (or takes them) to the expert's days and the tasks. The row of a day is what keeps it within 24 hours. */
  async report(
    tx: EntityManager,
    actor: Actor,
    { expertId, timeZone }: Pick<BoardEntity, 'expertId' | 'timeZone'>,
    changes: readonly ReportedChange[],
  ): Promise<void> {
    const days = sumBy(changes, ({ day }) => day);
    await tx.query(
      'insert into expert_days (expert_id, day, minutes) select $1, unnest($2::date[]), 0 on conflict do nothing',
      [expertId, [...days.keys()]],
    );
    const [totals] = await tx
      .query<[{ day: string; minutes: number }[], number]>(
        `update expert_days known set minutes = known.minutes + change.minutes
         from unnest($2::date[], $3::int[]) as change (day, minutes)
         where known.expert_id = $1 and known.day = change.day returning known.day, known.minutes`,
        [expertId, [...days.keys()], [...days.values()]],
      )
      .catch(explainConstraint);
    for (const { day, minutes } of totals) if (days.get(day)! > 0) checkDayTotal(minutes, day, timeZone);
    await this.actuals.report(
      tx,
      actor,
      sumBy(changes, ({ taskId }) => taskId),
    );
  }

  /** Refuses to begin today what couldn't be written afterwards. */
  async checkToday(tx: EntityManager, board: BoardEntity): Promise<void> {
    const day = dayOf(this.clock.now(), board.timeZone);
    checkDay({ ...board, pauses: await this.boards.pauses(tx, board.placementId) }, day);
    const week = weekOf(day);
    checkWeekOpen((await this.sheets.lockWeeks(tx, board, [week])).get(week)?.state ?? 'open', week);
  }

  private async check(tx: EntityManager, board: BoardEntity, lines: readonly DayOfWork[]): Promise<void> {
    const pauses = await this.boards.pauses(tx, board.placementId);
    const today = dayOf(this.clock.now(), board.timeZone);
    for (const { day, minutes } of lines) {
      checkMinutes(minutes, day, today);
      checkDay({ ...board, pauses }, day);
    }
  }

  private async checkOpen(tx: EntityManager, board: BoardEntity, entry: EntryEntity): Promise<void> {
    const weeks = await this.sheets.lockWeeks(tx, board, [entry.week]);
    checkWeekOpen(weeks.get(entry.week)!.state, entry.week);
    checkLineOpen(entry.state);
  }

  private entryOf(
    actor: Actor,
    { placementId, clientId, expertId }: BoardEntity,
    sheetId: string,
    { correctsEntryId, ...line }: NewLine & { week: string },
  ): EntryEntity {
    const now = this.clock.now();
    return {
      ...{ ...line, ...undecided, placementId, clientId, expertId, sheetId },
      correctsEntryId: correctsEntryId ?? null,
      id: newId(),
      state: line.source === 'correction' ? 'submitted' : 'open',
      createdAt: now,
      updatedBy: actor.name,
      updatedAt: now,
      version: 1,
    };
  }
}

const asReported = (entry: EntryEntity): ReportedChange => ({ ...entry, minutes: reportedMinutes(entry) });

/** What changes, all in all, in a fixed order so that nobody waits for somebody who waits for them. */
function sumBy(changes: readonly ReportedChange[], key: (change: ReportedChange) => string): Map<string, number> {
  const sums = new Map<string, number>();
  for (const change of changes) sums.set(key(change), (sums.get(key(change)) ?? 0) + change.minutes);
  return new Map([...sums].filter(([, minutes]) => minutes !== 0).sort(([a], [b]) => (a < b ? -1 : 1)));
}

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
  });
}
