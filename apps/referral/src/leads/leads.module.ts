import { Module, type Type } from '@nestjs/common';
import { NetworkModule } from '../network/network.module.js';
import { PolicyModule } from '../policy/policy.module.js';
import { ReferrersModule } from '../referrers/referrers.module.js';
import { SuspicionsModule } from '../suspicions/suspicions.module.js';
import { Acceptance } from './acceptance.js';
import { Judgement } from './judgement.js';
import { LeadDesk } from './lead-desk.js';
import { LeadKeys } from './lead-keys.js';
import { LeadReviewEntity } from './lead-review.entity.js';
import { LeadSteps } from './lead-steps.service.js';
import { LeadEntity } from './lead.entity.js';
import { LeadsController } from './leads.controller.js';
import { LeadsService } from './leads.service.js';
import { Lookalikes } from './lookalikes.js';
import { Outcomes } from './outcomes.service.js';
import { Protection } from './protection.js';
import { Registration } from './registration.js';
import { Reviews } from './reviews.service.js';
import { Scrutiny } from './scrutiny.js';

export const leadsEntities: Type[] = [LeadEntity, LeadReviewEntity];

/** Leads, from the first word to the outcome (RC-1 to RC-3). */
@Module({
  imports: [NetworkModule, PolicyModule, ReferrersModule, SuspicionsModule],
  controllers: [LeadsController],
  providers: [
    ...[LeadDesk, LeadKeys, Lookalikes, Scrutiny, Protection, Acceptance, Judgement],
    ...[Registration, LeadsService, LeadSteps, Outcomes, Reviews],
  ],
  exports: [Registration, Reviews],
})
export class LeadsModule {}
