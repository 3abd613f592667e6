import { TestService } from '#libs/testing';
import { TimerWorker } from '#libs/time';
import { CommunicationModule } from '../../../apps/communication/src/communication.module.js';
import { migrations } from '../../../apps/communication/src/migrations/index.js';
import type { Report } from '../support/report.js';
import { medians, percentile } from '../support/rounds.js';
import { manyPlacements, openClocks } from './open-clocks.js';

const open = 2_000_000;
const atOnce = 200_000;
const due = 10_000;
const rounds = 3;
const later = `'2027-03-02T09:00:00Z'::timestamptz + n * interval '1 second'`;
/** Where the clock of the service stands. */
const now = '2026-03-02T09:00:00Z';

/** What two million open promises cost while none needs a notice, and how long many at once take. */
export async function clocks(): Promise<Report> {
  const service = await TestService.start({ service: 'communication', module: CommunicationModule, migrations, now });
  await manyPlacements(service);
  for (let made = 0; made < open; made += atOnce) {
    await openClocks(service, atOnce, { next: 'breach', warnAt: later, dueAt: later });
  }
  await service.query('analyze');

  const worker = service.app.get(TimerWorker);
  const { roundTrip, idle, slow, breaches, warnings, limit } = await medians(
    {
      roundTrip: async () => percentile(await timesOf(() => service.query('select 1')), 50),
      idle: async () => percentile(await timesOf(() => worker.runDue()), 50),
      slow: async () => percentile(await timesOf(() => worker.runDue()), 99),
      breaches: async () => {
        await dueNow(service, 'breach');
        return msOf(() => worker.runDue());
      },
      warnings: async () => {
        await dueNow(service, 'warn');
        return msOf(() => worker.runDue());
      },
      limit: async () => {
        await dueNow(service, 'breach');
        return msOf(() => inOneStatement(service));
      },
    },
    rounds,
  );
  await service.stop();
  const count = due.toLocaleString('en');
  const beside = (ms: number) => [{ to: 'one statement', value: ms / limit }];
  return {
    about: `${open.toLocaleString('en')} clocks of promises run`,
    figures: [
      { path: 'a round trip to the database, p50', value: roundTrip, unit: 'ms' },
      {
        ...{ path: 'an idle tick, p50', value: idle, unit: 'ms', aim: 'below 1 ms' },
        ratios: [{ to: 'a round trip', value: idle / roundTrip }],
      },
      { path: 'an idle tick, p99', value: slow, unit: 'ms', aim: 'below 1 ms' },
      { path: `one statement that writes what ${count} breaches write`, value: limit, unit: 'ms' },
      { path: `${count} breaches due at once`, value: breaches, unit: 'ms', aim: 'seconds', ratios: beside(breaches) },
      { path: `${count} warnings due at once`, value: warnings, unit: 'ms', aim: 'seconds', ratios: beside(warnings) },
    ],
  };
}

const dueNow = (service: TestService, next: 'warn' | 'breach'): Promise<void> => {
  const past = `'${now}'::timestamptz - interval '1 second'`;
  return openClocks(service, due, { next, warnAt: past, dueAt: next === 'warn' ? later : past });
};

/** The limit: the timers gone, the clocks broken and an event of the same size for each, with no rule in between. */
const inOneStatement = (service: TestService): Promise<unknown> =>
  service.query(
    `with fired as (delete from timer where next_try <= $1 returning subject_id::uuid as id),
     broken as (
       update clocks set breached_at = due_at from fired where clocks.id = fired.id returning clocks.id
     ), versions as (insert into event_version select 'clock/' || id, 1 from broken)
     insert into outbox (id, aggregate_id, aggregate_version, routing_key, payload)
     select gen_random_uuid(), broken.id, 1, sample.routing_key, sample.payload from broken,
       (select * from outbox where routing_key = 'communication.clock-breached.v1' limit 1) sample`,
    [now],
  );

/** How long each of a thousand took, in ms. */
async function timesOf(work: () => Promise<unknown>): Promise<number[]> {
  const took: number[] = [];
  for (let n = 0; n < 1_000; n++) took.push(await msOf(work));
  return took;
}

async function msOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
