import pg from 'pg';
import { newId } from '#libs/persistence';
import type { TestService } from '#libs/testing';
import type { Day } from '#libs/time';
import { partiesOf, type TestPlacement } from '../../test-support/builders.js';

/** As a superuser without any trigger: what else these rows refer to makes no difference to the award. */
async function asSuperuser(test: TestService, sql: string, params?: unknown[]): Promise<void> {
  const url = new URL(test.database.url);
  url.searchParams.delete('options');
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query('set session_replication_role = replica');
    await client.query(sql, params);
  } finally {
    await client.end();
  }
}

export async function complained(test: TestService, of: TestPlacement, at: string): Promise<string> {
  const id = newId();
  const { placementId, clientId, expertId } = partiesOf(of);
  await asSuperuser(
    test,
    `insert into complaints (id, placement_id, client_id, expert_id, category, group_key, severity, what, state,
       logged_by, logged_at)
     values ($1, $2, $3, $4, 'communication', 'communication', 'minor', 'No answers', 'open', 'Ann Executive', $5)`,
    [id, placementId, clientId, expertId, at],
  );
  return id;
}

/** One answer to a questionnaire of the week; null: it was not answered. */
export async function answered(test: TestService, of: TestPlacement, week: Day, score: number | null): Promise<string> {
  const id = newId();
  const { placementId, clientId, expertId } = partiesOf(of);
  await asSuperuser(
    test,
    `insert into questionnaire_items (questionnaire_id, placement_id, client_id, expert_id, title, week, programme, score)
     values ($1, $2, $3, $4, 'Storefront', $5, 'network', $6)`,
    [id, placementId, clientId, expertId, week, score],
  );
  return id;
}
