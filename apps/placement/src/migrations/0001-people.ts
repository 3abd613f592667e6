import type { MigrationInterface, QueryRunner } from 'typeorm';
import { changesTable } from '#libs/history';
import { infrastructureTables } from '#libs/persistence';

/** Programmes, clients and experts. */
export class People1767225600001 implements MigrationInterface {
  name = 'People1767225600001';

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
      create index experts_by_programme on experts using gin (programmes);
      create index experts_by_skill on experts using gin (skill_years);
      create index experts_search on experts using gin ((given_name || ' ' || family_name) gin_trgm_ops);

      ${changesTable('placement')}
      -- Published terms are facts: written once.
      revoke update, delete, truncate on programmes from placement_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Not undone: restore the backup from before the update instead.');
  }
}
