import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#libs/access';
import { DomainError } from '#libs/errors';
import { addDays, Clock, weekOf } from '#libs/time';
import type { BoardEntity } from '../boards/board.entity.js';
import { BoardsService } from '../boards/boards.service.js';
import type { DayOfWork } from '../entries/entries.rules.js';
import { EntryWriter } from '../entries/entry-writer.js';
import { SheetsService } from '../sheets/sheets.service.js';
import { TasksService } from '../tasks/tasks.service.js';
import { HoursSoFar, type Span } from './hours-so-far.rules.js';
import { daysOfRow } from './import-days.rules.js';
import type { ImportContent, ImportEntity, RowOutcome, StoredRow } from './import.entity.js';
import type { ImportRow } from './import.rules.js';
import { leftOut, taskTitleOf } from './pick-rows.rules.js';

type Result = Pick<ImportContent, 'outcomes' | 'newTasks'>;
interface GoodRow {
  row: ImportRow;
  days: DayOfWork[];
}

/** As much of a row's description as an entry's note takes; half a character at the cut is left out. */
const noteOf = ({ description }: Pick<ImportRow, 'description'>): string =>
  description.slice(0, 2_000).replace(/[\ud800-\udbff]$/, '');

/**
 * TS-5. Judges the rows of an export one by one, by the rules of a single entry, and writes the good ones together:
 * what was in before stays out, a refused row takes no other with it.
 */
@Injectable()
export class ImportRunner {
  constructor(
    private readonly boards: BoardsService,
    private readonly sheets: SheetsService,
    private readonly tasks: TasksService,
    private readonly writer: EntryWriter,
    private readonly clock: Clock,
  ) {}

  async run(tx: EntityManager, actor: Actor, board: BoardEntity, { id, content }: ImportEntity): Promise<Result> {
    const { parsed, refused, picking } = content;
    const outcomes = refused.map(({ line, reason }) => outcomeOf({ line }, 'refused', reason.code, reason.message));
    const rows = parsed.map(revive).map((row) => ({ row, days: daysOfRow(row, board.timeZone) }));
    const known = await this.known(tx, board.expertId, parsed);
    const hours = await this.hoursSoFar(
      tx,
      board,
      rows.flatMap(({ days }) => days),
    );
    const good: GoodRow[] = [];
    for (const { row, days } of rows) {
      const refusal = leftOut(row, picking) ?? (known.has(row.fingerprint) ? undefined : refusalOf(hours, days));
      if (refusal) outcomes.push(outcomeOf(row, 'refused', refusal.code, refusal.detail));
      else if (known.has(row.fingerprint)) outcomes.push(outcomeOf(row, 'known'));
      else good.push({ row, days });
    }
    const { added, newTasks } = await this.write(tx, actor, board, id, good);
    return { outcomes: [...outcomes, ...added].toSorted((a, b) => a.line - b.line), newTasks };
  }

  private async known(tx: EntityManager, expertId: string, rows: readonly StoredRow[]): Promise<Set<string>> {
    const found = await tx.query<{ fingerprint: string }[]>(
      'select fingerprint from imported_rows where expert_id = $1 and fingerprint = any($2)',
      [expertId, rows.map((row) => row.fingerprint)],
    );
    return new Set(found.map(({ fingerprint }) => fingerprint));
  }

