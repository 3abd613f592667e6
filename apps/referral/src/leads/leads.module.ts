import { Module, type Type } from '@nestjs/common';
import { NetworkModule } from '../network/network.module.js';
import { PolicyModule } from '../policy/policy.module.js';
import { ReferrersModule } from '../referrers/referrers.module.js';
import { LeadEntity } from './lead.entity.js';

export const leadsEntities: Type[] = [LeadEntity];

/** Leads, from the first word to the outcome (RC-1 to RC-3). */
@Module({ imports: [NetworkModule, PolicyModule, ReferrersModule] })
export class LeadsModule {}
