/**
 * `npm run bench`: what each path costs beside its limit and beside the stock way, all measured in this one run on a
 * throw-away Postgres (with fsync, so that a commit is a commit) and RabbitMQ. `npm run bench -- rpc timers` runs those
 * alone. Prints a table for each, and at the end every figure as a line of JSON.
 */
import { Logger } from '@nestjs/common';
import { DataFolder } from '../../deploy/local/folder.js';
import { onStopRequest } from '../../deploy/local/lifetime.js';
import { Refusal } from '../../deploy/local/refusal.js';
import { prepareGround } from './support/ground.js';
import { type Bench, type Report, jsonLines, table } from './support/report.js';

/** In this order, whatever was asked for: the last five make time stand still in this process. */
const benches: Record<string, () => Promise<Bench>> = {
  'command-path': async () => (await import('./command-path/command-path.bench.js')).commandPath,
  rpc: async () => (await import('./rpc/rpc.bench.js')).rpc,
  events: async () => (await import('./events/events.bench.js')).events,
  timers: async () => (await import('./timers/timers.bench.js')).timers,
  clocks: async () => (await import('./clocks/clocks.bench.js')).clocks,
  nps: async () => (await import('./nps/nps.bench.js')).nps,
  invoices: async () => (await import('./invoices/invoices.bench.js')).invoices,
  revenue: async () => (await import('./revenue/revenue.bench.js')).revenue,
  settlement: async () => (await import('./settlement/settlement.bench.js')).settlement,
};

const folder = DataFolder.temporary();
onStopRequest(() => void folder.release().then(() => process.exit(130)));

try {
  const chosen = choose(process.argv.slice(2));
  Logger.overrideLogger(['error']);
  const ground = await prepareGround(folder);
  const reports: [name: string, report: Report][] = [];
  for (const name of chosen) {
    console.log(`Measuring ${name} …`);
    const bench = await benches[name]!();
    const report = await bench(ground);
    reports.push([name, report]);
    console.log(`\n${table(name, report)}\n`);
  }
  console.log(reports.flatMap(([name, report]) => jsonLines(name, report)).join('\n'));
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
  return names.length ? all.filter((name) => names.includes(name)) : all;
}
