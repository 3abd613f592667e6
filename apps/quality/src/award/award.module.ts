import { Module, type Type } from '@nestjs/common';
import { NetworkModule } from '../network/network.module.js';
import { AwardComputing } from './award-computing.js';
import { AwardController } from './award.controller.js';
import { AwardService } from './award.service.js';
import { AwardStandingEntity } from './award-standing.entity.js';
import { Standings } from './standings.js';

export const awardEntities: Type[] = [AwardStandingEntity];

/** The Employee Excellence Award (QN-8). */
@Module({
  imports: [NetworkModule],
  controllers: [AwardController],
  providers: [Standings, AwardService, AwardComputing],
})
export class AwardModule {}
