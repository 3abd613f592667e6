import { Module } from '@nestjs/common';
import { ClockController } from './clock.controller.js';
import { ManualClocks } from './manual-clock.js';

/** Only where time is moved by hand. */
@Module({ controllers: [ClockController], providers: [ManualClocks] })
export class ClockModule {}
