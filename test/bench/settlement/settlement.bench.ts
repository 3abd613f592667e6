import pg from 'pg';
import { newId, Transactions } from '#libs/persistence';
import { TestService } from '#libs/testing';
import { migrations } from '../../../apps/payments/src/migrations/index.js';
import { PaymentsModule } from '../../../apps/payments/src/payments.module.js';
import { SettlementBatch } from '../../../apps/payments/src/settlement/settlement-batch.js';
import type { Report } from '../support/report.js';
import { percentile } from '../support/rounds.js';

const placements = 1_000;
const linesEach = 100;
const rounds = 4;
const written = ['settlements', 'settlement_lines', 'journal', 'postings', 'outbox', 'account_balances'];

/** What settling a fortnight of 100,000 approved lines costs beside one statement that writes the same rows. */
export async function settlement(): Promise<Report> {
  const took: { ours: number; limit: number }[] = [];
  for (let round = 0; round <= rounds; round++) {
    const measured = await oneFortnight();
    if (round > 0) took.push(measured);
  }
  const ours = percentile(
    took.map((each) => each.ours),
    50,
  );
  const limit = percentile(
    took.map((each) => each.limit),
    50,
  );
  return {
    about: `${(placements * linesEach).toLocaleString('en')} approved lines of ${placements.toLocaleString('en')} placements`,
    figures: [
      { path: 'one statement that writes the same rows', value: limit, unit: 'ms' },
      {
        path: 'settling them',
        value: ours,
        unit: 'ms',
        ratios: [{ to: 'one statement', value: ours / limit, aim: 'at most 3' }],
      },
    ],
  };
}

/** Milliseconds of both, on a database of their own. */
async function oneFortnight(): Promise<{ ours: number; limit: number }> {
  const now = '2026-01-19T06:00:00Z';
  const service = await TestService.start({ service: 'payments', module: PaymentsModule, migrations, now });
  await approve(service);
  const runId = newId();
  await service.query(
    `insert into settlement_runs (id, period_start, period_end, started_at, started_by, lines)
     values ($1, '2026-01-05', '2026-01-18', now(), 'bench', $2)`,
    [runId, placements * linesEach],
  );
  const transactions = service.app.get(Transactions);
  const batch = service.app.get(SettlementBatch);
  const ours = await msOf(async () => {
    while (!(await transactions.run((tx) => batch.settle(tx, runId))));
  });
  const limit = await copyAtOnce(service.database.ownerUrl);
  await service.stop();
  return { ours, limit };
}

/** A fortnight's lines as timesheet's events leave them, at rates that changed on the way. */
async function approve(service: TestService): Promise<void> {
  await service.query(
    `insert into placements select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'x' from generate_series(1, $1)`,
    [placements],
  );
  await service.query(
    `insert into contracts
     select placement_id, n, '2026-01-01'::date + (n - 1) * 10, 4533, 'USD', 8511, 'USD', 14, now()
     from placements, generate_series(1, 2) n`,
  );
  await service.query(
    `insert into rates_in_force
     select placement_id, effective_from, until_day, number, pay_rate_minor, pay_currency, bill_rate_minor, bill_currency,
       settlement_every_days
     from (
       select *, lead(effective_from, 1, 'infinity') over (partition by placement_id order by effective_from) as until_day
       from contracts
     ) ordered`,
  );
  await service.query(
    `with lines as (
       insert into approved_lines
       select gen_random_uuid(), gen_random_uuid(), placement_id, client_id, expert_id, gen_random_uuid(), 'Task', 600,
         '2026-01-05'::date + n % 14, 7 + n % 400, null, now(), 'Carl', 'client'
       from placements, generate_series(1, $1) n returning *
     )
     insert into waiting_lines select entry_id, placement_id, client_id, expert_id, worked_on, minutes from lines`,
    [linesEach],
  );
  await service.query('analyze');
}

/** The limit: every row that was written, written once more by one statement, into tables with the same keys and indexes. */
async function copyAtOnce(ownerUrl: string): Promise<number> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  for (const table of written) await owner.query(`create table copy_of_${table} (like ${table} including all)`);
  await owner.query(
    'alter table copy_of_settlement_lines add foreign key (settlement_id) references copy_of_settlements',
  );
  await owner.query('alter table copy_of_postings add foreign key (journal_id) references copy_of_journal');
  const copies = written.map(
    (table) => `c_${table} as (insert into copy_of_${table} overriding system value select * from ${table})`,
  );
  const ms = await msOf(() => owner.query(`with ${copies.join(', ')} select`));
  await owner.end();
  return ms;
}

async function msOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
