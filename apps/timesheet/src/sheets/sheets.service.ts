import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, requireRole, scopeOf, visible } from '#libs/access';
import { type Sheet, type SheetFilter, type submitSheet, timesheetEvents } from '#libs/contracts';
import { conflict } from '#libs/errors';
import { type Call, Outbox } from '#libs/messaging';
import { type Page, pageOf, Transactions } from '#libs/persistence';
import { Clock, Timers } from '#libs/time';
import { BoardsService } from '../boards/boards.service.js';
import { BoardEntity } from '../boards/board.entity.js';
import { EntryEntity } from '../entries/entry.entity.js';
import { checkMonday } from '../tasks/tasks.rules.js';
import { SheetEntity } from './sheet.entity.js';
import { approvesItselfAfterHours, countedMinutes, overCap, remindsAfterHours, sheetStateOf } from './sheets.rules.js';

export type SheetView = z.output<typeof Sheet>;
/** A sheet with its lines, locked by whoever decides on it. */
export interface LockedSheet {
  sheet: SheetEntity;
  lines: EntryEntity[];
  board: BoardEntity;
}

export const sheetTimers = { reminder: 'timesheet.sheet-reminder', approval: 'timesheet.sheet-approval' };
const hours = (from: Date, count: number): Date => new Date(from.getTime() + count * 3_600_000);

