import { Module, type Type } from '@nestjs/common';
import { InvoicesModule } from '../invoices/invoices.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { ClientPaymentEntity } from './client-payment.entity.js';

export const moneyInEntities: Type[] = [ClientPaymentEntity];

/** Clients' money: recorded, matched, refunded (PM-4). */
@Module({ imports: [LedgerModule, InvoicesModule] })
export class MoneyInModule {}
