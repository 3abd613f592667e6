import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#libs/access';
import { DomainError } from '#libs/errors';
import { splitByDay } from '#libs/time';
import type { BoardEntity } from '../boards/board.entity.js';
import type { DayOfWork } from '../entries/entries.rules.js';
import { EntryWriter } from '../entries/entry-writer.js';
import { TasksService } from '../tasks/tasks.service.js';
import type { ImportContent, ImportEntity, RowOutcome, StoredRow } from './import.entity.js';
import type { ImportRow } from './import.rules.js';
import { leftOut, taskTitleOf } from './pick-rows.rules.js';

type Result = Pick<ImportContent, 'outcomes' | 'newTasks'>;

/** TS-5. Writes the rows of an export one by one: what was in before stays out, a refused row takes no other with it. */
@Injectable()
export class ImportRunner {
  constructor(
    private readonly tasks: TasksService,
    private readonly writer: EntryWriter,
  ) {}

  async run(tx: EntityManager, actor: Actor, board: BoardEntity, entity: ImportEntity): Promise<Result> {
    const { parsed, refused, picking } = entity.content;
    const tasks = new TaskTitles(this.tasks, tx, actor, board.placementId);
    const outcomes: RowOutcome[] = refused.map(({ line, reason }) =>
      outcomeOf({ line }, 'refused', reason.code, reason.message),
    );
    const known = await this.known(tx, board.expertId, parsed);
    for (const stored of parsed) {
      const row = revive(stored);
      const out = leftOut(row, picking);
      if (out) outcomes.push(outcomeOf(row, 'refused', out.code, out.detail));
      else if (known.has(row.fingerprint)) outcomes.push(outcomeOf(row, 'known'));
      else outcomes.push(await this.add(tx, actor, board, entity.id, row, tasks));
    }
    return { outcomes: outcomes.toSorted((a, b) => a.line - b.line), newTasks: tasks.added };
  }

  /** In a savepoint: a row that is refused leaves nothing behind. */
  private async add(
    tx: EntityManager,
    actor: Actor,
    board: BoardEntity,
    importId: string,
    row: ImportRow,
    tasks: TaskTitles,
  ): Promise<RowOutcome> {
    const taskId = await tasks.idOf(taskTitleOf(row));
    try {
      const entryIds = await tx.transaction(async (savepoint) => {
        await savepoint.query('insert into imported_rows (expert_id, fingerprint, import_id) values ($1, $2, $3)', [
          board.expertId,
          row.fingerprint,
          importId,
        ]);
        const ids: string[] = [];
        for (const day of daysOf(row, board.timeZone)) {
          const note = row.description.slice(0, 2_000);
          const entry = await this.writer.add(savepoint, actor, board, { ...day, taskId, note, source: 'import' });
          ids.push(entry.id);
        }
        return ids;
      });
      return { ...outcomeOf(row, 'added'), entryIds };
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind === 'unavailable') throw error;
      return outcomeOf(row, 'refused', error.code, error.detail);
    }
  }

  private async known(tx: EntityManager, expertId: string, rows: readonly StoredRow[]): Promise<Set<string>> {
    const found = await tx.query<{ fingerprint: string }[]>(
      'select fingerprint from imported_rows where expert_id = $1 and fingerprint = any($2)',
      [expertId, rows.map((row) => row.fingerprint)],
    );
    return new Set(found.map(({ fingerprint }) => fingerprint));
  }
}

/** Tasks of a board by title; one that isn't there yet is added to it. */
class TaskTitles {
  readonly added: string[] = [];
  private ids?: Map<string, string>;

  constructor(
    private readonly tasks: TasksService,
    private readonly tx: EntityManager,
    private readonly actor: Actor,
    private readonly placementId: string,
  ) {}

  async idOf(title: string): Promise<string> {
    this.ids ??= await this.load();
    const key = title.toLowerCase();
    const known = this.ids.get(key);
    if (known) return known;
    const task = await this.tasks.insert(this.tx, this.actor, this.placementId, { title, description: '' });
    this.added.push(title);
    this.ids.set(key, task.id);
    return task.id;
  }

  private async load(): Promise<Map<string, string>> {
    const rows = await this.tx.query<{ id: string; title: string }[]>(
      'select id, lower(title) as title from tasks where placement_id = $1 order by created_at desc, id desc',
      [this.placementId],
    );
    return new Map(rows.map(({ id, title }) => [title, id]));
  }
}

const revive = ({ startedAt, endedAt, ...row }: StoredRow): ImportRow => ({
  ...row,
  ...(startedAt && endedAt && { startedAt: new Date(startedAt), endedAt: new Date(endedAt) }),
});

/** A row as days of the board; the minutes are those the tool counted, the last day takes what rounding leaves. */
function daysOf({ day, minutes, startedAt, endedAt }: ImportRow, zone: string): DayOfWork[] {
  if (!startedAt || !endedAt) return [{ day, minutes, startedAt: null, endedAt: null }];
  const parts = splitByDay(startedAt, endedAt, zone);
  const before = parts.slice(0, -1).reduce((sum, part) => sum + part.minutes, 0);
  return parts
    .map((part, index) => ({
      day: part.day,
      minutes: index === parts.length - 1 ? minutes - before : part.minutes,
      startedAt: part.start,
      endedAt: part.end,
    }))
    .filter((part) => part.minutes !== 0);
}

const outcomeOf = (
  row: Partial<ImportRow> & { line: number },
  outcome: RowOutcome['outcome'],
  code: string | null = null,
  reason: string | null = null,
): RowOutcome => ({
  line: row.line,
  outcome,
  day: row.day ?? null,
  minutes: row.minutes ?? null,
  task: row.project === undefined ? null : taskTitleOf(row as ImportRow),
  note: row.description ?? null,
  code,
  reason,
  entryIds: [],
});
