import { Module } from '@nestjs/common';
import { EventsModule } from '#libs/messaging';
import { PersistenceModule } from '#libs/persistence';
import { TimeModule } from '#libs/time';
import { AccountEntity } from './accounts/account.entity.js';
import { AccountsModule } from './accounts/accounts.module.js';
import { WorkModule } from './boards/work.module.js';
import { ClockModule } from './clock/clock.module.js';
import { DevMailModule } from './dev-mail/dev-mail.module.js';
import { HttpModule } from './http/http.module.js';
import { NoticesModule } from './notices/notices.module.js';
import { MoneyModule } from './payouts/money.module.js';
import { HiringModule } from './placements/hiring.module.js';
import { QualityModule } from './quality/quality.module.js';
import { AnsweringModule } from './questions/answering.module.js';
import { ReferralModule } from './referral/referral.module.js';
import { PresenceModule } from './shifts/presence.module.js';

/** The routes of the network: one line for each capability. */
@Module({
  imports: [
    PersistenceModule.forRoot({ service: 'gateway', entities: [AccountEntity] }),
    TimeModule.forRoot(),
    EventsModule.forService({ service: 'gateway' }),
    HttpModule,
    AccountsModule,
    WorkModule,
    MoneyModule,
    HiringModule,
    AnsweringModule,
    PresenceModule,
    QualityModule,
    ReferralModule,
    NoticesModule,
    DevMailModule,
  ],
})
export class GatewayModule {}

/** The same where time is moved by hand, which production refuses. */
@Module({ imports: [GatewayModule, ClockModule] })
export class ManualTimeGatewayModule {}
