import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Openings and offers (PL-4, PL-6, PL-7). */
export class Openings1767225600002 implements MigrationInterface {
  name = 'Openings1767225600002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table openings (
        id uuid primary key,
        client_id uuid not null references clients,
        programme text not null,
        programme_version integer not null,
        title text not null,
        description text not null,
        skills jsonb not null,
        skill_years jsonb not null,
        engagement_kind text not null check (engagement_kind in ('full-time', 'part-time', 'hourly')),
        hours_per_week integer not null check (hours_per_week > 0),
        starts_on date not null,
        duration_months integer not null check (duration_months > 0),
        rate_zone text not null check (rate_zone in ('eu-asia', 'us-western-europe')),
        budget_rate_minor bigint not null,
        budget_rate_currency char(3) not null,
        state text not null check (state in ('open', 'filled', 'withdrawn')),
        withdrawn_reason text,
        created_at timestamptz not null,
        created_by text not null,
        version integer not null,
        foreign key (programme, programme_version) references programmes
      );
      create index openings_by_creation on openings (created_at, id);
      create index openings_by_start on openings (starts_on, id);
      create index openings_by_client on openings (client_id, created_at, id);
      create index openings_by_client_start on openings (client_id, starts_on, id);
      create index openings_by_skill on openings using gin (skill_years);
      -- What an expert can be shown (PL-4).
      create index openings_shared on openings (programme, engagement_kind, rate_zone, created_at, id)
        where state = 'open';

      create table offers (
        id uuid primary key,
        opening_id uuid not null references openings,
        client_id uuid not null references clients,
        expert_id uuid not null references experts,
        terms jsonb,
        suggestion text,
        state text not null
          check (state in ('suggested', 'offered', 'withdrawn', 'declined', 'selected', 'not-selected')),
        reason text,
        created_at timestamptz not null,
        offered_at timestamptz,
        version integer not null,
        -- PL-6: what can be selected has been offered by the expert itself
        constraint offer_has_terms check (state not in ('offered', 'selected') or
          (terms is not null and offered_at is not null))
      );
      -- PL-6: one live offer of an expert for an opening; PL-8: one decision.
      create unique index offer_live_once on offers (opening_id, expert_id)
        where state in ('suggested', 'offered', 'selected');
      create unique index offer_selected_once on offers (opening_id) where state = 'selected';
      create index offers_by_creation on offers (created_at, id);
      create index offers_by_opening on offers (opening_id, created_at, id);
      create index offers_by_client on offers (client_id, created_at, id);
      create index offers_by_parties on offers (client_id, expert_id);
      create index offers_by_expert on offers (expert_id, created_at, id);

      create table ranking_weights (
        factor text primary key check (factor in ('skill-fit', 'zone', 'time-zone-overlap', 'availability')),
        points integer not null check (points >= 0),
        scale double precision not null check (scale > 0),
        position integer not null unique
      );
      comment on column ranking_weights.scale is
        'what earns all points: years over the minimum, hours of overlap; for availability the days late that leave none';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Not undone: restore the backup from before the update instead.');
  }
}
