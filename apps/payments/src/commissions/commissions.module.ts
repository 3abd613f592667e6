import { Module } from '@nestjs/common';
import { LedgerModule } from '../ledger/ledger.module.js';

/** Commission in the ledger, and what referrers are paid (RC-5, RC-8, PM-2). */
@Module({ imports: [LedgerModule] })
export class CommissionsModule {}
