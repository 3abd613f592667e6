import { Module, type Type } from '@nestjs/common';
import { CommissionsModule } from '../commissions/commissions.module.js';
import { InvoicesModule } from '../invoices/invoices.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { BankConfirmations } from './bank-confirmations.js';
import { BankReturns } from './bank-returns.js';
import { ClientPaymentEntity } from './client-payment.entity.js';
import { ClientPaymentAllocations } from './client-payment-allocations.js';
import { ClientPaymentsController } from './client-payments.controller.js';
import { ClientPaymentsService } from './client-payments.service.js';
import { MoneyReceipts } from './money-receipts.js';
import { PaymentOwners } from './payment-owners.js';
import { RefundEntity } from './refund.entity.js';
import { RefundsService } from './refunds.service.js';
import { Reversals } from './reversals.js';
import { BankReturnEntity, BankStatementEntity, StatementEntryEntity } from './statement.entities.js';
import { StatementImport } from './statement-import.js';
import { StatementsController } from './statements.controller.js';
import { StatementsService } from './statements.service.js';

export const moneyInEntities: Type[] = [
  ClientPaymentEntity,
  RefundEntity,
  BankStatementEntity,
  StatementEntryEntity,
  BankReturnEntity,
];

/** Clients' money: recorded, matched, refunded (PM-4). */
@Module({
  imports: [LedgerModule, InvoicesModule, CommissionsModule],
  controllers: [ClientPaymentsController, StatementsController],
  providers: [
    MoneyReceipts,
    BankReturns,
    ClientPaymentsService,
    ClientPaymentAllocations,
    PaymentOwners,
    Reversals,
    RefundsService,
    BankConfirmations,
    StatementImport,
    StatementsService,
  ],
})
export class MoneyInModule {}
