import pg from 'pg';
import type { EntityManager } from 'typeorm';
import { eventually, type TcpProxy } from '#libs/testing';

/** The server begins to commit `tx`, takes its time over it, and is away before it has said what came of it. */
export async function goneDuringCommit(tx: EntityManager, proxy: TcpProxy): Promise<void> {
  await tx.query(`create temp table slow_commit (n int) on commit drop`);
  await tx.query(`create function pg_temp.slow() returns trigger language plpgsql as
    $$ begin perform pg_sleep(50); return null; end $$`);
  await tx.query(`create constraint trigger slow after insert on slow_commit deferrable initially deferred
    for each row execute function pg_temp.slow()`);
  await tx.query('insert into slow_commit values (1)');
  const [backend] = await tx.query<{ pid: number }[]>('select pg_backend_pid() as pid');
  void untilItSleeps(backend!.pid).then(() => proxy.cut());
}

async function untilItSleeps(pid: number): Promise<void> {
  const server = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL });
  await server.connect();
  const asleep = `select from pg_stat_activity where pid = $1 and wait_event = 'PgSleep'`;
  await eventually('it commits', async () => (await server.query(asleep, [pid])).rowCount);
  await server.end();
}
