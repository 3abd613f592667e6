import { type DynamicModule, Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { loadConfig } from '#libs/config';
import { Clock, SystemClock } from './clock.js';
import { ClockControl, resumeManualClock } from './clock-control.js';
import { TimerHandlers } from './on-timer.js';
import { TimerWorker } from './timer-worker.js';
import { Timers } from './timers.js';

const Env = z
  .object({
    NODE_ENV: z.string().optional(),
    SHORELINE_CLOCK: z.enum(['system', 'manual']).default('system'),
    /** Where a manual clock begins; the present when absent. */
    SHORELINE_CLOCK_START: z.iso.datetime({ offset: true }).optional(),
  })
  .refine(({ NODE_ENV, SHORELINE_CLOCK }) => NODE_ENV !== 'production' || SHORELINE_CLOCK === 'system', {
    path: ['SHORELINE_CLOCK'],
    message: 'the manual clock is refused in production',
  });

/** Clock (SHORELINE_CLOCK, SHORELINE_CLOCK_START), ClockControl, Timers and the TimerWorker; needs PersistenceModule. */
@Global()
@Module({})
export class TimeModule {
  static forRoot(): DynamicModule {
    return {
      module: TimeModule,
      imports: [DiscoveryModule],
      providers: [
        { provide: Clock, useFactory: clockFromEnv, inject: [DataSource] },
        ClockControl,
        Timers,
        TimerHandlers,
        TimerWorker,
      ],
      exports: [Clock, ClockControl, Timers, TimerWorker],
    };
  }
}

async function clockFromEnv(dataSource: DataSource): Promise<Clock> {
  const env = loadConfig(Env);
  if (env.SHORELINE_CLOCK === 'system') return new SystemClock();
  const start = env.SHORELINE_CLOCK_START;
  return resumeManualClock(dataSource, start ? new Date(start) : new Date());
}
