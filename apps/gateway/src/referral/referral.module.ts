import { Module } from '@nestjs/common';
import { CommissionsModule } from '../commissions/commissions.module.js';
import { JoinPageModule } from '../join-page/join-page.module.js';
import { LeadsModule } from '../leads/leads.module.js';
import { ReferralPolicyModule } from '../referral-policy/referral-policy.module.js';
import { ReferrersModule } from '../referrers/referrers.module.js';
import { RevenueModule } from '../revenue/revenue.module.js';

/** Who brings clients, what they get for it, and where revenue comes from. */
@Module({
  imports: [LeadsModule, ReferrersModule, JoinPageModule, CommissionsModule, RevenueModule, ReferralPolicyModule],
})
export class ReferralModule {}
