import type { MigrationInterface, QueryRunner } from 'typeorm';
import { infrastructureTables } from '#libs/persistence';

/** Experts, clients, openings, offers, placements and contracts, with the rules the database holds itself. */
export class Placement1767225600001 implements MigrationInterface {
  name = 'Placement1767225600001';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of infrastructureTables) await runner.query(statement);
    await runner.query(`
      create extension if not exists btree_gist;
      create extension if not exists pg_trgm;

      create table programmes (
        id text not null,
        version integer not null check (version > 0),
        name text not null,
        terms jsonb not null,
        published_at timestamptz not null,
        published_by text not null,
        primary key (id, version)
      );

      -- Which zone a country's experts are in (PL-5). A country that isn't here is in 'eu-asia'.
      create table country_rate_zones (
        country char(2) primary key,
        rate_zone text not null check (rate_zone in ('eu-asia', 'us-western-europe'))
      );

      create table clients (
        id uuid primary key,
        name text not null,
        country char(2) not null,
        time_zone text not null,
        owner_id uuid,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        updated_by text not null,
        version integer not null
      );
      create index clients_by_name on clients (name, id);
      create index clients_by_creation on clients (created_at, id);
      create index clients_by_owner on clients (owner_id, name, id);
      create index clients_search on clients using gin (name gin_trgm_ops);

      create table contacts (
        id uuid primary key,
        client_id uuid not null references clients,
        name text not null,
        email text not null,
        phone text,
        title text,
        constraint contact_once unique (client_id, email)
      );

      create table experts (
        id uuid primary key,
        given_name text not null,
        family_name text not null,
        skills jsonb not null,
        skill_years jsonb not null,
        experience_years double precision not null check (experience_years >= 0),
        english text not null check (english in ('A1', 'A2', 'B1', 'B2', 'C1', 'C2')),
        country char(2) not null,
        rate_zone text not null check (rate_zone in ('eu-asia', 'us-western-europe')),
        time_zone text not null,
        engagement_kinds text[] not null,
        weekly_capacity_hours integer not null check (weekly_capacity_hours > 0),
        pay_rate_minor bigint not null check (pay_rate_minor > 0),
        pay_rate_currency char(3) not null,
        stage text not null check (stage in ('applied', 'screening', 'certified', 'suspended', 'terminated')),
        programmes text[] not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        version integer not null,
        -- PL-1: nobody is certified for nothing
        constraint expert_certified_for_something check (stage <> 'certified' or cardinality(programmes) > 0)
      );
      create index experts_by_name on experts (family_name, id);
      create index experts_by_creation on experts (created_at, id);
      create index experts_by_stage on experts (stage, family_name, id);
      create index experts_by_skill on experts using gin (skill_years);
      create index experts_search on experts using gin ((given_name || ' ' || family_name) gin_trgm_ops);

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

      create table placements (
        id uuid primary key,
        opening_id uuid not null references openings,
        offer_id uuid not null references offers,
        client_id uuid not null references clients,
        expert_id uuid not null references experts,
        programme text not null,
        programme_version integer not null,
        title text not null,
        state text not null check (state in ('selected', 'agreed', 'active', 'paused', 'ended', 'cancelled')),
        starts_on date not null,
        ends_on date not null,
        engagement_kind text not null check (engagement_kind in ('full-time', 'part-time', 'hourly')),
        hours_per_week integer not null check (hours_per_week > 0),
        selected_at timestamptz not null,
        ready_by timestamptz not null,
        evidence text,
        version integer not null,
        foreign key (programme, programme_version) references programmes,
        constraint placement_days check (starts_on <= ends_on),
        -- PL-9: full-time placements of one expert never share a day
        constraint placement_no_overlap exclude using gist (expert_id with =, daterange(starts_on, ends_on, '[]') with &&)
          where (engagement_kind = 'full-time' and state in ('agreed', 'active', 'paused', 'ended'))
      );
      create unique index placement_one_decision on placements (opening_id) where state <> 'cancelled';
      create index placements_by_selection on placements (selected_at, id);
      create index placements_by_start on placements (starts_on, id);
      create index placements_by_client on placements (client_id, selected_at, id);
      create index placements_by_client_start on placements (client_id, starts_on, id);
      create index placements_by_expert on placements (expert_id, selected_at, id);
      create index placements_by_expert_start on placements (expert_id, starts_on, id);

      create table contracts (
        placement_id uuid not null references placements,
        number integer not null check (number > 0),
        effective_from date not null,
        state text not null check (state in ('draft', 'agreed', 'superseded', 'withdrawn')),
        terms jsonb not null,
        reason text,
        created_at timestamptz not null,
        version integer not null,
        primary key (placement_id, number)
      );
      create unique index contract_one_draft on contracts (placement_id) where state = 'draft';

      create table agreements (
        placement_id uuid not null,
        number integer not null,
        version integer not null,
        party text not null check (party in ('client', 'expert')),
        at timestamptz not null,
        by_id uuid not null,
        by text not null,
        evidence text,
        primary key (placement_id, number, version, party),
        foreign key (placement_id, number) references contracts
      );

      create table changes (
        id uuid primary key,
        subject_id uuid not null,
        state text not null,
        at timestamptz not null,
        by_id uuid not null,
        by text not null,
        by_role text not null,
        reason text
      );
      create index changes_by_subject on changes (subject_id, at, id);
    `);
    await runner.query(capacityGuard);
    // Published terms, agreements and history are facts: written once.
    await runner.query('revoke update, delete, truncate on programmes, agreements, changes from placement_app');
  }

  async down(): Promise<void> {
    throw new Error('The first migration is not undone: drop the database instead.');
  }
}

/**
 * PL-9: what an expert promised never exceeds its weekly capacity on any day. The lock on the expert's row makes the sum
 * safe among transactions that each add a placement. Ending earlier or asking less is always possible. What has ended
 * doesn't count here, because the capacity may have been another one then.
 */
const capacityGuard = `
  create function placement_within_capacity() returns trigger language plpgsql as $$
  declare
    capacity integer;
  begin
    if new.state not in ('agreed', 'active', 'paused') then
      return new;
    end if;
    if tg_op = 'UPDATE' and old.state in ('agreed', 'active', 'paused') and new.expert_id = old.expert_id
      and new.starts_on >= old.starts_on and new.ends_on <= old.ends_on and new.hours_per_week <= old.hours_per_week then
      return new;
    end if;
    select weekly_capacity_hours into capacity from experts where id = new.expert_id for no key update;
    if exists (
      with promised as (
        select greatest(starts_on, new.starts_on) as starts_on, ends_on, hours_per_week from placements
        where expert_id = new.expert_id and id <> new.id and state in ('agreed', 'active', 'paused')
          and starts_on <= new.ends_on and ends_on >= new.starts_on
        union all
        select new.starts_on, new.ends_on, new.hours_per_week
      )
      select from promised first
      where (select sum(p.hours_per_week) from promised p where first.starts_on between p.starts_on and p.ends_on) > capacity
    ) then
      raise exception 'the expert has promised more than its weekly capacity'
        using errcode = '23514', constraint = 'placement_within_capacity';
    end if;
    return new;
  end $$;

  create trigger placement_within_capacity before insert or update on placements
    for each row execute function placement_within_capacity();
`;
