import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, requireRole, visible } from '#libs/access';
import { type answerDispute, type decideDispute, timesheetEvents } from '#libs/contracts';
import { conflict } from '#libs/errors';
import { type Call, Outbox } from '#libs/messaging';
import { Transactions } from '#libs/persistence';
import { Clock, Timers } from '#libs/time';
import { EntryEntity } from '../entries/entry.entity.js';
import { entryViews, type EntryView } from '../entries/entry.view.js';
import { DecisionsService, disputeTimer } from './decisions.service.js';
import { aboutSheet } from './sheet.view.js';
import { type LockedSheet, SheetsService } from './sheets.service.js';
import { checkCap } from './sheets.rules.js';

/** TS-6. A disputed line waits for the expert's answer and for the outcome, which the AE records. */
@Injectable()
export class DisputesService {
  constructor(
    private readonly transactions: Transactions,
    private readonly sheets: SheetsService,
    private readonly decisions: DecisionsService,
    private readonly timers: Timers,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  answer(call: Call<typeof answerDispute>): Promise<EntryView> {
    const { actor, input } = call;
    return this.transactions.command(call, async (tx) => {
      const { line } = await this.disputed(tx, actor, 'expert', input.entryId);
      const answered = { disputeAnswer: input.answer, disputeAnsweredAt: this.clock.now() };
      await tx.update(EntryEntity, { id: line.id }, answered);
      await this.timers.cancel(tx, disputeTimer, line.id);
      return (await entryViews(tx, [{ ...line, ...answered }]))[0]!;
    });
  }

  decide(call: Call<typeof decideDispute>): Promise<EntryView> {
    const { actor, input } = call;
    const { entryId, outcome, reason, acceptOverCap } = input;
    return this.transactions.command(call, async (tx) => {
      const { line, locked } = await this.disputed(tx, actor, 'account-executive', entryId);
      if (outcome === 'approved') {
        checkCap(locked.lines, [line], locked.cap, acceptOverCap);
        await this.decisions.approve(tx, actor, locked, [line], { how: 'dispute', reason });
      } else await this.decisions.reject(tx, actor, locked, line, reason);
      await this.timers.cancel(tx, disputeTimer, line.id);
      await this.outbox.add(tx, timesheetEvents.disputeDecided, {
        aggregateId: locked.sheet.id,
        actor,
        data: { ...aboutSheet(locked.sheet), entryId, outcome, reason },
      });
      await this.sheets.refresh(tx, locked.sheet.id);
      return (await entryViews(tx, [await tx.findOneByOrFail(EntryEntity, { id: entryId })]))[0]!;
    });
  }

  private async disputed(
    tx: EntityManager,
    actor: Actor,
    role: 'expert' | 'account-executive',
    entryId: string,
  ): Promise<{ line: EntryEntity; locked: LockedSheet }> {
    const { sheetId } = visible(actor, await tx.findOneBy(EntryEntity, { id: entryId }), 'entry');
    requireRole(actor, role);
    const locked = await this.sheets.lock(tx, actor, sheetId);
    const line = locked.lines.find(({ id }) => id === entryId);
    if (line?.state !== 'disputed') {
      throw conflict('timesheet.not-disputed', `The line is ${line?.state ?? 'gone'}, not disputed.`, { rule: 'TS-6' });
    }
    return { line, locked };
  }
}
