import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = `
-- CS-4, CS-5. What clients ask.
create table questions (
  id uuid primary key,
  placement_id uuid not null references coverages,
  client_id uuid not null,
  expert_id uuid not null,
  subject text not null,
  state text not null
    check (state in ('open', 'checking', 'researching', 'waiting-for-client', 'answered', 'closed')),
  -- What it goes back to when the client answers.
  before_waiting text check (before_waiting in ('open', 'checking', 'researching')),
  -- Account of who answers.
  assigned_to uuid not null,
  asked_by text not null,
  asked_at timestamptz not null,
  answered_at timestamptz,
  -- Promised while checking or researching.
  next_update_due timestamptz,
  -- What it led to: { kind, note, taskId, at, by }.
  action jsonb,
  version integer not null default 1,
  constraint question_waits_for_something check ((state = 'waiting-for-client') = (before_waiting is not null)),
  constraint question_closed_with_action check (state <> 'closed' or action is not null)
);
create index questions_by_time on questions (asked_at, id);
create index questions_by_placement on questions (placement_id, asked_at, id);
create index questions_by_client on questions (client_id, asked_at, id);
create index questions_by_expert on questions (expert_id, asked_at, id);
create index questions_by_assigned on questions (assigned_to, asked_at, id);
create index questions_by_state on questions (state, asked_at, id);
create index questions_open on questions (placement_id) where state not in ('answered', 'closed');

-- Everything that was written about a question, in the order it came in; never changed.
create table question_messages (
  id uuid primary key,
  question_id uuid not null references questions,
  kind text not null check (
    kind in ('question', 'reply', 'answer', 'checking', 'researching', 'waiting', 'help', 'auto-reply')
  ),
  body text not null,
  by text not null,
  by_role text not null,
  at timestamptz not null,
  channel text not null check (channel in ('board', 'api', 'email', 'chat')),
  -- The channel's own id, and those of earlier messages that it names.
  channel_message_id text,
  refers_to text[] not null default '{}',
  estimate_minutes integer check (estimate_minutes >= 0),
  estimate_deadline timestamptz
);
create unique index question_message_once on question_messages (channel, channel_message_id)
  where channel_message_id is not null;
create index question_messages_by_question on question_messages (question_id, at, id);
create index question_messages_by_reference on question_messages using gin (refers_to) where refers_to <> '{}';
revoke update, delete, truncate on question_messages from communication_app;

-- CS-3. Who answers a placement's questions while its expert takes a break.
create table stand_ins (
  placement_id uuid primary key references coverages,
  account_id uuid not null
);

-- CS-6.
create table bugs (
  id uuid primary key,
  placement_id uuid not null references coverages,
  client_id uuid not null,
  expert_id uuid not null,
  title text not null,
  description text not null,
  severity text not null check (severity in ('production', 'major', 'minor')),
  state text not null check (state in ('open', 'waiting-for-client', 'worked-around', 'fixed', 'closed')),
  workaround text,
  fix text,
  reported_by text not null,
  reported_at timestamptz not null,
  fixed_at timestamptz,
  task_id uuid,
  version integer not null default 1,
  constraint bug_worked_around_somehow check (state <> 'worked-around' or workaround is not null),
  constraint bug_fixed_somehow check ((fix is null) = (fixed_at is null) and (state <> 'fixed' or fix is not null))
);
create index bugs_by_time on bugs (reported_at, id);
create index bugs_by_placement on bugs (placement_id, reported_at, id);
create index bugs_by_client on bugs (client_id, reported_at, id);
create index bugs_by_expert on bugs (expert_id, reported_at, id);
create index bugs_by_state on bugs (state, reported_at, id);
create index bugs_open on bugs (placement_id) where state not in ('fixed', 'closed');

-- CS-8. Known, told, put right: in that order.
create table mistakes (
  id uuid primary key,
  placement_id uuid not null references coverages,
  client_id uuid not null,
  expert_id uuid not null,
  what text not null,
  known_at timestamptz not null,
  recorded_by text not null,
  recorded_at timestamptz not null,
  told_at timestamptz,
  told_by text,
  message text,
  put_right_at timestamptz,
  remedy text,
  state text not null check (state in ('known', 'told', 'put-right')),
  version integer not null default 1,
  constraint mistake_known_first check (known_at <= recorded_at),
  constraint mistake_told check (
    (state <> 'known') = (told_at is not null and told_by is not null and message is not null)
  ),
  constraint mistake_put_right check ((state = 'put-right') = (put_right_at is not null and remedy is not null))
);
create index mistakes_by_time on mistakes (known_at, id);
create index mistakes_by_placement on mistakes (placement_id, known_at, id);
create index mistakes_by_client on mistakes (client_id, known_at, id);
create index mistakes_by_expert on mistakes (expert_id, known_at, id);
create index mistakes_open on mistakes (known_at, id) where state <> 'put-right';
`;

export class Questions1767225600003 implements MigrationInterface {
  name = 'Questions1767225600003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
