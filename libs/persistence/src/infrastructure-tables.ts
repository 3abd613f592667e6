/**
 * What messaging, timers and idempotency need in every service's database; the first migration of each service runs
 * these statements. See docs/architecture.md for who uses which.
 */
export const infrastructureTables: readonly string[] = [
  `create table outbox (
    seq bigint generated always as identity primary key,
    id uuid not null unique,
    aggregate_id text not null,
    aggregate_version integer not null,
    routing_key text not null,
    payload jsonb not null,
    headers jsonb not null default '{}',
    created_at timestamptz not null default now()
  )`,
  `create table event_version (aggregate_id text primary key, version integer not null)`,
  `create table inbox (
    consumer text not null,
    message_id text not null,
    received_at timestamptz not null default now(),
    primary key (consumer, message_id)
  )`,
  // Rows arrive in the order of time: a block range index finds the old ones, and costs an insert nothing.
  `create index inbox_received_at on inbox using brin (received_at)`,
  `create table inbox_position (aggregate_id text primary key, version integer not null)`,
  // due_at is when it was promised; next_try is when the worker looks at it: later than due_at only after a failure.
  `create table timer (
    kind text not null,
    subject_id text not null,
    due_at timestamptz not null,
    payload jsonb,
    attempts integer not null default 0,
    next_try timestamptz not null,
    primary key (kind, subject_id)
  )`,
  `create index timer_next_try on timer (next_try)`,
  `create table schedule_run (
    kind text not null,
    period_key text not null,
    ran_at timestamptz not null default now(),
    primary key (kind, period_key)
  )`,
  `create table idempotency (
    actor_id uuid not null,
    key text not null,
    pattern text not null,
    input_hash text not null,
    answer jsonb not null,
    created_at timestamptz not null default now(),
    primary key (actor_id, key)
  )`,
  `create index idempotency_created_at on idempotency using brin (created_at)`,
  `create table manual_clock (only_row boolean primary key default true check (only_row), now timestamptz not null)`,
];
