import { Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { PersistenceModule } from '#libs/persistence';
import { testDatabase } from '#libs/testing';
import { OnTimer, TimeModule, TimerWorker } from '#libs/time';
import { Tasks1760000000000 } from '../command-path/tables.js';
import type { Report } from '../support/report.js';
import { medians, percentile, perSecond } from '../support/rounds.js';

const waiting = 2_000_000;
const due = 10_000;

@Injectable()
class Reminders {
  @OnTimer('bench.reminder')
  fire(): Promise<void> {
    return Promise.resolve();
  }
}

@Module({
  imports: [PersistenceModule.forRoot({ service: 'timers', entities: [] }), TimeModule.forRoot()],
  providers: [Reminders],
})
class TimersModule {}

/** What two million waiting timers cost when none is due, and how fast they fire when many are. */
export async function timers(): Promise<Report> {
  process.env.DATABASE_URL = (await testDatabase({ service: 'timers', migrations: [Tasks1760000000000] })).url;
  const app = await NestFactory.createApplicationContext(TimersModule, { logger: ['error'] });
  const database = app.get(DataSource);
  const worker = app.get(TimerWorker);
  await set(database, waiting, `now() + interval '1 year' + n * interval '1 second'`);
  await database.query('analyze timer');

  const tick = () => worker.runDue();
  const { roundTrip, idle, slow, fired } = await medians({
    roundTrip: async () => percentile(await timesOf(() => database.query('select 1')), 50),
    idle: async () => percentile(await timesOf(tick), 50),
    slow: async () => percentile(await timesOf(tick), 99),
    fired: () => firing(database, worker),
  });
  await app.close();
  return {
    about: `${waiting.toLocaleString('en')} timers wait`,
    figures: [
      { path: 'a round trip to the database, p50', value: roundTrip, unit: 'ms' },
      {
        path: 'an idle tick, p50',
        value: idle,
        unit: 'ms',
        aim: 'below 1 ms',
        ratios: [{ to: 'a round trip', value: idle / roundTrip }],
      },
      { path: 'an idle tick, p99', value: slow, unit: 'ms', aim: 'below 1 ms' },
      { path: 'firing 10,000 due timers', value: fired, unit: '/s' },
    ],
  };
}

const set = (database: DataSource, count: number, dueAt: string): Promise<unknown> =>
  database.query(
    `insert into timer (kind, subject_id, due_at, next_try, payload)
     select 'bench.reminder', gen_random_uuid(), ${dueAt}, ${dueAt}, '{"reason": "measured"}'
     from generate_series(1, $1::integer) as n`,
    [count],
  );

/** How long each of a thousand took, in ms. */
async function timesOf(work: () => Promise<unknown>): Promise<number[]> {
  const took: number[] = [];
  for (let n = 0; n < 1_000; n++) {
    const began = performance.now();
    await work();
    took.push(performance.now() - began);
  }
  return took;
}

/** Timers a second when 10,000 are due at once. */
async function firing(database: DataSource, worker: TimerWorker): Promise<number> {
  await set(database, due, `now() - interval '1 second'`);
  const began = performance.now();
  const fired = await worker.runDue();
  return perSecond(fired, began);
}
