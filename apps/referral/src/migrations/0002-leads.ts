import type { MigrationInterface, QueryRunner } from 'typeorm';

/** RC-1 to RC-3. */
const tables = `
create table referrers (
  id uuid primary key,
  kind text not null check (kind in ('expert', 'client', 'partner', 'outsider')),
  name text not null,
  email text,
  code text unique,
  note text,
  created_at timestamptz not null,
  created_by text not null
);
create index referrers_by_name on referrers (name, id);
create index referrers_by_time on referrers (created_at, id);
-- An outsider is added once.
create unique index outsider_once on referrers (lower(email)) where email is not null;

create table leads (
  id uuid primary key,
  referrer_id uuid not null references referrers,
  company_name text not null,
  company jsonb not null,
  contact jsonb not null,
  need text not null,
  relation text not null,
  state text not null check (state in ('held', 'new', 'introduced', 'presented', 'planning', 'won', 'lost', 'refused')),
  programme text not null,
  rate_percent integer not null check (rate_percent between 0 and 100),
  accepted_at timestamptz,
  protected_until timestamptz,
  extended boolean not null default false,
  meeting jsonb,
  plan jsonb,
  client_id uuid,
  reported_win jsonb,
  won_at timestamptz,
  created_at timestamptz not null,
  created_by text not null,
  version integer not null default 1
);
create index leads_by_time on leads (created_at, id);
create index leads_by_referrer on leads (referrer_id, created_at, id);
create index leads_by_state on leads (state, created_at, id);
create index leads_by_name on leads (company_name, id);
create index leads_by_protection on leads (protected_until, id);
-- A client is won once.
create unique index lead_won_once on leads (client_id) where state = 'won';
create index leads_by_client on leads (client_id);

-- RC-1: what a company is known by. Whoever has accepted a lead holds its keys until it is lost or its protection ends:
-- two that register one company at the same moment meet here.
create table lead_keys (
  kind text not null check (kind in ('domain', 'email', 'tax-id')),
  key text not null,
  lead_id uuid not null references leads,
  constraint lead_owned_once primary key (kind, key)
);
create index lead_keys_by_lead on lead_keys (lead_id);

create table lead_reviews (
  id uuid primary key,
  lead_id uuid not null references leads,
  kind text not null check (kind in ('lookalike-name', 'known-person', 'shared-bank-details', 'circle')),
  detail text not null,
  other_lead_id uuid,
  other_client_id uuid,
  opened_at timestamptz not null,
  decision text check (decision in ('cleared', 'confirmed')),
  decided_at timestamptz,
  decided_by text,
  reason text
);
create index lead_reviews_by_lead on lead_reviews (lead_id);
create index lead_reviews_by_time on lead_reviews (opened_at, id);
`;

export class Leads1767225900002 implements MigrationInterface {
  name = 'Leads1767225900002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
