import pg from 'pg';
import type { TestService } from '#libs/testing';
export async function missingTables(test: TestService): Promise<void> {
  const c = new pg.Client({ connectionString: test.database.ownerUrl });
  await c.connect();
  await c.query(`create table if not exists questionnaire_items (questionnaire_id uuid, placement_id uuid, client_id uuid, expert_id uuid, week date, score smallint);
  create table if not exists complaints (id uuid, placement_id uuid, severity text, state text);
  create table if not exists one_to_ones (id uuid, placement_id uuid, "with" text, held_at timestamptz);`);
  await c.end();
}
