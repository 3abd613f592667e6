import pg from 'pg';
import type { Network } from '../../deploy/local/network.js';
import type { ServiceName } from '../../deploy/local/processes.js';

/** Exact moments in the life of a service, held from the database's side: no code of the service knows of them. */

/** The administrator's way into a service's database: only he sees what the service waits for. */
function adminUrl({ postgres }: Network, service: ServiceName): string {
  const url = new URL(postgres!.url);
  url.pathname = `/shoreline_${service}`;
  return url.href;
}

/** After the commit, before the publishing: somebody else is the relay's leader, and does nothing. */
export async function relayHeld(network: Network, service: ServiceName): Promise<{ release(): Promise<void> }> {
  const leader = await connect(adminUrl(network, service));
  await leader.query(`select pg_advisory_lock(hashtextextended('shoreline relay', 0))`);
  return { release: () => leader.end() };
}

/** Commits that take events off the outbox rest: the events are published, but not yet marked so. */
export const markHeld = (network: Network, service: ServiceName): Promise<HeldCommit> =>
  holdCommit(adminUrl(network, service), 'delete on outbox');

/** Commits that keep a receipt rest: the effect is done, but the message is not acknowledged. */
export const receiptHeld = (network: Network, service: ServiceName): Promise<HeldCommit> =>
  holdCommit(adminUrl(network, service), 'insert on inbox');

export interface HeldCommit {
  /** Resolves when a commit rests. */
  resting(): Promise<boolean>;
  /** Lets the resting commit end well, or as a rollback; later commits are as ever. */
  end(how: 'commit' | 'rollback'): Promise<void>;
}

const restSeconds = 4;
const sleepers = `from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`;

async function holdCommit(url: string, when: string): Promise<HeldCommit> {
  const owner = await connect(url);
  await owner.query(`
    create function rest_in_commit() returns trigger language plpgsql as $$
      begin perform pg_sleep(${restSeconds}); return null; end $$;
    create constraint trigger rest_in_commit after ${when} deferrable initially deferred
      for each row execute function rest_in_commit()`);
  return {
    resting: async () => (await owner.query(`select ${sleepers}`)).rowCount !== 0,
    end: async (how) => {
      if (how === 'rollback') await owner.query(`select pg_terminate_backend(pid) ${sleepers}`);
      while ((await owner.query(`select ${sleepers}`)).rowCount) await owner.query('select pg_sleep(0.1)');
      await owner.query('drop function rest_in_commit cascade');
      await owner.end();
    },
  };
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
