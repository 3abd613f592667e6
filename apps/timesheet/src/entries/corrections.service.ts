import { Injectable } from '@nestjs/common';
import { requireRole, visible } from '#libs/access';
import type { correctEntry } from '#libs/contracts';
import type { Call } from '#libs/messaging';
import { Transactions } from '#libs/persistence';
import { BoardsService } from '../boards/boards.service.js';
import { SheetsService } from '../sheets/sheets.service.js';
import { SubmissionService } from '../sheets/submission.service.js';
import { checkCorrection } from './corrections.rules.js';
import { EntryEntity } from './entry.entity.js';
import { entryViews, type EntryView } from './entry.view.js';
import { EntryWriter } from './entry-writer.js';

/** TS-7. An approved line stays as it is; what was wrong is put right by a line of its own, approved like any other. */
@Injectable()
export class CorrectionsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly boards: BoardsService,
    private readonly sheets: SheetsService,
    private readonly submissions: SubmissionService,
    private readonly writer: EntryWriter,
  ) {}

  /** By the expert for the own lines, or by an AE. */
  correct(call: Call<typeof correctEntry>): Promise<EntryView> {
    const { actor, input } = call;
    return this.transactions.command(call, async (tx) => {
      const { placementId, sheetId } = visible(actor, await tx.findOneBy(EntryEntity, { id: input.id }), 'entry');
      requireRole(actor, 'expert', 'account-executive');
      const board = await this.boards.forWriting(tx, actor, placementId);
      const { lines } = await this.sheets.lock(tx, actor, sheetId);
      const line = lines.find(({ id }) => id === input.id)!;
      const earlier = lines.filter(({ correctsEntryId }) => correctsEntryId === line.id);
      const { minutes, note } = input;
      checkCorrection(line, earlier, minutes);
      const { taskId, day } = line;
      const correction = { taskId, day, minutes, note, startedAt: null, endedAt: null, source: 'correction' as const };
      const entries = await this.writer.add(tx, actor, board, [{ ...correction, correctsEntryId: line.id }]);
      await this.submissions.waitForClient(tx, actor, sheetId);
      return (await entryViews(tx, entries))[0]!;
    });
  }
}
