import type { Ground } from '../support/ground.js';
import { stopAll } from '../support/processes.js';
import type { Report } from '../support/report.js';
import { medians } from '../support/rounds.js';
import { load, untilAnswered } from './load.js';
import { openOutbox } from './outbox.js';
import { startRivals } from './rivals.js';

/** HTTP, RPC, a transaction with its outbox, and back, beside the same way without a database and beside stock Nest. */
export async function commandPath(ground: Ground): Promise<Report> {
  const { targets, processes, database } = await startRivals(ground);
  for (const target of Object.values(targets)) await untilAnswered(target);
  const outbox = await openOutbox(database);
  const { bare, ours, keyed, relayed, stock } = await medians({
    bare: () => load(targets.bare),
    ours: () => outbox.unrelayed(() => load(targets.ours)),
    keyed: () => outbox.unrelayed(() => load(targets.keyed)),
    relayed: () => load(targets.ours),
    stock: () => load(targets.stock),
  });
  await outbox.close();
  await stopAll(processes);
  const beside = (value: number) => [
    { to: 'without a database', value: value / bare, aim: 'at least 0.5' },
    { to: 'stock Nest', value: value / stock, aim: 'at least 4' },
  ];
  return {
    about: 'HTTP, RPC, a transaction with one change and one event, reply; 64 in flight',
    figures: [
      { path: 'without a database', value: bare, unit: '/s' },
      { path: 'ours', value: ours, unit: '/s', ratios: beside(ours) },
      { path: 'ours, with Idempotency-Key', value: keyed, unit: '/s', ratios: beside(keyed) },
      { path: 'ours, relaying on the same cores', value: relayed, unit: '/s', ratios: beside(relayed) },
      { path: 'stock Nest', value: stock, unit: '/s' },
    ],
  };
}
