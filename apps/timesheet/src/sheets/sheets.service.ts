import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import type { z } from 'zod';
import { type Actor, requireRole, scopeOf, visible } from '#libs/access';
import type { approvedTotals, SheetFilter } from '#libs/contracts';
import { newId, type Page, pageOf } from '#libs/persistence';
import { Timers } from '#libs/time';
import { BoardsService } from '../boards/boards.service.js';
import { BoardEntity } from '../boards/board.entity.js';
import { capOfWeek } from '../boards/board.rules.js';
import { EntryEntity } from '../entries/entry.entity.js';
import { SheetEntity } from './sheet.entity.js';
import { sheetView, type SheetView } from './sheet.view.js';
import { sheetStateOf } from './sheets.rules.js';

/** A sheet with its lines, locked by whoever decides on it. */
export interface LockedSheet {
  sheet: SheetEntity;
  lines: EntryEntity[];
  board: BoardEntity;
  /** TS-8, in minutes. */
  cap: number | null;
}

type SheetChange = Partial<Pick<SheetEntity, 'summary' | 'submittedAt' | 'approvesItselfAt' | 'returnedReason'>> & {
  state?: 'returned';
};

export const sheetTimers = { reminder: 'timesheet.sheet-reminder', approval: 'timesheet.sheet-approval' };

/** TS-6. The weekly sheet: read, locked, and brought up to date with its lines. */
@Injectable()
export class SheetsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly boards: BoardsService,
    private readonly timers: Timers,
  ) {}

  async get(actor: Actor, id: string): Promise<SheetView> {
    const on = this.dataSource.manager;
    return this.view(on, visible(actor, await on.findOneBy(SheetEntity, { id }), 'sheet'));
  }

  async list(actor: Actor, filter: z.output<typeof SheetFilter>): Promise<Page<SheetView>> {
    const on = this.dataSource.manager;
    const query = on.createQueryBuilder(SheetEntity, 'sheet').where(scopeOf(actor, filter));
    if (filter.placementId) await this.boards.find(on, actor, filter.placementId);
    for (const name of ['placementId', 'state', 'week'] as const) {
      if (filter[name]) query.andWhere(`sheet.${name} = :${name}`, { [name]: filter[name] });
    }
    const page = await pageOf(query, filter, {
      id: 'sheet.id',
      sorts: { week: 'sheet.week', submittedAt: `coalesce(sheet.submittedAt, 'infinity')` },
      defaultSort: '-week',
    });
    return { ...page, items: await this.views(on, page.items) };
  }

  /** PM-12. What this service counts as approved, by placement, for payments to compare with. */
  approvedTotals(actor: Actor): Promise<z.output<(typeof approvedTotals)['output']>['items']> {
    requireRole(actor, 'admin');
    return this.dataSource.query(
      `select placement_id as "placementId", count(*)::int as lines, sum(minutes)::int as minutes
       from entries where state in ('approved', 'settled') group by placement_id order by placement_id`,
    );
  }

  /** Locks the sheet, then reads its lines: nothing about them changes until the transaction ends. */
  async lock(tx: EntityManager, actor: Actor, id: string): Promise<LockedSheet> {
    const found = await tx.findOne(SheetEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
    const sheet = visible(actor, found, 'sheet');
    const { placementId, week } = sheet;
    const lines = await tx.find(EntryEntity, { where: { sheetId: id }, order: { day: 'ASC', id: 'ASC' } });
    const board = await tx.findOneByOrFail(BoardEntity, { placementId });
    const caps = await this.boards.caps(tx, [placementId]);
    return { sheet, lines, board, cap: capOfWeek(caps.get(placementId) ?? [], week) };
  }

  /** The board's sheets of these weeks, as far as there are any, locked against a review at the same moment. */
  async lockWeeks(
    tx: EntityManager,
    { placementId }: Pick<BoardEntity, 'placementId'>,
    weeks: readonly string[],
  ): Promise<Map<string, SheetEntity>> {
    const sheets = await tx.find(SheetEntity, {
      where: { placementId, week: In([...new Set(weeks)]) },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    return new Map(sheets.map((sheet) => [sheet.week, sheet]));
  }

  /** Adds to the `known` sheets of a board those of the weeks that have none yet. */
  async openWeeks(
    tx: EntityManager,
    { placementId, clientId, expertId }: BoardEntity,
    weeks: readonly string[],
    known: ReadonlyMap<string, SheetEntity>,
  ): Promise<Map<string, SheetEntity>> {
    const missing = [...new Set(weeks)].filter((week) => !known.has(week));
    const sheets = missing.map((week) =>
      tx.create(SheetEntity, { id: newId(), placementId, clientId, expertId, week, state: 'open', version: 1 }),
    );
    if (sheets.length > 0) await tx.insert(SheetEntity, sheets);
    return new Map([...known, ...sheets.map((sheet): [string, SheetEntity] => [sheet.week, sheet])]);
  }

  /** Changes the sheet, its state by what its lines are now; one that waits for nobody has no timers. */
  async refresh(tx: EntityManager, id: string, change: SheetChange = {}): Promise<SheetEntity> {
    const sheet = { ...(await tx.findOneByOrFail(SheetEntity, { id })), ...change };
    const lines = await tx.find(EntryEntity, { where: { sheetId: id }, select: { state: true } });
    const waits = lines.some((line) => line.state === 'submitted');
    if (!waits) {
      await this.timers.cancel(tx, sheetTimers.reminder, id);
      await this.timers.cancel(tx, sheetTimers.approval, id);
    }
    const set = {
      ...change,
      state: sheetStateOf(lines, sheet.state === 'returned' ? 'returned' : 'open'),
      version: sheet.version + 1,
      ...(!waits && { approvesItselfAt: null }),
    };
    await tx.update(SheetEntity, { id }, set);
    return { ...sheet, ...set };
  }

  async view(on: EntityManager, sheet: SheetEntity): Promise<SheetView> {
    return (await this.views(on, [sheet]))[0]!;
  }

  private async views(on: EntityManager, sheets: readonly SheetEntity[]): Promise<SheetView[]> {
    const caps = await this.boards.caps(
      on,
      sheets.map(({ placementId }) => placementId),
    );
    const sums = await on.query<{ id: string; minutesByState: SheetView['minutesByState'] }[]>(
      `select sheet_id as id, jsonb_object_agg(state, minutes) as "minutesByState"
       from (select sheet_id, state, sum(minutes)::int as minutes from entries
             where sheet_id = any($1) group by sheet_id, state) by_state
       group by sheet_id`,
      [sheets.map(({ id }) => id)],
    );
    const byId = new Map(sums.map(({ id, minutesByState }) => [id, minutesByState]));
    return sheets.map((sheet) =>
      sheetView(sheet, {
        minutesByState: byId.get(sheet.id) ?? {},
        weeklyCapMinutes: capOfWeek(caps.get(sheet.placementId) ?? [], sheet.week),
      }),
    );
  }
}
