import { Injectable } from '@nestjs/common';
import { type Actor, isStaff, requireRole, visible } from '#libs/access';
import type { correctEntry } from '#libs/contracts';
import type { Call } from '#libs/messaging';
import { Transactions } from '#libs/persistence';
import { BoardsService } from '../boards/boards.service.js';
import { SheetsService } from '../sheets/sheets.service.js';
import { checkCorrection } from './entries.rules.js';
import { EntryEntity } from './entry.entity.js';
import { entryViews, type EntryView } from './entry.view.js';
import { EntryWriter } from './entry-writer.js';

/** TS-7. An approved line stays as it is; what was wrong is put right by a line of its own, approved like any other. */
@Injectable()
export class CorrectionsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly boards: BoardsService,
    private readonly writer: EntryWriter,
    private readonly sheets: SheetsService,
  ) {}

  correct(call: Call<typeof correctEntry>): Promise<EntryView> {
    const { actor, input } = call;
    return this.transactions.command(call, async (tx) => {
      mayCorrect(actor);
      const found = await tx.findOne(EntryEntity, { where: { id: input.id }, lock: { mode: 'pessimistic_write' } });
      const line = visible(actor, found, 'entry');
      const [earlier] = await tx.query<{ minutes: number }[]>(
        `select coalesce(sum(minutes), 0)::int as minutes from entries where corrects_entry_id = $1 and state <> 'rejected'`,
        [line.id],
      );
      checkCorrection(line, earlier!.minutes, input.minutes);
      const board = await this.boards.forWriting(tx, actor, line.placementId);
      const { taskId, day } = line;
      const { minutes, note } = input;
      const entry = await this.writer.add(tx, actor, board, {
        ...{ taskId, day, minutes, note, startedAt: null, endedAt: null },
        source: 'correction',
        correctsEntryId: line.id,
      });
      await this.sheets.submitted(tx, actor, entry.sheetId);
      return (await entryViews(tx, [entry]))[0]!;
    });
  }
}

/** The expert for the own lines, or an AE. */
function mayCorrect(actor: Actor): void {
  if (!isStaff(actor)) return requireRole(actor, 'expert');
  requireRole(actor, 'account-executive');
}
