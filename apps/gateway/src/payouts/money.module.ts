import { Module } from '@nestjs/common';
import { BalancesController } from '../balances/balances.controller.js';
import { BankDetailsController } from '../bank-details/bank-details.controller.js';
import { ClientPaymentsModule } from '../client-payments/client-payments.module.js';
import { InvoicesModule } from '../invoices/invoices.module.js';
import { LedgerController } from '../ledger/ledger.controller.js';
import { ReconciliationController } from '../reconciliation/reconciliation.controller.js';
import { ReferrerMoneyModule } from '../referrer-money/referrer-money.module.js';
import { SettlementsController } from '../settlements/settlements.controller.js';
import { PayoutPolicyController } from './payout-policy.controller.js';
import { PayoutsController } from './payouts.controller.js';

/** From approved hours to the bank: what payments answers. */
@Module({
  imports: [InvoicesModule, ClientPaymentsModule, ReferrerMoneyModule],
  controllers: [
    BalancesController,
    BankDetailsController,
    PayoutsController,
    PayoutPolicyController,
    SettlementsController,
    LedgerController,
    ReconciliationController,
  ],
})
export class MoneyModule {}
