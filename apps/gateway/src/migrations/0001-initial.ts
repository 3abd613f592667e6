import type { MigrationInterface, QueryRunner } from 'typeorm';
import { infrastructureTables } from '#libs/persistence';

export class Initial1760000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [...infrastructureTables, ...gatewayTables]) await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('The first migration is not undone: drop the database instead.');
  }
}

const gatewayTables = [
  `create table accounts (
    id uuid primary key,
    email text not null constraint accounts_email_unique unique constraint accounts_email_lower check (email = lower(email)),
    password_hash text not null,
    role text not null check (role in ('admin', 'account-executive', 'team-lead', 'expert', 'client', 'partner', 'payroll')),
    name text not null,
    client_id uuid,
    disabled boolean not null default false,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    created_by text not null,
    updated_at timestamptz not null default now(),
    updated_by text not null,
    constraint accounts_client_of_clients_only check ((role = 'client') = (client_id is not null))
  )`,
  `create index accounts_name on accounts (name, id)`,
  `create index accounts_created_at on accounts (created_at, id)`,
  // A family of refresh tokens: one log-in and all that was refreshed from it.
  `create table sessions (
    id uuid primary key,
    account_id uuid not null references accounts on delete cascade,
    started_at timestamptz not null,
    expires_at timestamptz not null,
    ended_at timestamptz,
    ended_because text check (ended_because in ('logged-out', 'token-reused', 'password-changed', 'disabled')),
    constraint sessions_end_has_a_reason check ((ended_at is null) = (ended_because is null))
  )`,
  `create index sessions_account on sessions (account_id)`,
  `create table refresh_tokens (
    hash bytea primary key,
    session_id uuid not null references sessions on delete cascade,
    used_at timestamptz
  )`,
  `create index refresh_tokens_session on refresh_tokens (session_id)`,
];
