import { Module, type Type } from '@nestjs/common';
import { NetworkModule } from '../network/network.module.js';
import { ChurnController } from './churn.controller.js';
import { ChurnNights } from './churn-nights.js';
import { ChurnService } from './churn.service.js';
import { ChurnWeightsService } from './churn-weights.js';

export const churnEntities: Type[] = [];

/** QN-10. Which clients might leave, and why. */
@Module({
  imports: [NetworkModule],
  controllers: [ChurnController],
  providers: [ChurnService, ChurnWeightsService, ChurnNights],
})
export class ChurnModule {}
