import pg from 'pg';
import type { TestService } from '#libs/testing';

export type Tables = Pick<TestService, 'query'>;

/**
 * Fills a service's tables as their owner, whose statements take as long as they take, and does what autovacuum would do in
 * its own time: the service may not.
 */
export async function fill({ database }: TestService, work: (tables: Tables) => Promise<void>): Promise<void> {
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await work({
    query: async <T extends object>(sql: string, params?: unknown[]) => (await owner.query<T>(sql, params)).rows,
  });
  await owner.query('vacuum analyze');
  await owner.end();
}
