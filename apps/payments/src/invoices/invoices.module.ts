import { Module, type Type } from '@nestjs/common';
import { LedgerModule } from '../ledger/ledger.module.js';
import { InvoiceEntity } from './invoice.entity.js';
import { InvoiceMoney } from './invoice-money.js';

export const invoicesEntities: Type[] = [InvoiceEntity];

/** Invoices and credit notes (PM-4). */
@Module({ imports: [LedgerModule], providers: [InvoiceMoney], exports: [InvoiceMoney] })
export class InvoicesModule {}
