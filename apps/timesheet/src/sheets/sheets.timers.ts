import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { systemActor } from '#libs/access';
import { timesheetEvents } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { OnTimer, type Timer } from '#libs/time';
import { EntryEntity } from '../entries/entry.entity.js';
import { DecisionsService, disputeTimer } from './decisions.service.js';
import { aboutSheet } from './sheet.view.js';
import { SheetsService, sheetTimers } from './sheets.service.js';
import { approvesItself } from './sheets.rules.js';

/** TS-6. What happens when nobody answers. */
@Injectable()
export class SheetsTimers {
  constructor(
    private readonly sheets: SheetsService,
    private readonly decisions: DecisionsService,
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
    const lines = approvesItself(locked.lines, locked.cap);
    await this.decisions.approve(tx, systemActor, locked, lines, { how: 'automatic', reason: null });
    await this.sheets.refresh(tx, subjectId, { approvesItselfAt: null });
  }

  @OnTimer(disputeTimer)
  async disputeOverdue({ subjectId }: Timer, tx: EntityManager): Promise<void> {
    const { sheetId } = await tx.findOneByOrFail(EntryEntity, { id: subjectId });
    const { sheet, lines } = await this.sheets.lock(tx, systemActor, sheetId);
    const line = lines.find(({ id }) => id === subjectId);
    if (line?.state !== 'disputed' || !line.disputeAnswerBy) return;
    await this.outbox.add(tx, timesheetEvents.disputeOverdue, {
      aggregateId: sheet.id,
      actor: systemActor,
      data: { ...aboutSheet(sheet), entryId: line.id, answerBy: line.disputeAnswerBy.toISOString() },
    });
  }
}
