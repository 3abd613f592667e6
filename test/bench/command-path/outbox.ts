import pg from 'pg';
import { eventually } from '#libs/testing';

/** What the relay takes before it publishes (relay.ts): whoever has it leads. */
const leadership = `hashtextextended('shoreline relay', 0)`;

/** The outbox of the measured service, which its relay can be kept away from. */
export async function openOutbox(databaseUrl: string) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const isEmpty = async (): Promise<boolean> => (await client.query('select from outbox limit 1')).rowCount === 0;
  return {
    /** Does the work while events pile up, as if somebody else relayed; they are published before it answers. */
    async unrelayed<T>(work: () => Promise<T>): Promise<T> {
      await client.query(`select pg_advisory_lock(${leadership})`);
      const answer = await work();
      await client.query(`select pg_advisory_unlock(${leadership})`);
      await eventually('all events are published', isEmpty, { withinMs: 60_000 });
      return answer;
    },
    close: () => client.end(),
  };
}