/** TS-6. The weekly sheet: read, submitted, and brought up to date with its lines. */
@Injectable()
export class SheetsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly boards: BoardsService,
    private readonly timers: Timers,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  async get(actor: Actor, id: string): Promise<SheetView> {
    const on = this.dataSource.manager;
    return this.view(on, visible(actor, await on.findOneBy(SheetEntity, { id }), 'sheet'));
  }

  async list(actor: Actor, filter: z.output<typeof SheetFilter>): Promise<Page<SheetView>> {
    const query = this.dataSource.manager.createQueryBuilder(SheetEntity, 'sheet').where(scopeOf(actor));
    for (const name of ['placementId', 'clientId', 'expertId', 'state', 'week'] as const) {
      if (filter[name]) query.andWhere(`sheet.${name} = :${name}`, { [name]: filter[name] });
    }
    const page = await pageOf(query, filter, {
      id: 'sheet.id',
      sorts: { week: 'sheet.week', submittedAt: `coalesce(sheet.submittedAt, 'infinity')` },
      defaultSort: '-week',
    });
    return { ...page, items: await this.views(this.dataSource.manager, page.items) };
  }

  /** The expert sends the week to the client: its open lines are locked until the client decides. */
  submit(call: Call<typeof submitSheet>): Promise<SheetView> {
    const { actor, input } = call;
    return this.transactions.command(call, async (tx) => {
      requireRole(actor, 'expert');
      checkMonday(input.week);
      const board = await this.boards.forWriting(tx, actor, input.placementId);
      const found = await tx.findOneBy(SheetEntity, { placementId: board.placementId, week: input.week });
      const locked = found && (await this.lock(tx, actor, found.id));
      if (!locked?.lines.some((line) => line.state === 'open')) {
        throw conflict('timesheet.nothing-to-submit', `The week of ${input.week} has no open hours.`, { rule: 'TS-6' });
      }
      await tx.update(EntryEntity, { sheetId: locked.sheet.id, state: 'open' }, { state: 'submitted' });
      if (input.summary) await tx.update(SheetEntity, { id: locked.sheet.id }, { summary: input.summary });
      await this.submitted(tx, actor, locked.sheet.id);
      return this.view(tx, await this.reload(tx, locked.sheet.id));
    });
  }

  /** Starts (again) the time the client has to decide: for a week, or for a correction to it. */
  async submitted(tx: EntityManager, actor: Actor, sheetId: string): Promise<void> {
    const { sheet, lines } = await this.lock(tx, actor, sheetId);
    const submittedAt = this.clock.now();
    const approvesItselfAt = hours(submittedAt, approvesItselfAfterHours);
    await this.save(tx, sheet, { state: 'submitted', submittedAt, approvesItselfAt, returnedReason: null });
    await this.timers.set(tx, sheetTimers.reminder, sheetId, hours(submittedAt, remindsAfterHours));
    await this.timers.set(tx, sheetTimers.approval, sheetId, approvesItselfAt);
    await this.outbox.add(tx, timesheetEvents.sheetSubmitted, {
      aggregateId: sheetId,
      actor,
      data: {
        ...aboutSheet(sheet),
        minutes: countedMinutes(lines),
        submittedAt: submittedAt.toISOString(),
        approvesItselfAt: approvesItselfAt.toISOString(),
      },
    });
  }

  /** Locks the sheet, then reads its lines: nothing about them changes until the transaction ends. */
  async lock(tx: EntityManager, actor: Actor, id: string): Promise<LockedSheet> {
    const found = await tx.findOne(SheetEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
    const sheet = visible(actor, found, 'sheet');
    const lines = await tx.find(EntryEntity, { where: { sheetId: id }, order: { day: 'ASC', id: 'ASC' } });
    const board = await tx.findOneByOrFail(BoardEntity, { placementId: sheet.placementId });
    return { sheet, lines, board };
  }

  /** Brings the sheet's state up to date with its lines; a sheet that waits for nobody has no timers. */
  async refresh(tx: EntityManager, sheetId: string): Promise<SheetEntity> {
    const sheet = await this.reload(tx, sheetId);
    const lines = await tx.find(EntryEntity, { where: { sheetId }, select: { state: true } });
    const state = sheetStateOf(lines, sheet.state === 'returned' ? 'returned' : 'open');
    if (!lines.some((line) => line.state === 'submitted')) {
      await this.timers.cancel(tx, sheetTimers.reminder, sheetId);
      await this.timers.cancel(tx, sheetTimers.approval, sheetId);
    }
    return this.save(tx, sheet, { state });
  }

  async save(tx: EntityManager, sheet: SheetEntity, change: Partial<SheetEntity>): Promise<SheetEntity> {
    const set = { ...change, version: sheet.version + 1 };
    await tx.update(SheetEntity, { id: sheet.id }, set);
    return { ...sheet, ...set };
  }

  async view(on: EntityManager, sheet: SheetEntity): Promise<SheetView> {
    return (await this.views(on, [sheet]))[0]!;
  }

  private reload(tx: EntityManager, id: string): Promise<SheetEntity> {
    return tx.findOneByOrFail(SheetEntity, { id });
  }

  private async views(on: EntityManager, sheets: readonly SheetEntity[]): Promise<SheetView[]> {
    const totals = await on.query<SheetTotals[]>(
      `select sheet.id, board.weekly_cap_minutes as "weeklyCapMinutes", coalesce(line.minutes, '{}') as "minutesByState"
       from sheets sheet join boards board using (placement_id)
       left join lateral (
         select jsonb_object_agg(state, minutes) as minutes
         from (select state, sum(minutes)::int as minutes from entries where sheet_id = sheet.id group by state) by_state
       ) line on true
       where sheet.id = any($1)`,
      [sheets.map(({ id }) => id)],
    );
    const byId = new Map(totals.map((total) => [total.id, total]));
    return sheets.map((sheet) => view(sheet, byId.get(sheet.id)!));
  }
}

interface SheetTotals {
  id: string;
  weeklyCapMinutes: number | null;
  minutesByState: SheetView['minutesByState'];
}

function view(sheet: SheetEntity, { weeklyCapMinutes, minutesByState }: SheetTotals): SheetView {
  const { id, placementId, clientId, expertId, week, state, summary, returnedReason, version } = sheet;
  const sum = (states: [string, number][]): number => states.reduce((total, [, minutes]) => total + minutes, 0);
  const byState = Object.entries(minutesByState);
  return {
    ...{ id, placementId, clientId, expertId, week, state, summary, returnedReason, version },
    ...{ weeklyCapMinutes, minutesByState },
    minutes: sum(byState),
    overCapMinutes: overCap(sum(byState.filter(([name]) => name !== 'rejected')), weeklyCapMinutes),
    submittedAt: sheet.submittedAt?.toISOString() ?? null,
    approvesItselfAt: sheet.approvesItselfAt?.toISOString() ?? null,
  };
}

/** What every event about a sheet says. */
export const aboutSheet = ({ id, placementId, clientId, expertId, week }: SheetEntity) => ({
  sheetId: id,
  ...{ placementId, clientId, expertId, week },
});
