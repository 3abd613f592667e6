import type { MigrationInterface, QueryRunner } from 'typeorm';
import { newId } from '#libs/persistence';
import { firstGlossary } from './first-glossary.js';

const tables = `
create extension if not exists btree_gist;

-- CS-10. Data: staff edits it. The version tells every replica that what it remembers is old.
create table glossary_terms (
  id uuid primary key,
  key text not null,
  term text not null,
  plain text not null,
  note text not null,
  updated_by text not null,
  updated_at timestamptz not null,
  version integer not null,
  constraint glossary_term_once unique (key)
);
create table glossary_version (only_row boolean primary key default true check (only_row), version integer not null);
insert into glossary_version (version) values (1);

-- CS-11
create table meetings (
  id uuid primary key,
  placement_id uuid not null,
  client_id uuid not null,
  expert_id uuid not null,
  kind text not null check (kind in ('call', 'one-to-one', 'english-session')),
  title text not null,
  agenda text not null,
  starts_at timestamptz not null,
  minutes integer not null,
  ends_at timestamptz not null,
  time_zone text not null,
  location text,
  attendees jsonb not null,
  state text not null check (state in ('scheduled', 'held', 'cancelled')),
  notes text,
  follow_ups jsonb not null default '[]',
  scheduled_by text not null,
  version integer not null default 1,
  constraint meeting_length check (minutes between 30 and 60),
  constraint meeting_end check (ends_at = starts_at + make_interval(mins => minutes)),
  constraint meeting_held_with_notes check ((state = 'held') = (notes is not null)),
  -- an expert is in one meeting at a time
  constraint meeting_no_overlap exclude using gist (expert_id with =, tstzrange(starts_at, ends_at) with &&)
    where (state <> 'cancelled')
);
create index meetings_by_start on meetings (starts_at, id);
create index meetings_by_placement on meetings (placement_id, starts_at, id);
create index meetings_by_client on meetings (client_id, starts_at, id);
create index meetings_by_expert on meetings (expert_id, starts_at, id);
create index meetings_by_state on meetings (state, starts_at, id);
`;

const terms = Object.entries(firstGlossary).map(([term, plain]) => ({ id: newId(), term, plain }));

export class Meetings1767225600005 implements MigrationInterface {
  name = 'Meetings1767225600005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
    await runner.query(
      `insert into glossary_terms (id, key, term, plain, note, updated_by, updated_at, version)
       select id, lower(term), term, plain, '', 'Shoreline', '2026-01-01T00:00:00Z', 1
       from jsonb_to_recordset($1::jsonb) as first (id uuid, term text, plain text)`,
      [JSON.stringify(terms)],
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
