import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, requireRole } from '#libs/access';
import { type submitSheet, timesheetEvents } from '#libs/contracts';
import { conflict } from '#libs/errors';
import { type Call, Outbox } from '#libs/messaging';
import { Transactions } from '#libs/persistence';
import { Clock, Timers } from '#libs/time';
import { BoardsService } from '../boards/boards.service.js';
import { EntryEntity } from '../entries/entry.entity.js';
import { checkMonday } from '../tasks/tasks.rules.js';
import type { SheetEntity } from './sheet.entity.js';
import { aboutSheet, type SheetView } from './sheet.view.js';
import { SheetsService, sheetTimers } from './sheets.service.js';
import { approvesItselfAfterHours, countedMinutes, remindsAfterHours } from './sheets.rules.js';

const hoursAfter = (instant: Date, hours: number): Date => new Date(instant.getTime() + hours * 3_600_000);

/** TS-6. The expert sends the week to the client, and the time to decide begins. */
@Injectable()
export class SubmissionService {
  constructor(
    private readonly transactions: Transactions,
    private readonly boards: BoardsService,
    private readonly sheets: SheetsService,
    private readonly timers: Timers,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** The open lines of the week are locked until the client decides. */
  submit(call: Call<typeof submitSheet>): Promise<SheetView> {
    const { actor, input } = call;
    const { placementId, week, summary } = input;
    return this.transactions.command(call, async (tx) => {
      requireRole(actor, 'expert');
      checkMonday(week);
      const board = await this.boards.forWriting(tx, actor, placementId);
      const sheet = (await this.sheets.lockWeeks(tx, board, [week])).get(week);
      const { affected } = sheet
        ? await tx.update(EntryEntity, { sheetId: sheet.id, state: 'open' }, { state: 'submitted' })
        : { affected: 0 };
      if (!sheet || !affected) {
        throw conflict('timesheet.nothing-to-submit', `The week of ${week} has no open hours.`, { rule: 'TS-6' });
      }
      await this.sheets.refresh(tx, sheet.id, { returnedReason: null, ...(summary && { summary }) });
      return this.sheets.view(tx, await this.waitForClient(tx, actor, sheet.id));
    });
  }

  /** Starts (again) the time the client has to decide: on a week, or on a correction to it. */
  async waitForClient(tx: EntityManager, actor: Actor, sheetId: string): Promise<SheetEntity> {
    const submittedAt = this.clock.now();
    const approvesItselfAt = hoursAfter(submittedAt, approvesItselfAfterHours);
    await this.timers.set(tx, sheetTimers.reminder, sheetId, hoursAfter(submittedAt, remindsAfterHours));
    await this.timers.set(tx, sheetTimers.approval, sheetId, approvesItselfAt);
    const { sheet, lines } = await this.sheets.lock(tx, actor, sheetId);
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
    return this.sheets.refresh(tx, sheetId, { submittedAt, approvesItselfAt });
  }
}
