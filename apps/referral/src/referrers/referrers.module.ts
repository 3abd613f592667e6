import { Module, type Type } from '@nestjs/common';
import { NetworkModule } from '../network/network.module.js';
import { CodesService } from './codes.service.js';
import { NamesConsumer } from './names.consumer.js';
import { ReferrerDesk } from './referrer-desk.js';
import { ReferrerEntity } from './referrer.entity.js';
import { ReferrersController } from './referrers.controller.js';
import { ReferrersService } from './referrers.service.js';

export const referrersEntities: Type[] = [ReferrerEntity];

/** Who brings clients, and their referral codes (RC-1). */
@Module({
  imports: [NetworkModule],
  controllers: [ReferrersController],
  providers: [ReferrersService, ReferrerDesk, CodesService, NamesConsumer],
  exports: [ReferrersService],
})
export class ReferrersModule {}
