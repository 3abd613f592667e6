import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = `
-- QN-1 to QN-3. When contacts are asked, and what follows; moments are { weekday, time } on the client's clock.
create table questionnaire_policy (
  only_row boolean primary key default true check (only_row),
  id uuid not null,
  sending jsonb not null,
  reminder jsonb not null,
  closing jsonb not null,
  detractor_answer_hours integer not null check (detractor_answer_hours > 0),
  least_answers integer not null check (least_answers >= 5),
  version integer not null default 1
);
insert into questionnaire_policy (id, sending, reminder, closing, detractor_answer_hours, least_answers)
values (gen_random_uuid(), '{"weekday": 4, "time": "10:00"}', '{"weekday": 5, "time": "15:00"}',
  '{"weekday": 7, "time": "24:00"}', 48, 5);

create table questionnaires (
  id uuid primary key,
  client_id uuid not null,
  contact_id uuid not null,
  -- Its Monday, where the client is.
  week date not null,
  time_zone text not null,
  comment text,
  sent_at timestamptz not null,
  reminded_at timestamptz,
  answered_at timestamptz,
  closes_at timestamptz not null,
  constraint questionnaire_once_a_week unique (contact_id, week)
);
create index questionnaires_by_sending on questionnaires (sent_at, id);
create index questionnaires_by_client on questionnaires (client_id, sent_at, id);

-- Who and what it was about when it was sent: NPS counts by this.
create table questionnaire_items (
  questionnaire_id uuid not null references questionnaires,
  placement_id uuid not null,
  title text not null,
  week date not null,
  client_id uuid not null,
  expert_id uuid not null,
  account_executive_id uuid,
  team_lead_id uuid,
  programme text not null,
  score smallint check (score between 0 and 10),
  scores jsonb not null default '{}',
  primary key (questionnaire_id, placement_id)
);
create index questionnaire_items_by_placement on questionnaire_items (placement_id, week);
create index questionnaire_items_by_expert on questionnaire_items (expert_id, week);

-- Every answer as it was given; a later one replaces it, and it stays.
create table questionnaire_answers (
  id uuid primary key,
  questionnaire_id uuid not null references questionnaires,
  at timestamptz not null,
  by_id uuid not null,
  by text not null,
  items jsonb not null,
  comment text
);
create index questionnaire_answers_by_questionnaire on questionnaire_answers (questionnaire_id, at, id);
revoke update, delete, truncate on questionnaire_answers from quality_app;

-- QN-2. Questions sent and answers given, counted as they come, so that no answer is read to tell an NPS.
create table nps_tallies (
  scope text not null,
  -- Of the network an empty text.
  scope_id text not null,
  week date not null,
  asked integer not null,
  promoters integer not null,
  passives integer not null,
  detractors integer not null,
  primary key (scope, scope_id, week)
);
create index nps_tallies_by_week on nps_tallies (scope, week);
`;

export class Questionnaires1767225800002 implements MigrationInterface {
  name = 'Questionnaires1767225800002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
