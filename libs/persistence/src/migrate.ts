import { DataSource, type MigrationInterface } from 'typeorm';
import { z } from 'zod';
import { loadConfig } from '#libs/config';

/** TypeORM wants the class's name to end in a 13-digit timestamp: `Initial1760000000000`. */
export type MigrationClass = new () => MigrationInterface;

/**
 * Brings one service's database up to date, as its owner (`url`), each migration in its own transaction.
 * Two at once wait for each other. Prints one line: `placement: applied Initial1760000000000`.
 */
export async function migrate(about: { url: string; name: string; migrations: MigrationClass[] }): Promise<void> {
  const dataSource = new DataSource({
    type: 'postgres',
    url: about.url,
    applicationName: `${about.name} migration`,
    migrations: about.migrations,
    migrationsTransactionMode: 'each',
  });
  await dataSource.initialize();
  try {
    const applied = await underLock(dataSource, () => dataSource.runMigrations());
    const what = applied.length ? `applied ${applied.map(({ name }) => name).join(', ')}` : 'up to date';
    process.stdout.write(`${about.name}: ${what}\n`);
  } finally {
    await dataSource.destroy();
  }
}

/** All of an app's `migrate.ts`: DATABASE_URL names its database, as the owner. */
export function migrateFromEnv(name: string, migrations: MigrationClass[]): Promise<void> {
  const { DATABASE_URL: url } = loadConfig(z.object({ DATABASE_URL: z.url() }));
  return migrate({ url, name, migrations });
}

/** TypeORM takes no lock of its own. This one belongs to a connection, so a crash lets go of it. */
async function underLock<T>(dataSource: DataSource, work: () => Promise<T>): Promise<T> {
  const holder = dataSource.createQueryRunner();
  try {
    await holder.query(`select pg_advisory_lock(hashtext('migrate'))`);
    const result = await work();
    await holder.query(`select pg_advisory_unlock(hashtext('migrate'))`);
    return result;
  } finally {
    await holder.release();
  }
}
