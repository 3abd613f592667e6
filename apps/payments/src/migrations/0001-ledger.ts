import type { MigrationInterface, QueryRunner } from 'typeorm';
import { infrastructureTables } from '#libs/persistence';
import { appendOnly, refuseChange } from './append-only.js';

/** PM-1, PM-2. Debits are positive, credits negative; an account's balance is the sum of its postings. */
const tables = `
create table journal (
  id uuid primary key,
  number bigint not null unique,
  kind text not null check (kind ~ '^[a-z-]{1,40}$'),
  reference uuid not null,
  at timestamptz not null check (at = date_trunc('milliseconds', at)),
  actor_id uuid not null,
  prev_hash bytea not null,
  hash bytea not null,
  -- a settlement is posted once, and so is each step of a payout
  constraint journal_step_once unique (reference, kind)
);
create index journal_by_kind on journal (kind, number);

create table postings (
  id uuid primary key,
  journal_id uuid not null references journal,
  account text not null,
  owner_id uuid not null,
  currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
  amount_minor bigint not null constraint posting_not_zero check (amount_minor <> 0),
  constraint posting_account check (account in ('client-receivable', 'expert-safe', 'expert-reserved',
    'network-revenue', 'network-cash', 'network-clearing')),
  -- the network's own accounts have the nil owner, everybody else's a real one
  constraint posting_owner check ((account like 'network-%') = (owner_id = '00000000-0000-0000-0000-000000000000'))
);
create index postings_by_journal on postings (journal_id);
create index postings_by_owner on postings (owner_id, account, currency);

create table account_balances (
  account text not null,
  owner_id uuid not null,
  currency char(3) not null,
  balance_minor bigint not null,
  primary key (account, owner_id, currency),
  -- PM-5: what the network owes an expert is a credit; it can't become a debt of the expert
  constraint account_not_overdrawn check (account not in ('expert-safe', 'expert-reserved') or balance_minor <= 0)
);

-- The end of the chain. Whoever posts locks this row: numbers have no gaps, and every hash follows the one before.
create table journal_head (
  only_row boolean primary key default true check (only_row),
  number bigint not null,
  hash bytea not null
);
insert into journal_head (number, hash) values (0, decode(repeat('00', 32), 'hex'));
`;

/** What a hash is made of; chain.rules.ts writes the same text. \`legs\` in the order of their ids. */
const canonicalText = `
create function journal_text(prev_hash bytea, number bigint, id uuid, kind text, reference uuid, at timestamptz,
  actor_id uuid, legs text) returns text language sql stable as $$
  select concat_ws(E'\\n', encode(prev_hash, 'hex'), number, id, kind, reference,
    to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), actor_id, legs)
$$`;

/**
 * PM-1. The only way into the ledger: \`[{ id, kind, reference, at, actor_id, legs: [{ id, account, owner, currency, amount }] }]\`,
 * amounts in minor units, owners left out for the network's accounts. All of it or nothing.
 */
const postEntries = `
create function post_entries(entries jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  head journal_head;
  entry record;
begin
  select * into strict head from journal_head for update;
  for entry in
    select e.*, l.* from entries_of(entries) as e, lateral (
      select string_agg(concat_ws(' ', id, account, owner, currency, amount), E'\\n' order by id) as content,
        count(*) as size from legs_of(e.legs)
    ) as l order by place
  loop
    if entry.size < 2 then
      raise exception 'entry % has less than two legs', entry.id using errcode = '23514', constraint = 'journal_two_legs';
    end if;
    insert into journal (id, number, kind, reference, at, actor_id, prev_hash, hash)
    select entry.id, head.number + 1, entry.kind, entry.reference, entry.at, entry.actor_id, head.hash,
      sha256(convert_to(journal_text(head.hash, head.number + 1, entry.id, entry.kind, entry.reference, entry.at,
        entry.actor_id, entry.content), 'UTF8'))
    returning number, hash into head.number, head.hash;
  end loop;
  update journal_head set number = head.number, hash = head.hash;

  insert into postings (id, journal_id, account, owner_id, currency, amount_minor)
  select l.id, e.id, account, owner, currency, amount from entries_of(entries) as e, legs_of(e.legs) as l;
  if exists (
    select from entries_of(entries) as e, legs_of(e.legs) as l group by e.id, currency having sum(amount) <> 0
  ) then
    raise exception 'an entry does not balance' using errcode = '23514', constraint = 'journal_balanced';
  end if;

  insert into account_balances (account, owner_id, currency, balance_minor)
  select distinct account, owner, currency, 0 from entries_of(entries) as e, legs_of(e.legs) on conflict do nothing;
  update account_balances b set balance_minor = b.balance_minor + c.amount
  from (
    select account, owner, currency, sum(amount)::bigint as amount
    from entries_of(entries) as e, legs_of(e.legs) group by account, owner, currency
  ) as c
  where (b.account, b.owner_id, b.currency) = (c.account, c.owner, c.currency);
end $$`;

/** Plain enough for the planner to take them apart: with settings of their own each call would cost as much as a query. */
const readEntries = `
create function entries_of(entries jsonb)
returns table (id uuid, kind text, reference uuid, at timestamptz, actor_id uuid, legs jsonb, place bigint)
language sql stable as $$
  select * from rows from (jsonb_to_recordset(entries)
    as (id uuid, kind text, reference uuid, at timestamptz, actor_id uuid, legs jsonb)) with ordinality
$$;
create function legs_of(legs jsonb) returns table (id uuid, account text, owner uuid, currency char(3), amount bigint)
language sql stable as $$
  select id, account, coalesce(owner, '00000000-0000-0000-0000-000000000000'), currency, amount
  from jsonb_to_recordset(legs) as l (id uuid, account text, owner uuid, currency char(3), amount bigint)
$$`;

/** The runtime role reads, and calls the one function. */
const rights = [
  'revoke insert, update, delete on journal, postings, account_balances, journal_head from payments_app',
  'revoke execute on function post_entries(jsonb) from public',
  'grant execute on function post_entries(jsonb) to payments_app',
];

export class Ledger1767225600001 implements MigrationInterface {
  name = 'Ledger1767225600001';

  async up(runner: QueryRunner): Promise<void> {
    const ledger = [tables, refuseChange, canonicalText, readEntries, postEntries, ...rights];
    for (const sql of [...infrastructureTables, ...ledger, ...appendOnly('journal', 'postings')])
      await runner.query(sql);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