  /** What the expert has already, in and around the days of the import; nobody else writes hours of this expert now. */
  private async hoursSoFar(tx: EntityManager, board: BoardEntity, work: readonly DayOfWork[]): Promise<HoursSoFar> {
    const days = [...new Set(work.map(({ day }) => day))].sort();
    const sheets = await this.sheets.lockWeeks(tx, board, days.map(weekOf));
    const minutes = await tx.query<{ day: string; minutes: number }[]>(
      'select day, minutes from expert_days where expert_id = $1 and day = any($2)',
      [board.expertId, days],
    );
    // A day more on both sides: another board's day may begin half a world earlier.
    const spans = await tx.query<Span[]>(
      `select started_at as "startedAt", ended_at as "endedAt" from entries
       where expert_id = $1 and day between $2 and $3 and started_at is not null`,
      days.length > 0
        ? [board.expertId, addDays(days[0]!, -1), addDays(days.at(-1)!, 1)]
        : [board.expertId, null, null],
    );
    return new HoursSoFar({
      board: { ...board, pauses: await this.boards.pauses(tx, board.placementId) },
      now: this.clock.now(),
      sheets: new Map([...sheets].map(([week, { state }]) => [week, state])),
      days: new Map(minutes.map((total) => [total.day, total.minutes])),
      spans,
    });
  }

  private async write(
    tx: EntityManager,
    actor: Actor,
    board: BoardEntity,
    importId: string,
    good: readonly GoodRow[],
  ): Promise<{ added: RowOutcome[]; newTasks: string[] }> {
    if (good.length === 0) return { added: [], newTasks: [] };
    const { ids, newTasks } = await this.taskIds(tx, actor, board.placementId, good);
    await tx.query('insert into imported_rows (expert_id, import_id, fingerprint) select $1, $2, unnest($3::text[])', [
      board.expertId,
      importId,
      good.map(({ row }) => row.fingerprint),
    ]);
    const lines = good.flatMap(({ row, days }) =>
      days.map((day) => ({ ...day, taskId: ids.get(keyOf(row))!, note: noteOf(row), source: 'import' as const })),
    );
    const entries = await this.writer.add(tx, actor, board, lines);
    let next = 0;
    const added = good.map(({ row, days }) => {
      const entryIds = entries.slice(next, (next += days.length)).map((entry) => entry.id);
      return { ...outcomeOf(row, 'added'), entryIds };
    });
    return { added, newTasks };
  }

  /** Tasks of the board by title; those that aren't there yet are added to it. */
  private async taskIds(
    tx: EntityManager,
    actor: Actor,
    placementId: string,
    good: readonly GoodRow[],
  ): Promise<{ ids: Map<string, string>; newTasks: string[] }> {
    const present = await tx.query<{ id: string; title: string }[]>(
      'select id, title from tasks where placement_id = $1 order by created_at desc, id desc',
      [placementId],
    );
    const ids = new Map(present.map(({ id, title }) => [title.toLowerCase(), id]));
    const missing = new Map<string, string>();
    for (const { row } of good) {
      const key = keyOf(row);
      if (!ids.has(key) && !missing.has(key)) missing.set(key, taskTitleOf(row));
    }
    const newTasks = [...missing.values()];
    const tasks = newTasks.map((title) => ({ title, description: '' }));
    for (const { id, title } of await this.tasks.insert(tx, actor, placementId, tasks))
      ids.set(title.toLowerCase(), id);
    return { ids, newTasks };
  }
}

const keyOf = (row: ImportRow): string => taskTitleOf(row).toLowerCase();

function refusalOf(hours: HoursSoFar, days: readonly DayOfWork[]): DomainError | undefined {
  try {
    hours.take(days);
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

const revive = ({ startedAt, endedAt, ...row }: StoredRow): ImportRow => ({
  ...row,
  ...(startedAt && endedAt && { startedAt: new Date(startedAt), endedAt: new Date(endedAt) }),
});

const outcomeOf = (
  row: { line: number } & Partial<ImportRow>,
  outcome: RowOutcome['outcome'],
  code: string | null = null,
  reason: string | null = null,
): RowOutcome => ({
  line: row.line,
  outcome,
  day: row.day ?? null,
  minutes: row.minutes ?? null,
  task: row.task === undefined ? null : taskTitleOf(row as ImportRow),
  note: row.description === undefined ? null : noteOf(row as ImportRow),
  code,
  reason,
  entryIds: [],
});
