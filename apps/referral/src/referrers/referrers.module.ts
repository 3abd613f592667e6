import { Module, type Type } from '@nestjs/common';
import { NetworkModule } from '../network/network.module.js';
import { ReferrerEntity } from './referrer.entity.js';

export const referrersEntities: Type[] = [ReferrerEntity];

/** Who brings clients, and referral codes (RC-1). */
@Module({ imports: [NetworkModule] })
export class ReferrersModule {}
