import { type DynamicModule, Global, Module } from '@nestjs/common';

/** Clock (SHORELINE_CLOCK = system | manual, SHORELINE_CLOCK_START), ClockControl, Timers, TimerWorker. */
@Global()
@Module({})
export class TimeModule {
  declare static forRoot: () => DynamicModule;
}
