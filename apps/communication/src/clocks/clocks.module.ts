import { Module, type Type } from '@nestjs/common';
import { CoverageModule } from '../coverage/coverage.module.js';
import { ClockEntity } from './clock.entity.js';
import { ClockSteps } from './clock-steps.js';
import { ClockTimers } from './clock.timers.js';
import { Clocks } from './clocks.js';
import { ClocksController } from './clocks.controller.js';
import { ClocksService } from './clocks.service.js';
import { PlacementClocks } from './placement-clocks.js';

export const clocksEntities: Type[] = [ClockEntity];

/** Clocks of promises (CS-7). */
@Module({
  imports: [CoverageModule],
  controllers: [ClocksController],
  providers: [Clocks, ClockSteps, ClockTimers, ClocksService, PlacementClocks],
  exports: [Clocks],
})
export class ClocksModule {}
