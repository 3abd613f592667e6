import { Module } from '@nestjs/common';
import { EventsModule, manualClockController } from '#libs/messaging';
import { PersistenceModule } from '#libs/persistence';
import { TimeModule } from '#libs/time';
import { commissionsEntities, CommissionsModule } from './commissions/commissions.module.js';
import { leadsEntities, LeadsModule } from './leads/leads.module.js';
import { networkEntities, NetworkModule } from './network/network.module.js';
import { PolicyModule } from './policy/policy.module.js';
import { referrersEntities, ReferrersModule } from './referrers/referrers.module.js';
import { RevenueModule } from './revenue/revenue.module.js';

const entities = [...networkEntities, ...referrersEntities, ...leadsEntities, ...commissionsEntities];

/** Who brings clients, what they get for it, and where revenue comes from (section 6 of the rules). */
@Module({
  imports: [
    PersistenceModule.forRoot({ service: 'referral', entities }),
    TimeModule.forRoot(),
    EventsModule.forService({ service: 'referral' }),
    NetworkModule,
    PolicyModule,
    ReferrersModule,
    LeadsModule,
    CommissionsModule,
    RevenueModule,
  ],
  controllers: [manualClockController('referral')],
})
export class ReferralModule {}
