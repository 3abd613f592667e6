import { Module, type Type } from '@nestjs/common';
import { NetworkModule } from '../network/network.module.js';
import { PolicyModule } from '../policy/policy.module.js';
import { ReferrersModule } from '../referrers/referrers.module.js';
import { Acceptance } from './acceptance.js';
import { CodePageController } from './code-page.controller.js';
import { CodePageService } from './code-page.service.js';
import { Judgement } from './judgement.js';
import { LeadDesk } from './lead-desk.js';
import { LeadKeys } from './lead-keys.js';
import { LeadReviewEntity } from './lead-review.entity.js';
import { LeadSteps } from './lead-steps.service.js';
import { LeadEntity } from './lead.entity.js';
import { LeadsController } from './leads.controller.js';
import { LeadsService } from './leads.service.js';
import { Outcomes } from './outcomes.service.js';
import { Protection } from './protection.js';
import { Registration } from './registration.js';
import { Reviews } from './reviews.service.js';
import { SharedAccountsConsumer } from './shared-accounts.consumer.js';
import { SuspicionDesk } from './suspicion-desk.js';

export const leadsEntities: Type[] = [LeadEntity, LeadReviewEntity];

/** Leads, from the first word to the outcome (RC-1 to RC-3). */
@Module({
  imports: [NetworkModule, PolicyModule, ReferrersModule],
  controllers: [LeadsController, CodePageController],
  providers: [
    ...[LeadDesk, LeadKeys, SuspicionDesk, Protection, Acceptance, Judgement, SharedAccountsConsumer],
    ...[Registration, LeadsService, CodePageService, LeadSteps, Outcomes, Reviews],
  ],
})
export class LeadsModule {}
