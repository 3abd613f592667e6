import { Gauge } from 'prom-client';
import type { Inbox, Relay } from '#libs/messaging';
import type { Metrics } from './metrics.js';

/** How far the outbox and the inbox of this process lag behind. */
export function measureEvents(metrics: Metrics, parts: { relay?: Relay; inbox?: Inbox }): void {
  const { relay, inbox } = parts;
  const registers = [metrics.registry];
  if (relay) {
    const rows = new Gauge({ name: 'shoreline_outbox_rows', help: 'Events that wait to be published.', registers });
    const age = new Gauge({ name: 'shoreline_outbox_age_seconds', help: 'How long the oldest waits.', registers });
    metrics.collect(async () => {
      const { events, oldestSeconds } = await relay.backlog();
      rows.set(events);
      age.set(oldestSeconds);
    });
  }
  if (inbox) {
    const of = { labelNames: ['queue'], registers };
    const lag = new Gauge({ name: 'shoreline_inbox_lag', help: 'Messages that wait in the queue.', ...of });
    const dead = new Gauge({ name: 'shoreline_dead_letters', help: 'Messages parked for an operator.', ...of });
    metrics.collect(async () => {
      for (const { queue, waiting, dead: parked } of await inbox.depths()) {
        lag.set({ queue }, waiting);
        dead.set({ queue }, parked);
      }
    });
  }
}
