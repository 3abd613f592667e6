import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { eventually } from '#libs/testing';
import { isAlive } from '../../deploy/local/identity.js';
import { Ledger, type LedgerEntry } from '../../deploy/local/ledger.js';
import { NETWORK_FILE, type NetworkFile } from '../../deploy/local/network.js';
import { pickFreePort } from '../../deploy/local/ports.js';
import { processes } from '../../deploy/local/processes.js';
import { Launcher } from '../support/launcher.js';

/** The same folder throughout: each start finds the data of the one before. */
const data = mkdtempSync(join(tmpdir(), 'shoreline-start-'));
const ledger = new Ledger(join(data, 'processes.json'));
const network = (): NetworkFile => JSON.parse(readFileSync(join(data, NETWORK_FILE), 'utf8')) as NetworkFile;
const gone = (entries: LedgerEntry[]) => (): boolean => !entries.some(isAlive);
let port: number;
const launched: Launcher[] = [];

function launch(env: Record<string, string> = {}): Launcher {
  const launcher = new Launcher({ PORT: `${port}`, SHORELINE_DATA: data, ...env });
  launched.push(launcher);
  return launcher;
}

async function accountOfAdmin(): Promise<string> {
  const { url, admin } = network();
  const headers = { 'content-type': 'application/json' };
  const session = await fetch(`${url}/v1/sessions`, { method: 'POST', headers, body: JSON.stringify(admin) });
  const { accessToken } = (await session.json()) as { accessToken: string };
  const me = await fetch(`${url}/v1/me`, { headers: { authorization: `Bearer ${accessToken}` } });
  return ((await me.json()) as { id: string }).id;
}

describe('npm start', () => {
  let admin: string;

  beforeAll(async () => {
    port = await pickFreePort();
  });

  afterAll(async () => {
    await Promise.all(launched.map((launcher) => launcher.end('SIGTERM')));
    rmSync(data, { recursive: true, force: true });
  });

  it('brings everything up, and Ctrl-C leaves nothing running', async () => {
    const launcher = launch();
    await launcher.up();
    expect(launcher.output).toContain(`http://127.0.0.1:${port}/docs`);
    expect(launcher.output).toContain(network().admin.password);
    admin = await accountOfAdmin();
    const started = ledger.entries();
    const expected = ['epmd', 'postgres', 'rabbitmq', ...processes.map(({ name }) => name)];
    expect(started.map(({ name }) => name).toSorted()).toEqual(expected.toSorted());

    expect(await launcher.end('SIGINT')).toBe(0);
    expect(started.filter(isAlive)).toEqual([]);
    expect(ledger.entries()).toEqual([]);
  });

  describe('a second time', () => {
    let launcher: Launcher;

    beforeAll(async () => {
      launcher = launch();
      await launcher.up();
    });

    afterAll(() => launcher.end('SIGTERM'));

    it('has what was there before', async () => {
      expect(await accountOfAdmin()).toBe(admin);
    });

    it('refuses another launcher on the same folder', async () => {
      const second = launch({ PORT: `${await pickFreePort()}` });
      expect(await second.exitCode).toBe(1);
      expect(second.output).toContain('already runs');
    });

    it('brings a killed service back and says so', async () => {
      const payments = (): LedgerEntry | undefined => ledger.entries().find(({ name }) => name === 'payments');
      const killed = payments()!;
      process.kill(killed.pid, 'SIGKILL');
      const isBack = async (): Promise<boolean> =>
        payments()!.pid !== killed.pid && (await fetch(`${network().health.payments}/health/ready`)).ok;
      await eventually('payments is ready again', isBack, { withinMs: 30_000 });
      expect(launcher.output).toContain('payments ended by itself (SIGKILL)');
    });

    it('gives each service its own database: no other, and no say in the schema', async () => {
      const url = new URL(network().databases.payments);
      await expect(queryOn(url, 'create table mine (id int)')).rejects.toThrow('denied for schema public');
      url.pathname = '/shoreline_placement';
      await expect(queryOn(url, 'select 1')).rejects.toThrow('denied for database');
    });
  });

  it('leaves nothing behind when it is killed with -9, and starts again after that', async () => {
    const launcher = launch();
    await launcher.up();
    const started = ledger.entries();
    launcher.killHard();
    await eventually('the janitor has ended all', gone(started), { withinMs: 60_000 });

    const again = launch();
    await again.up();
    expect(await accountOfAdmin()).toBe(admin);
    await again.end('SIGTERM');
  });

  it('names PORT when the port is taken', async () => {
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(port, '127.0.0.1', resolve));
    const launcher = launch();
    expect(await launcher.exitCode).toBe(1);
    expect(launcher.output).toContain(`PORT=${port + 1}`);
    squatter.close();
  });
});

async function queryOn(url: URL, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
