import type { Inbox, Relay } from '#libs/messaging';
import { measureEvents } from './event-metrics.js';
import { Metrics } from './metrics.js';

const relay = (backlog: Relay['backlog']) => ({ backlog }) as Relay;
const inbox = (depths: Inbox['depths']) => ({ depths }) as Inbox;

it('reads the backlog of outbox and inbox whenever it is asked', async () => {
  const metrics = new Metrics();
  let events = 3;
  measureEvents(metrics, {
    relay: relay(async () => ({ events: events++, oldestSeconds: 1.5 })),
    inbox: inbox(async () => [{ queue: 'payments.events', waiting: 7, dead: 2 }]),
  });
  const lines = (await metrics.read()).split('\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      'shoreline_outbox_rows 3',
      'shoreline_outbox_age_seconds 1.5',
      'shoreline_inbox_lag{queue="payments.events"} 7',
      'shoreline_dead_letters{queue="payments.events"} 2',
    ]),
  );
  expect(await metrics.read()).toContain('shoreline_outbox_rows 4');
});

it('what cannot be read spoils nothing else', async () => {
  const metrics = new Metrics();
  measureEvents(metrics, {
    relay: relay(() => Promise.reject(new Error('the database is away'))),
    inbox: inbox(async () => [{ queue: 'payments.events', waiting: 7, dead: 2 }]),
  });
  expect(await metrics.read()).toContain('shoreline_inbox_lag{queue="payments.events"} 7');
});

it('counts what the process itself uses', async () => {
  expect(await new Metrics().read()).toContain('process_cpu_seconds_total');
});
