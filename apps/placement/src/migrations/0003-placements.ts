import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Placements and contracts, with the rules the database holds itself (PL-8, PL-9, PL-11). */
export class Placements1767225600003 implements MigrationInterface {
  name = 'Placements1767225600003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
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

      -- What was agreed is a fact (PL-11): written once, and amended by a further number only.
      revoke update, delete, truncate on agreements from placement_app;
      revoke delete, truncate on contracts from placement_app;
      create function contract_terms_pinned() returns trigger language plpgsql as $$
      begin
        raise exception 'the terms of a contract change only while it is a draft'
          using errcode = '23514', constraint = 'contract_terms_pinned';
      end $$;
      create trigger contract_terms_pinned before update on contracts for each row
        when (old.state <> 'draft' and (old.placement_id, old.number, old.effective_from, old.terms, old.version)
          is distinct from (new.placement_id, new.number, new.effective_from, new.terms, new.version))
        execute function contract_terms_pinned();

      -- PL-9: what an expert promised never exceeds its weekly capacity on any day. The lock on the expert's row makes
      -- the sum safe among transactions that each add a placement. Ending earlier or asking less is always possible;
      -- what has ended doesn't count, because the capacity may have been another one then.
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
    `);
  }

  async down(): Promise<void> {
    throw new Error('Not undone: restore the backup from before the update instead.');
  }
}
