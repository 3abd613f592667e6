import type { MigrationInterface, QueryRunner } from 'typeorm';
import { changesTable, editedTables } from '#libs/history';
import { appendOnly } from './append-only.js';

/** PM-2. Tax, commission and money that is nobody's yet have accounts of their own. */
const accounts = `
alter table postings drop constraint posting_account;
alter table postings add constraint posting_account check (account in ('client-receivable', 'expert-safe',
  'expert-reserved', 'referrer-held', 'referrer-safe', 'network-revenue', 'network-tax', 'network-commission',
  'network-cash', 'network-clearing', 'network-suspense'));
alter table account_balances drop constraint account_not_overdrawn;
-- PM-5, RC-5: what the network owes is a credit; of these none can become a debt. What a referrer owes back is one: held
alter table account_balances add constraint account_not_overdrawn
  check (account not in ('expert-safe', 'expert-reserved', 'referrer-safe') or balance_minor <= 0);
`;

/** PM-4. Who bills whom. */
const billing = `
create table billing_profiles (
  client_id uuid primary key,
  profile jsonb not null,
  version integer not null default 1,
  changed_at timestamptz not null,
  changed_by text not null
);
create table invoice_policy (only_row boolean primary key default true check (only_row), policy jsonb not null);
insert into invoice_policy (policy) values ('{
  "seller": null, "invoicePrefix": "INV", "creditNotePrefix": "CN", "reminderDays": [-3, 1, 7, 14],
  "timeZone": "UTC", "footer": ""
}');
insert into edited_tables (name, version, updated_at, updated_by)
values ('invoice-policy', 1, '2026-01-01T00:00:00Z', 'Shoreline');

-- The last number given in a year: taken in the transaction that issues, so none is ever skipped.
create table document_numbers (
  series text not null check (series in ('invoice', 'credit-note')),
  year integer not null,
  last integer not null,
  primary key (series, year)
);
`;

const invoices = `
create table invoices (
  id uuid primary key,
  client_id uuid not null,
  currency char(3) not null,
  state text not null check (state in ('draft', 'issued', 'partly-paid', 'paid', 'void')),
  year integer,
  serial integer,
  number text unique,
  reference text unique,
  period_start date not null,
  period_end date not null,
  lines integer not null,
  minutes integer not null,
  net_minor bigint not null check (net_minor > 0),
  tax_rate integer not null check (tax_rate between 0 and 10000),
  -- none while a draft: it is taxed as its client's profile says when it is read or issued
  tax_minor bigint not null check (tax_minor >= 0),
  credited_net_minor bigint not null default 0,
  credited_tax_minor bigint not null default 0,
  paid_minor bigint not null default 0 check (paid_minor >= 0),
  -- how often money or a credit note moved it: the events' \`standing.number\`
  movements integer not null default 0,
  issued_on date,
  due_on date,
  reminders integer not null default 0,
  purchase_order text,
  note text,
  buyer jsonb,
  seller jsonb,
  created_at timestamptz not null,
  created_by text not null,
  version integer not null default 1,
  constraint invoice_number_once unique (year, serial),
  constraint invoice_numbered check ((state = 'draft') = (number is null)),
  constraint invoice_draft_untaxed check (state <> 'draft' or (tax_rate = 0 and tax_minor = 0)),
  constraint invoice_not_overpaid check (paid_minor + credited_net_minor + credited_tax_minor <= net_minor + tax_minor),
  constraint invoice_not_overcredited check (credited_net_minor between 0 and net_minor and credited_tax_minor between 0 and tax_minor)
);
-- PM-4: what of an invoice is open, for every query that asks.
create function open_of(invoice invoices) returns bigint language sql immutable as $$
  select invoice.net_minor + invoice.tax_minor - invoice.credited_net_minor - invoice.credited_tax_minor - invoice.paid_minor
$$;
create index invoices_by_time on invoices (created_at, id);
create index invoices_by_issue on invoices (coalesce(issued_on, 'infinity'), id);
create index invoices_by_due on invoices (coalesce(due_on, 'infinity'), id);
create index invoices_by_total on invoices ((net_minor + tax_minor), id);
create index invoices_by_state on invoices (state, created_at, id);
create index invoices_by_client on invoices (client_id, created_at, id);
create index invoices_open on invoices (client_id, currency, due_on) where state in ('issued', 'partly-paid');
create index invoices_drafted on invoices (client_id) where state = 'draft';

-- PM-12: a settlement is on one invoice at most; a draft that is discarded gives its own back, and an invoice that is
-- credited to be billed again.
create table invoiced_settlements (
  settlement_id uuid primary key references settlements,
  invoice_id uuid not null references invoices,
  -- the settlement's
  client_id uuid not null,
  -- which took it up instead of the invoice's lines: it sums to less than nothing
  credit_note_id uuid
);
-- The sum below zero that was told of a client, so that it isn't told again while nothing of it changes.
create table told_credits (
  client_id uuid not null,
  currency char(3) not null,
  minor bigint not null check (minor < 0),
  primary key (client_id, currency)
);
create index invoiced_settlements_by_invoice on invoiced_settlements (invoice_id);
-- What a client is still to be billed is what the first has and the second doesn't.
create index settlements_billed on settlements (client_id) include (id, currency, minutes, bill_minor);
create index invoiced_settlements_by_client on invoiced_settlements (client_id, settlement_id);

create table invoice_lines (
  id uuid primary key,
  invoice_id uuid not null references invoices,
  position integer not null,
  settlement_id uuid not null references settlements,
  -- with the settlement it names the entries it is the sum of
  contract_number integer not null,
  placement_id uuid not null,
  expert_id uuid not null,
  title text not null,
  expert_name text not null,
  first_day date not null,
  last_day date not null,
  minutes integer not null,
  bill_rate_minor bigint not null,
  net_minor bigint not null,
  pay_minor bigint not null,
  credited_minor bigint not null default 0,
  -- the credit note after which it is billed again
  released_by uuid,
  unique (invoice_id, position),
  unique nulls not distinct (settlement_id, contract_number, released_by)
);

create table credit_notes (
  id uuid primary key,
  year integer not null,
  serial integer not null,
  number text not null unique,
  invoice_id uuid not null references invoices,
  client_id uuid not null,
  currency char(3) not null,
  lines jsonb not null,
  net_minor bigint not null check (net_minor > 0),
  tax_minor bigint not null check (tax_minor >= 0),
  freed_minor bigint not null check (freed_minor >= 0),
  bill_again boolean not null default false,
  waiting boolean not null default false,
  reason text not null,
  issued_on date not null,
  issued_at timestamptz not null,
  issued_by text not null,
  constraint credit_note_number_once unique (year, serial)
);
alter table invoice_lines add foreign key (released_by) references credit_notes;
alter table invoiced_settlements add foreign key (credit_note_id) references credit_notes;
create index invoiced_settlements_by_credit_note on invoiced_settlements (credit_note_id) where credit_note_id is not null;
create unique index credit_notes_to_bill_again on credit_notes (invoice_id) where bill_again;
create index credit_notes_by_time on credit_notes (issued_at, id);
create index credit_notes_by_invoice on credit_notes (invoice_id, issued_at, id);
create index credit_notes_by_client on credit_notes (client_id, issued_at, id);
`;

