import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, notYours, requireRole, scopeOf, visible } from '#libs/access';
import type { changeEntry, EntryFilter, recordEntry, removeEntry } from '#libs/contracts';
import { stale } from '#libs/errors';
import type { Call } from '#libs/messaging';
import { type Page, pageOf, Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import { BoardsService } from '../boards/boards.service.js';
import type { BoardEntity } from '../boards/board.entity.js';
import { SheetEntity } from '../sheets/sheet.entity.js';
import { TaskEntity } from '../tasks/task.entity.js';
import { changedHours, daysOf } from './entries.rules.js';
import { EntryEntity } from './entry.entity.js';
import { entryViews, type EntryView } from './entry.view.js';
import { EntryWriter } from './entry-writer.js';

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
    const on = this.dataSource.manager;
    const { placementId, sheetId, taskId, from, to } = filter;
    const query = on.createQueryBuilder(EntryEntity, 'entry').where(scopeOf(actor, filter));
    if (placementId) await this.boards.find(on, actor, placementId);
    if (sheetId) visible(actor, await on.findOneBy(SheetEntity, { id: sheetId }), 'sheet');
    if (taskId) await this.placementOf(on, actor, taskId);
    for (const name of ['placementId', 'sheetId', 'taskId', 'state', 'source'] as const) {
      if (filter[name]) query.andWhere(`entry.${name} = :${name}`, { [name]: filter[name] });
    }
    if (from) query.andWhere('entry.day >= :from', { from });
    if (to) query.andWhere('entry.day <= :to', { to });
    const page = await pageOf(query, filter, {
      id: 'entry.id',
      sorts: { day: 'entry.day', createdAt: 'entry.createdAt' },
      defaultSort: 'day',
    });
    return { ...page, items: await entryViews(on, page.items) };
  }

  record(call: Call<typeof recordEntry>): Promise<{ items: EntryView[] }> {
    const { actor, input } = call;
    const work = async (tx: EntityManager): Promise<{ items: EntryView[] }> => {
      requireRole(actor, 'expert');
      const { taskId, note } = input;
      const board = await this.boardOfTask(tx, actor, taskId);
      const days = daysOf(input, board.timeZone, this.clock.now());
      const lines = days.map((day) => ({ ...day, taskId, note, source: 'manual' as const }));
      return { items: await entryViews(tx, await this.writer.add(tx, actor, board, lines)) };
    };
    return this.transactions.command(call, work, { group: actor.expertId });
  }

  change(call: Call<typeof changeEntry>): Promise<EntryView> {
    const { actor, input } = call;
    return this.transactions.command(call, async (tx) => {
      const { entry, board } = await this.own(tx, actor, input.id, input.version);
      const { taskId = entry.taskId, note = entry.note, ...hours } = input.change;
      const to = taskId === entry.taskId ? board : await this.boardOfTask(tx, actor, taskId);
      const day = changedHours(entry, hours, to.timeZone, this.clock.now());
      const changed = await this.writer.change(tx, actor, [board, to], entry, { ...day, taskId, note });
      return (await entryViews(tx, [changed]))[0]!;
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
    return this.boards.forWriting(tx, actor, await this.placementOf(tx, actor, taskId));
  }

  private async placementOf(on: EntityManager, actor: Actor, taskId: string): Promise<string> {
    const task = await on.findOneBy(TaskEntity, { id: taskId });
    if (!task) throw notYours('task');
    await this.boards.find(on, actor, task.placementId, 'task');
    return task.placementId;
  }

  /** The expert's own entry as it is once nobody else writes hours; throws 412 when it isn't the version seen. */
  private async own(
    tx: EntityManager,
    actor: Actor,
    id: string,
    version: number,
  ): Promise<{ entry: EntryEntity; board: BoardEntity }> {
    const { placementId } = visible(actor, await tx.findOneBy(EntryEntity, { id }), 'entry');
    requireRole(actor, 'expert');
    const board = await this.boards.forWriting(tx, actor, placementId);
    const entry = visible(actor, await tx.findOneBy(EntryEntity, { id }), 'entry');
    if (entry.version !== version) throw stale(entry.version);
    return { entry, board };
  }
}
