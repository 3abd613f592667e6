import type { MigrationInterface, QueryRunner } from 'typeorm';
import { newId } from '#libs/persistence';

const groups: Record<string, { name: string; categories: Record<string, string> }> = {
  communication: {
    name: 'Communication',
    categories: {
      'slow-answers': 'Slow answers',
      'missed-promises': 'Promises to the client not kept',
      'unclear-language': 'Hard to understand',
    },
  },
  delivery: {
    name: 'Delivery',
    categories: {
      'missed-deadlines': 'Deadlines missed',
      'low-quality-work': 'Work of low quality',
      'wrong-estimates': 'Estimates far off',
    },
  },
  presence: {
    name: 'Presence',
    categories: { 'late-or-absent': 'Late or absent', unreachable: 'Out of reach in working hours' },
  },
  attitude: {
    name: 'Attitude',
    categories: {
      'no-ownership': 'Takes no ownership',
      'deaf-to-feedback': 'Does not take feedback',
      'friction-in-the-team': 'Friction in the team',
    },
  },
  skills: {
    name: 'Skills',
    categories: { 'missing-skills': 'Lacks skills the work takes', 'slow-learner': 'Learns the domain too slowly' },
  },
};

const tables = `
  create table issue_groups (key text primary key, name text not null);
  create table issue_categories (
    id uuid primary key,
    key text not null constraint issue_category_once unique,
    name text not null,
    group_key text not null references issue_groups,
    active boolean not null,
    updated_at timestamptz not null,
    updated_by text not null,
    version integer not null
  );

  create table losses (
    id uuid primary key,
    -- PL-13: one lost client per placement
    placement_id uuid not null references placements constraint loss_once unique,
    client_id uuid not null references clients,
    expert_id uuid not null references experts,
    category text not null references issue_categories (key),
    group_key text not null references issue_groups,
    what text not null,
    lost_at timestamptz not null,
    recorded_by text not null,
    recorded_at timestamptz not null,
    forgiven_because text check (forgiven_because in ('ended-well', 'ninety-days')),
    later_placement_id uuid references placements,
    forgiven_at timestamptz,
    lift_reason text,
    lifted_by text,
    lifted_at timestamptz,
    constraint loss_forgiven_with_why check (num_nonnulls(forgiven_because, later_placement_id, forgiven_at) in (0, 3)),
    constraint loss_lifted_with_why check (num_nonnulls(lift_reason, lifted_by, lifted_at) in (0, 3)),
    constraint loss_forgiven_or_lifted check (forgiven_at is null or lifted_at is null)
  );
  create index losses_by_loss on losses (lost_at, id);
  create index losses_by_recording on losses (recorded_at, id);
  create index losses_by_expert on losses (expert_id, lost_at, id);
  create index losses_by_client on losses (client_id, lost_at, id);
  -- A strike stays in the history.
  revoke delete, truncate on losses from placement_app;

  -- What the quality service tells, as far as forgiveness goes by it.
  create table known_complaints (
    complaint_id uuid primary key,
    placement_id uuid not null,
    group_key text not null,
    logged_at timestamptz not null
  );
  create index known_complaints_by_placement on known_complaints (placement_id);

  -- Placements that run already are looked at when their ninety days are over, as later ones will be.
  insert into timer (kind, subject_id, due_at, next_try)
  select 'placement.ninety-days', id, due_at, due_at
  from (
    select p.id::text, (greatest(p.starts_on, (min(h.at) at time zone zone)::date) + 90)::timestamp at time zone zone as due_at
    from placements p
      join changes h on h.subject_id = p.id and h.state = 'active'
      join contracts c on c.placement_id = p.id and c.number = 1
      cross join lateral (select c.terms ->> 'timeZone' as zone) its
    where p.state in ('active', 'paused')
    group by p.id, zone
  ) running;
`;

/** PL-13. The catalogue of issue categories, lost clients, and what their forgiveness goes by. */
export class Issues1767225600007 implements MigrationInterface {
  name = 'Issues1767225600007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
    for (const [group, { name, categories }] of Object.entries(groups)) {
      await runner.query('insert into issue_groups (key, name) values ($1, $2)', [group, name]);
      for (const category of Object.entries(categories)) {
        await runner.query(
          `insert into issue_categories (id, key, name, group_key, active, updated_at, updated_by, version)
           values ($1, $2, $3, $4, true, '2026-01-01T00:00:00Z', 'Shoreline', 1)`,
          [newId(), ...category, group],
        );
      }
    }
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
