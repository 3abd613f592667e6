import { Module } from '@nestjs/common';
import { LedgerModule } from '../ledger/ledger.module.js';
import { CommissionsConsumer } from './commissions.consumer.js';
import { ReferrerPayoutReturns } from './referrer-payout-returns.js';
import { ReferrerPayoutsController } from './referrer-payouts.controller.js';
import { ReferrerPayoutsService } from './referrer-payouts.service.js';

/** Commission in the ledger, and what referrers are paid (RC-5, RC-8, PM-2). */
@Module({
  imports: [LedgerModule],
  controllers: [ReferrerPayoutsController],
  providers: [CommissionsConsumer, ReferrerPayoutsService, ReferrerPayoutReturns],
  exports: [ReferrerPayoutReturns],
})
export class CommissionsModule {}
