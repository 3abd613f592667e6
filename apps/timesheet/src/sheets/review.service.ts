import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { requireRole } from '#libs/access';
import { type returnSheet, type reviewSheet, timesheetEvents } from '#libs/contracts';
import { conflict, stale } from '#libs/errors';
import { type Call, Outbox } from '#libs/messaging';
import { Transactions } from '#libs/persistence';
import { EntryEntity } from '../entries/entry.entity.js';
import { DecisionsService } from './decisions.service.js';
import { aboutSheet, type SheetView } from './sheet.view.js';
import { SheetsService } from './sheets.service.js';
import { checkCap, decide, decidesAs } from './sheets.rules.js';

/** TS-6. The client decides line by line; whoever comes second finds the lines decided and gets 409. */
@Injectable()
export class ReviewService {
  constructor(
    private readonly transactions: Transactions,
    private readonly sheets: SheetsService,
    private readonly decisions: DecisionsService,
    private readonly outbox: Outbox,
  ) {}

  review(call: Call<typeof reviewSheet>): Promise<SheetView> {
    const { actor, input } = call;
    const { id, version, lines, approveRest, acceptOverCap, evidence } = input;
    return this.transactions.command(call, async (tx) => {
      const locked = await this.sheets.lock(tx, actor, id);
      const how = decidesAs(actor, evidence);
      if (version !== undefined && version !== locked.sheet.version) throw stale(locked.sheet.version);
      const { approved, disputed } = decide(locked.lines, lines, approveRest);
      checkCap(locked.lines, approved, locked.cap, acceptOverCap);
      await this.decisions.approve(tx, actor, locked, approved, { how, reason: evidence ?? null });
      for (const { line, reason } of disputed) await this.decisions.dispute(tx, actor, locked, line, reason);
      return this.sheets.view(tx, await this.sheets.refresh(tx, id));
    });
  }

  /** Sends every undecided line back: the expert may change the week and submit it again. */
  returnToExpert(call: Call<typeof returnSheet>): Promise<SheetView> {
    const { actor, input } = call;
    const { id, reason } = input;
    return this.transactions.command(call, async (tx) => {
      const { sheet, lines } = await this.sheets.lock(tx, actor, id);
      requireRole(actor, 'client', 'account-executive');
      const undecided = lines.filter((line) => line.state === 'submitted' && line.source !== 'correction');
      if (undecided.length === 0) {
        throw conflict('timesheet.nothing-to-decide', 'No line of this sheet waits for a decision.', { rule: 'TS-6' });
      }
      await tx.update(EntryEntity, { id: In(undecided.map((line) => line.id)) }, { state: 'open' });
      await this.outbox.add(tx, timesheetEvents.sheetReturned, {
        aggregateId: id,
        actor,
        data: { ...aboutSheet(sheet), reason },
      });
      return this.sheets.view(tx, await this.sheets.refresh(tx, id, { state: 'returned', returnedReason: reason }));
    });
  }
}
