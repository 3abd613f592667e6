import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { systemActor } from '#libs/access';
import { timesheetEvents } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { OnTimer, type Timer } from '#libs/time';
import { EntryEntity } from '../entries/entry.entity.js';
import { disputeTimer, ReviewService } from './review.service.js';
import { aboutSheet, SheetsService, sheetTimers } from './sheets.service.js';
import { approvesItself } from './sheets.rules.js';

/** TS-6. What happens when nobody answers. */
@Injectable()
export class SheetsTimers {
  constructor(
    private readonly sheets: SheetsService,
    private readonly reviews: ReviewService,
    private readonly outbox: Outbox,
  ) {}

  @OnTimer(sheetTimers.reminder)
  async remind({ subjectId }: Timer, tx: EntityManager): Promise<void> {
    const { sheet, lines } = await this.sheets.lock(tx, systemActor, subjectId);
    if (!sheet.approvesItselfAt || !lines.some((line) => line.state === 'submitted')) return;
    await this.outbox.add(tx, timesheetEvents.sheetReminded, {
      aggregateId: sheet.id,
      actor: systemActor,
      data: { ...aboutSheet(sheet), approvesItselfAt: sheet.approvesItselfAt.toISOString() },
    });
  }

  @OnTimer(sheetTimers.approval)
  async approve({ subjectId }: Timer, tx: EntityManager): Promise<void> {
    const locked = await this.sheets.lock(tx, systemActor, subjectId);
    const within = approvesItself(locked.lines, locked.board.weeklyCapMinutes).map(({ id }) => id);
    const lines = locked.lines.filter(({ id }) => within.includes(id));
    await this.reviews.approve(tx, systemActor, locked, lines, 'automatic', null);
    await this.sheets.refresh(tx, subjectId);
  }

  @OnTimer(disputeTimer)
  async disputeOverdue({ subjectId }: Timer, tx: EntityManager): Promise<void> {
    const line = await tx.findOneByOrFail(EntryEntity, { id: subjectId });
    if (line.state !== 'disputed' || !line.disputeAnswerBy) return;
    const { sheet } = await this.sheets.lock(tx, systemActor, line.sheetId);
    await this.outbox.add(tx, timesheetEvents.disputeOverdue, {
      aggregateId: sheet.id,
      actor: systemActor,
      data: { ...aboutSheet(sheet), entryId: line.id, answerBy: line.disputeAnswerBy.toISOString() },
    });
  }
}
