import type { MigrationInterface, QueryRunner } from 'typeorm';
import { infrastructureTables } from '#libs/persistence';

/** Who is who: learnt from events of other services, never asked for. */
const directory = [
  `create table people (
    account_id uuid primary key,
    role text not null,
    name text not null,
    email text not null,
    client_id uuid,
    disabled boolean not null
  )`,
  `create index people_email on people (email)`,
  `create index people_client on people (client_id) where client_id is not null`,
  `create index people_admins on people (account_id) where role = 'admin'`,
  `create table known_clients (
    client_id uuid primary key,
    name text not null,
    time_zone text not null,
    owner_id uuid,
    contacts jsonb not null
  )`,
  `create table known_experts (
    expert_id uuid primary key,
    name text not null,
    time_zone text not null,
    team_lead_id uuid
  )`,
  `create table known_openings (opening_id uuid primary key, client_id uuid not null, title text not null)`,
  `create table known_placements (
    placement_id uuid primary key,
    client_id uuid not null,
    expert_id uuid not null,
    title text not null,
    time_zone text,
    channel text check (channel in ('board', 'email', 'chat')),
    work_hours jsonb
  )`,
];

const notices = [
  `create table preferences (
    account_id uuid primary key,
    time_zone text not null,
    working_hours jsonb not null,
    digest_at text not null,
    channel text not null check (channel in ('email', 'chat')),
    topics jsonb not null,
    version integer not null
  )`,
  `create table notices (
    id uuid primary key,
    event_id uuid not null,
    template text not null,
    topic text not null,
    recipient_kind text not null check (recipient_kind in ('account', 'contact', 'address')),
    recipient_id uuid,
    recipient_key text not null,
    recipient_name text not null,
    address text not null,
    channel text not null check (channel in ('email', 'chat')),
    subject text not null,
    text text not null,
    html text not null,
    envelope jsonb not null,
    state text not null
      check (state in ('queued', 'held', 'digest', 'retrying', 'sent', 'failed', 'skipped')),
    urgent boolean not null,
    at_once boolean not null,
    about_kind text not null,
    about_id uuid not null,
    created_at timestamptz not null,
    not_before timestamptz,
    sending_since timestamptz,
    sent_at timestamptz,
    attempts integer not null default 0,
    lookups integer not null default 0,
    last_error text,
    accepted_as text,
    digest_id uuid,
    constraint notices_once unique (event_id, template, recipient_key),
    constraint notices_sent_at_a_time check ((state = 'sent') = (sent_at is not null))
  )`,
  `create index notices_created_at on notices (created_at, id)`,
  `create index notices_recipient on notices (recipient_id, created_at, id)`,
  `create index notices_state on notices (state, created_at, id)`,
  `create index notices_about on notices (about_id, created_at, id)`,
  `create index notices_template on notices (template, created_at, id)`,
  `create index notices_waiting on notices (recipient_id, state) where state in ('held', 'digest')`,
  `create index notices_digest on notices (digest_id) where digest_id is not null`,
  // Without an SMTP server: one row for each notice that would have been sent.
  `create table kept_mail (
    id uuid primary key references notices,
    at timestamptz not null,
    sender text not null,
    recipient text not null,
    subject text not null,
    text text not null,
    html text not null,
    attachments jsonb not null
  )`,
  `create index kept_mail_at on kept_mail (at, id)`,
];

export class Notices1767225600001 implements MigrationInterface {
  name = 'Notices1767225600001';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...infrastructureTables, ...directory, ...notices]) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
