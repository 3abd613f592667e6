import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { conflict } from '#libs/errors';
import { Clock, ManualClock } from './clock.js';

/** Moves the manual clock of this service, and remembers it over a restart. */
@Injectable()
export class ClockControl {
  constructor(
    private readonly clock: Clock,
    private readonly dataSource: DataSource,
  ) {}

  get isManual(): boolean {
    return this.clock instanceof ManualClock;
  }

  now(): Date {
    return this.clock.now();
  }

  /** Throws 409 `clock.not-manual` where time runs by itself, 422 `clock.backwards`. */
  async set(now: Date): Promise<void> {
    if (!(this.clock instanceof ManualClock)) {
      throw conflict(
        'clock.not-manual',
        'The clock runs by itself here; start with SHORELINE_CLOCK=manual to move it.',
      );
    }
    this.clock.set(now);
    await this.dataSource.query('update manual_clock set now = $1', [now]);
  }
}

/** The manual clock as it stood when the service stopped; `start` the first time. */
export async function resumeManualClock(dataSource: DataSource, start: Date): Promise<ManualClock> {
  await dataSource.query('insert into manual_clock (now) values ($1) on conflict do nothing', [start]);
  const [row] = await dataSource.query<{ now: Date }[]>('select now from manual_clock');
  return new ManualClock(row?.now ?? start);
}
