import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, notYours, requireRole, scopeOf, visible } from '#libs/access';
import type { changeEntry, EntryChange, EntryFilter, NewEntry, recordEntry, removeEntry } from '#libs/contracts';
import { invalid, stale } from '#libs/errors';
import type { Call } from '#libs/messaging';
import { type Page, pageOf, Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import { BoardsService } from '../boards/boards.service.js';
import { BoardEntity } from '../boards/board.entity.js';
import { TaskEntity } from '../tasks/task.entity.js';
import { type DayOfWork, daysOfSpan } from './entries.rules.js';
import { EntryEntity } from './entry.entity.js';
import { entryViews, type EntryView } from './entry.view.js';
import { EntryWriter } from './entry-writer.js';

type Hours = z.output<typeof NewEntry>;

/** TS-4. The expert's own hours, by hand; nobody reports them for somebody else. */
@Injectable()
export class EntriesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly boards: BoardsService,
    private readonly writer: EntryWriter,
    private readonly clock: Clock,
  ) {}

  async get(actor: Actor, id: string): Promise<EntryView> {
    const on = this.dataSource.manager;
    return (await entryViews(on, [visible(actor, await on.findOneBy(EntryEntity, { id }), 'entry')]))[0]!;
  }

  async list(actor: Actor, filter: z.output<typeof EntryFilter>): Promise<Page<EntryView>> {
    const query = this.dataSource.manager.createQueryBuilder(EntryEntity, 'entry').where(scopeOf(actor));
    const { from, to } = filter;
    for (const name of ['placementId', 'sheetId', 'taskId', 'expertId', 'clientId', 'state', 'source'] as const) {
      if (filter[name]) query.andWhere(`entry.${name} = :${name}`, { [name]: filter[name] });
    }
    if (from) query.andWhere('entry.day >= :from', { from });
    if (to) query.andWhere('entry.day <= :to', { to });
    const page = await pageOf(query, filter, {
      id: 'entry.id',
      sorts: { day: 'entry.day', createdAt: 'entry.createdAt' },
      defaultSort: 'day',
    });
    return { ...page, items: await entryViews(this.dataSource.manager, page.items) };
  }

  record(call: Call<typeof recordEntry>): Promise<{ items: EntryView[] }> {
    const { actor, input } = call;
    return this.transactions.command(call, async (tx) => {
      requireRole(actor, 'expert');
      const board = await this.boardOfTask(tx, actor, input.taskId);
      const days = daysOf(input, board.timeZone, this.clock.now());
      const { taskId, note } = input;
      const entries: EntryEntity[] = [];
      for (const day of days)
        entries.push(await this.writer.add(tx, actor, board, { ...day, taskId, note, source: 'manual' }));
      return { items: await entryViews(tx, entries) };
    });
  }

  /** The line as it was is taken away and the changed one written in its place: every check runs again. */
  change(call: Call<typeof changeEntry>): Promise<EntryView> {
    const { actor, input } = call;
    return this.transactions.command(call, async (tx) => {
      const { entry, board } = await this.own(tx, actor, input.id, input.version);
      const hours = changed(entry, input.change);
      const board2 = hours.taskId === entry.taskId ? board : await this.boardOfTask(tx, actor, hours.taskId);
      const [day, ...more] = daysOf(hours, board2.timeZone, this.clock.now());
      if (!day || more.length > 0) throw overMidnight();
      await this.writer.remove(tx, actor, board, entry);
      const { taskId, note } = hours;
      const written = await this.writer.add(tx, actor, board2, { ...day, taskId, note, source: entry.source });
      const kept = { id: entry.id, createdAt: entry.createdAt, version: entry.version + 1 };
      await tx.update(EntryEntity, { id: written.id }, kept);
      return (await entryViews(tx, [{ ...written, ...kept }]))[0]!;
    });
  }

  remove(call: Call<typeof removeEntry>): Promise<{ id: string }> {
    const { actor, input } = call;
    return this.transactions.command(call, async (tx) => {
      const { entry, board } = await this.own(tx, actor, input.id, input.version);
      await this.writer.remove(tx, actor, board, entry);
      return { id: entry.id };
    });
  }

  /** The board a task is on, locked for writing hours. */
  async boardOfTask(tx: EntityManager, actor: Actor, taskId: string): Promise<BoardEntity> {
    const task = await tx.findOneBy(TaskEntity, { id: taskId });
    if (!task) throw notYours('task');
    visible(actor, await tx.findOneBy(BoardEntity, { placementId: task.placementId }), 'task');
    return this.boards.forWriting(tx, actor, task.placementId);
  }

  private async own(
    tx: EntityManager,
    actor: Actor,
    id: string,
    version: number,
  ): Promise<{ entry: EntryEntity; board: BoardEntity }> {
    const entry = visible(actor, await tx.findOneBy(EntryEntity, { id }), 'entry');
    requireRole(actor, 'expert');
    if (entry.version !== version) throw stale(entry.version);
    return { entry, board: await this.boards.forWriting(tx, actor, entry.placementId) };
  }
}

function daysOf(hours: Hours, zone: string, now: Date): DayOfWork[] {
  if ('day' in hours) return [{ day: hours.day, minutes: hours.minutes, startedAt: null, endedAt: null }];
  return daysOfSpan(new Date(hours.startedAt), new Date(hours.endedAt), zone, now);
}

/** What an entry becomes: a change of `day` or `minutes` makes it a day's minutes, of a start or end a stretch of time. */
function changed(entry: EntryEntity, change: z.output<typeof EntryChange>): Hours {
  const taskId = change.taskId ?? entry.taskId;
  const note = change.note ?? entry.note;
  const startedAt = change.startedAt ?? entry.startedAt?.toISOString();
  const endedAt = change.endedAt ?? entry.endedAt?.toISOString();
  const byDay = change.day !== undefined || change.minutes !== undefined;
  if (byDay && (change.startedAt ?? change.endedAt)) {
    throw invalid('timesheet.two-kinds-of-hours', 'Give a day with minutes, or a start with an end, not both.', {
      rule: 'TS-4',
    });
  }
  if (!byDay && startedAt && endedAt) return { taskId, note, startedAt, endedAt };
  return { taskId, note, day: change.day ?? entry.day, minutes: change.minutes ?? entry.minutes };
}

const overMidnight = () =>
  invalid('timesheet.over-midnight', 'An entry lies within one day: record the part after midnight on its own.', {
    rule: 'TS-4',
    errors: [{ field: 'endedAt', message: 'must be on the same day as startedAt' }],
  });
