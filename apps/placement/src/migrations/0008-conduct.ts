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

const situations = `
  create table problem_situations (
    id uuid primary key,
    title text not null,
    expectation text,
    term text,
    category text,
    programmes text[] not null default '{}',
    state text not null check (state in ('proposed', 'accepted', 'declined')),
    source text not null check (source in ('network', 'problem')),
    problem_id uuid,
    seen jsonb not null default '[]',
    created_at timestamptz not null,
    version integer not null default 1,
    -- QN-11: one proposal for a problem, however often it is seen
    constraint situation_once unique (problem_id),
    -- PL-11: what enters contracts has been put into words
    constraint situation_in_words check (state <> 'accepted' or expectation is not null)
  );
  create index situations_by_creation on problem_situations (created_at, id);
  create index situations_by_title on problem_situations (title, id);
  revoke delete, truncate on problem_situations from placement_app;
`;

const catalogue = [
  [
    'firstAnswerMinutes',
    'Questions were left without a word',
    'No question is left open: each gets an answer, or the time of the next word.',
  ],
  [
    'productionBugFix',
    'A bug was being fixed, and the client heard nothing',
    'While a bug in production is open, you hear how it goes.',
  ],
  [
    'mistakeToldMinutes',
    'The client found a mistake before we said anything',
    'You hear of a mistake from us, before you find it yourself.',
  ],
  [
    'showTimeToleranceMinutes',
    'The day began, and the expert was not there',
    'Your expert is there when the day begins, ready to work.',
  ],
  [
    'hourlyUpdate',
    'Nobody could say what the expert was working on',
    'You never have to ask what your expert is working on.',
  ],
  [
    'breakNotices',
    'The expert was away, and nobody knew for how long',
    'When your expert is away for a while, you know until when.',
  ],
  [
    'oneToOneEveryDays',
    'Small things grew for weeks, because nobody asked',
    'We ask you how it goes, and what you say has an effect.',
  ],
];

/** PL-14 conduct; PL-11 the catalogue of problem situations, and the expectations of contracts that come from it. */
export class Conduct1767225600008 implements MigrationInterface {
  name = 'Conduct1767225600008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(conduct);
    await runner.query(situations);
    for (const [n, [term, title, expectation]] of catalogue.entries()) {
      await runner.query(
        `insert into problem_situations (id, title, expectation, term, state, source, created_at)
         values ($1, $2, $3, $4, 'accepted', 'network', '2026-01-01T00:00:00Z')`,
        [`019b76da-a800-7000-8000-00000000000${n + 1}`, title, expectation, term],
      );
    }
    // What was agreed stays pinned; this adds a list that nobody had agreed on anything in yet.
    await runner.query('alter table contracts disable trigger contract_terms_pinned');
    await runner.query(`update contracts set terms = '{"expectations": []}'::jsonb || terms`);
    await runner.query('alter table contracts enable trigger contract_terms_pinned');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
