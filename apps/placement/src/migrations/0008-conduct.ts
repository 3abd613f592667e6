import type { MigrationInterface, QueryRunner } from 'typeorm';

const conduct = `
  -- PL-14: how many recorded chances come before a termination can be proposed; 0 is at once.
  create table conduct_ladders (
    category text primary key,
    chances integer not null check (chances >= 0),
    coaching boolean not null,
    appeal_days integer not null check (appeal_days > 0)
  );
  insert into conduct_ladders values
    ('refusing-ownership', 2, false, 14),
    ('excessive-secret-breaks', 2, false, 14),
    ('bad-attitude-or-rumours', 2, false, 14),
    ('policy-breach', 3, true, 14),
    ('insensitive-remark', 0, false, 14),
    ('off-network-work', 0, false, 14);
  insert into edited_tables values ('conduct_ladders', 1, '2026-01-01T00:00:00Z', 'Shoreline');

  create table conduct_records (
    id uuid primary key,
    expert_id uuid not null references experts,
    category text not null references conduct_ladders,
    what text not null,
    happened_on date not null,
    step text not null,
    coaching text,
    evidence jsonb not null,
    recorded_by text not null,
    recorded_at timestamptz not null,
    -- CS-2: a missed update alone is never a ground
    constraint conduct_has_ground check (jsonb_path_exists(evidence, '$[*] ? (@.kind <> "missed-update")'))
  );
  create index conduct_by_recording on conduct_records (recorded_at, id);
  create index conduct_by_day on conduct_records (happened_on, id);
  create index conduct_by_expert on conduct_records (expert_id, recorded_at, id);

  create table conduct_answers (
    id uuid primary key,
    record_id uuid not null references conduct_records,
    text text not null,
    at timestamptz not null,
    by text not null
  );
  create index conduct_answers_by_record on conduct_answers (record_id, at, id);
  -- What was recorded and answered is a fact: written once.
  revoke update, delete, truncate on conduct_records, conduct_answers from placement_app;

  create table termination_proposals (
    id uuid primary key,
    expert_id uuid not null references experts,
    category text not null references conduct_ladders,
    record_ids uuid[] not null check (cardinality(record_ids) > 0),
    state text not null check (state in ('open', 'kept', 'terminated', 'appealed', 'reinstated', 'confirmed')),
    reason text not null,
    appeal_days integer not null check (appeal_days > 0),
    proposed_by_id uuid not null,
    proposed_by text not null,
    proposed_at timestamptz not null,
    decided_by_id uuid,
    decided_by text,
    decided_at timestamptz,
    decision_reason text,
    appeal_until timestamptz,
    appeal text,
    appealed_at timestamptz,
    appeal_decided_by_id uuid,
    appeal_decided_by text,
    appeal_decided_at timestamptz,
    appeal_reason text,
    -- PL-14: four eyes, and two more for an appeal
    constraint termination_decided_by_another check (decided_by_id <> proposed_by_id),
    constraint appeal_decided_by_another check (appeal_decided_by_id not in (proposed_by_id, decided_by_id))
  );
  create unique index termination_one_open on termination_proposals (expert_id) where state = 'open';
  create index terminations_by_proposal on termination_proposals (proposed_at, id);
  create index terminations_by_expert on termination_proposals (expert_id, proposed_at, id);
  revoke delete, truncate on termination_proposals from placement_app;
`;

/** PL-14. Ladders, records, proposed terminations. */
export class Conduct1767225600008 implements MigrationInterface {
  name = 'Conduct1767225600008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(conduct);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
