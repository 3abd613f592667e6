import pg from 'pg';
import type { TestService } from '#libs/testing';

/** Runs statements as the owner of the service's tables: what the service itself may not do. */
export async function asOwner({ database }: TestService, ...statements: string[]): Promise<void> {
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  for (const statement of statements) await owner.query(statement);
  await owner.end();
}

/** What autovacuum does in its own time; only the owner of a table may. */
export const vacuum = (service: TestService): Promise<void> => asOwner(service, 'vacuum analyze');
