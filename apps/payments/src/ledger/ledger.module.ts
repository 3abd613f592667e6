import { Module } from '@nestjs/common';
import { ChangeEntity, Edits, History } from '#libs/history';
import { JournalService } from './journal.service.js';
import { LedgerController } from './ledger.controller.js';
import { Ledger } from './ledger.js';

export const ledgerEntities = [ChangeEntity];

/** PM-1. The ledger, and who changed what outside of it. */
@Module({
  controllers: [LedgerController],
  providers: [Ledger, JournalService, History, Edits],
  exports: [Ledger, JournalService, History, Edits],
})
export class LedgerModule {}
