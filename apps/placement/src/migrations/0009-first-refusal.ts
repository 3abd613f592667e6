import type { MigrationInterface, QueryRunner } from 'typeorm';

/** RC-6, PL-7. The right of first refusal of the expert who brought a client, and its weight in the ranking. */
export class FirstRefusal1767225600009 implements MigrationInterface {
  name = 'FirstRefusal1767225600009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Whom referral told of; the hours are those of the day the client was won.
      create table brought_clients (
        lead_id uuid primary key,
        client_id uuid not null,
        expert_id uuid not null,
        first_refusal_hours integer not null check (first_refusal_hours >= 0),
        won_at timestamptz not null
      );
      create index brought_clients_by_client on brought_clients (client_id);
      create table first_refusals (
        opening_id uuid primary key references openings,
        expert_id uuid not null,
        until timestamptz not null,
        waived_at timestamptz check (waived_at < until)
      );
      alter table ranking_weights
        drop constraint ranking_weights_factor_check,
        add constraint ranking_weights_factor_check
          check (factor in ('skill-fit', 'zone', 'time-zone-overlap', 'availability', 'priority-right'));
      insert into ranking_weights (factor, points, scale, position)
        select 'priority-right', 20, 1, max(position) + 1 from ranking_weights;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
