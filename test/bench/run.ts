/**
 * `npm run bench`: what each path costs beside its limit and beside the stock way, all measured in this one run on a
 * throw-away Postgres (with fsync, so that a commit is a commit) and RabbitMQ. `npm run bench -- rpc timers` runs those
 * alone. Prints a table for each, and at the end every figure as a line of JSON.
 */
import { DataFolder } from '../../deploy/local/folder.js';
import { onStopRequest } from '../../deploy/local/lifetime.js';
import { Refusal } from '../../deploy/local/refusal.js';
import { commandPath } from './command-path/command-path.bench.js';
import { events } from './events/events.bench.js';
import { rpc } from './rpc/rpc.bench.js';
import { settlement } from './settlement/settlement.bench.js';
import { timers } from './timers/timers.bench.js';
import { prepareGround } from './support/ground.js';
import { type Bench, type Report, jsonLines, table } from './support/report.js';

const benches: Record<string, Bench> = { 'command-path': commandPath, rpc, events, timers, settlement };

const folder = DataFolder.temporary();
onStopRequest(() => void folder.release().then(() => process.exit(130)));

try {
  const chosen = choose(process.argv.slice(2));
  const ground = await prepareGround(folder);
  const reports: [name: string, report: Report][] = [];
  for (const name of chosen) {
    const report = await benches[name]!(ground);
    reports.push([name, report]);
    console.log(`\n${table(name, report)}`);
  }
  console.log(`\n${reports.flatMap(([name, report]) => jsonLines(name, report)).join('\n')}`);
  await folder.release();
  process.exit(0);
} catch (error) {
  await folder.release();
  console.error(error instanceof Refusal ? error.message : error);
  process.exit(1);
}

function choose(names: string[]): string[] {
  const all = Object.keys(benches);
  const unknown = names.find((name) => !all.includes(name));
  if (unknown) throw new Refusal(`There is no bench ${unknown}; there are ${all.join(', ')}.`);
  return names.length ? names : all;
}