/** Once issued, only what becomes of an invoice changes, never what it says. */
const frozen = `
create function invoice_is_draft(id uuid) returns boolean language sql stable as $$
  select state = 'draft' from invoices where invoices.id = $1
$$;
create function refuse_invoice_change() returns trigger language plpgsql as $$
begin
  raise exception 'an issued invoice stays as it is' using errcode = '23514', constraint = 'invoice_issued_stays';
end $$;

create function invoice_says(invoice invoices) returns jsonb language sql immutable as $$
  select to_jsonb(invoice) - array['state', 'credited_net_minor', 'credited_tax_minor', 'paid_minor', 'movements',
    'reminders', 'version']
$$;
create trigger invoice_issued_stays before update on invoices for each row
  when (old.state <> 'draft' and (new.state = 'draft' or invoice_says(new) is distinct from invoice_says(old)
    or new.credited_net_minor < old.credited_net_minor or new.credited_tax_minor < old.credited_tax_minor))
  execute function refuse_invoice_change();
create trigger invoice_issued_remains before delete on invoices for each row
  when (old.state <> 'draft') execute function refuse_invoice_change();

create trigger invoice_line_stays before update on invoice_lines for each row
  when (to_jsonb(new) - array['credited_minor', 'released_by'] is distinct from
      to_jsonb(old) - array['credited_minor', 'released_by']
    or old.released_by is not null and new.released_by is distinct from old.released_by)
  execute function refuse_invoice_change();
create function refuse_issued_part() returns trigger language plpgsql as $$
declare
  part record := case tg_op when 'INSERT' then new else old end;
begin
  if not invoice_is_draft(part.invoice_id) then
    raise exception 'an issued invoice stays as it is' using errcode = '23514', constraint = 'invoice_issued_stays';
  end if;
  return part;
end $$;
create trigger invoice_line_remains before insert or delete on invoice_lines for each row execute function refuse_issued_part();
create trigger invoiced_settlement_remains before update on invoiced_settlements
  for each row execute function refuse_issued_part();
create trigger invoiced_settlement_drafted before insert on invoiced_settlements for each row
  when (new.credit_note_id is null) execute function refuse_issued_part();
create function invoice_is_billed_again(id uuid) returns boolean language sql stable as $$
  select exists (select from credit_notes where invoice_id = $1 and bill_again)
$$;
create trigger invoiced_settlement_is_released before delete on invoiced_settlements for each row
  when (not invoice_is_billed_again(old.invoice_id)) execute function refuse_issued_part();
`;

export class Invoices1767225600004 implements MigrationInterface {
  name = 'Invoices1767225600004';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [accounts, changesTable('payments'), editedTables, billing, invoices, frozen])
      await runner.query(sql);
    for (const sql of appendOnly('credit_notes')) await runner.query(sql);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
