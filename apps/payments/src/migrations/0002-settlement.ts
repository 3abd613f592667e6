import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appendOnly } from './append-only.js';

/** What placement and timesheet told. */
const learnt = `
create table clients (client_id uuid primary key, name text not null);
create table experts (expert_id uuid primary key, name text not null);

create table placements (
  placement_id uuid primary key,
  client_id uuid not null,
  expert_id uuid not null,
  title text not null
);
create index placements_by_expert on placements (expert_id);

-- PM-11: each agreed contract, and the rates it puts in force from a day on
create table contracts (
  placement_id uuid not null references placements,
  number integer not null,
  effective_from date not null,
  pay_rate_minor bigint not null check (pay_rate_minor between 0 and 1000000000000),
  pay_currency char(3) not null,
  bill_rate_minor bigint not null check (bill_rate_minor between 0 and 1000000000000),
  bill_currency char(3) not null,
  settlement_every_days integer not null check (settlement_every_days > 0),
  learnt_at timestamptz not null,
  primary key (placement_id, number)
);

-- PM-11: from which day to which (exclusive) each contract's rates are in force, worked out of the contracts
create table rates_in_force (
  placement_id uuid not null,
  from_day date not null,
  until_day date not null,
  contract_number integer not null,
  pay_rate_minor bigint not null,
  pay_currency char(3) not null,
  bill_rate_minor bigint not null,
  bill_currency char(3) not null,
  settlement_every_days integer not null,
  primary key (placement_id, from_day),
  foreign key (placement_id, contract_number) references contracts
);

create table approved_lines (
  entry_id uuid primary key,
  sheet_id uuid not null,
  placement_id uuid not null,
  client_id uuid not null,
  expert_id uuid not null,
  task_id uuid not null,
  task_title text not null,
  estimate_minutes integer,
  worked_on date not null,
  minutes integer not null,
  corrects_entry_id uuid,
  approved_at timestamptz not null,
  approved_by text not null,
  how text not null
);

-- Approved and not settled yet: settling a line takes it out of here in the statement that writes its settlement line.
create table waiting_lines (
  entry_id uuid primary key,
  placement_id uuid not null,
  client_id uuid not null,
  expert_id uuid not null,
  worked_on date not null,
  minutes integer not null
);
create index waiting_lines_by_placement on waiting_lines (placement_id, worked_on);
create index waiting_lines_by_expert on waiting_lines (expert_id);
`;

const settled = `
create table settlement_runs (
  id uuid primary key,
  period_start date not null,
  period_end date not null unique,
  state text not null default 'running' check (state in ('running', 'done')),
  started_at timestamptz not null,
  started_by text not null,
  finished_at timestamptz,
  settlements integer not null default 0,
  lines integer not null,
  lines_settled integer not null default 0,
  refused jsonb not null default '[]',
  -- placements are settled in the order of their ids; those up to this one are done
  settled_up_to uuid not null default '00000000-0000-0000-0000-000000000000'
);
create unique index settlement_runs_one_at_a_time on settlement_runs (state) where state = 'running';
create index settlement_runs_by_start on settlement_runs (period_end, id);

create table settlements (
  id uuid primary key,
  run_id uuid not null references settlement_runs,
  placement_id uuid not null,
  client_id uuid not null,
  expert_id uuid not null,
  currency char(3) not null,
  period_start date not null,
  period_end date not null,
  lines integer not null,
  minutes integer not null,
  pay_minor bigint not null,
  bill_minor bigint not null,
  settled_at timestamptz not null,
  constraint settlement_once unique (placement_id, period_end, currency)
);
create index settlements_by_time on settlements (settled_at, id);
create index settlements_by_placement on settlements (placement_id, settled_at, id);
create index settlements_by_client on settlements (client_id, settled_at, id);
create index settlements_by_expert on settlements (expert_id, settled_at, id);

create table settlement_lines (
  entry_id uuid primary key,
  settlement_id uuid not null references settlements,
  contract_number integer not null,
  pay_minor bigint not null,
  bill_minor bigint not null
);
create index settlement_lines_by_settlement on settlement_lines (settlement_id);
`;

/** PM-3. What \`settleLine\` in settlement.rules.ts gives: minutes at an hourly rate, half-even to the minor unit. */
const worth = `
create function worth(rate_minor bigint, minutes integer) returns bigint language sql immutable parallel safe as $$
  select rate_minor * minutes / 60 + case
    when abs(rate_minor * minutes % 60) > 30 or abs(rate_minor * minutes % 60) = 30 and rate_minor * minutes / 60 % 2 <> 0
    then sign(minutes)::integer else 0 end
$$`;

/** Waiting lines with what they are worth; without a contract when none is in force on the day worked. */
const pricedLines = `
create view priced_lines as
select line.entry_id, line.placement_id, line.client_id, line.expert_id, line.worked_on, line.minutes,
  contract_number, pay_currency, bill_currency,
  worth(pay_rate_minor, line.minutes) as pay_minor, worth(bill_rate_minor, line.minutes) as bill_minor
from waiting_lines line
left join rates_in_force rate on rate.placement_id = line.placement_id and from_day <= worked_on and worked_on < until_day`;

/**
 * The placements a run settles: those with waiting lines whose period ends on this day, by the contract in force on it.
 * A placement nobody told us of is among them, so that the run can say why its lines wait.
 */
const placementsDue = `
create function placements_due(period_end date, anchor date) returns table (placement_id uuid, period_start date)
language sql stable as $$
  select waiting.placement_id, period_end - settlement_every_days + 1
  from (select distinct w.placement_id from waiting_lines w where worked_on <= period_end) waiting
  left join rates_in_force rate
    on rate.placement_id = waiting.placement_id and from_day <= period_end and period_end < until_day
  where coalesce(mod(period_end - anchor + 1, settlement_every_days), 0) = 0
$$`;

export class Settlement1767225600002 implements MigrationInterface {
  name = 'Settlement1767225600002';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [learnt, settled, worth, pricedLines, placementsDue]) await runner.query(sql);
    for (const sql of appendOnly('contracts', 'approved_lines', 'settlements', 'settlement_lines')) {
      await runner.query(sql);
    }
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
