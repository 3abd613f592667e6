import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Refusal } from './refusal.js';

const USER = 'postgres';

/** How to run a program that refuses to run as root. */
export interface ServerUser {
  /** Who must own its data; absent when it is the present user. */
  owner?: { uid: number; gid: number };
  /** Options for spawning it. */
  spawnAs: { uid?: number; gid?: number };
  /** Words to put before the command. */
  prefix: string[];
}

/**
 * Root runs Postgres as the system user `postgres` (made when missing); anybody else runs it as themselves.
 * Where that user may not enter the folders (a clone under /root), it gets the one capability to pass them.
 */
export function serverUser(paths: string[]): ServerUser {
  if (process.getuid?.() !== 0) return { spawnAs: {}, prefix: [] };
  const uid = idOf('-u') ?? createUser();
  const gid = idOf('-g')!;
  const owner = { uid, gid };
  if (paths.every(isOpenToAll)) return { owner, spawnAs: owner, prefix: [] };
  const capability = '+dac_override';
  const become = ['setpriv', '--reuid', `${uid}`, '--regid', `${gid}`, '--clear-groups'];
  const keep = ['--inh-caps', capability, '--ambient-caps', capability, '--securebits', '+no_setuid_fixup'];
  return { owner, spawnAs: {}, prefix: [...become, ...keep] };
}

/** The words to start a program as that user. */
export function asUser(user: ServerUser, [program, ...args]: [string, ...string[]]): [string, ...string[]] {
  const [first, ...more] = user.prefix;
  return first ? [first, ...more, program, ...args] : [program, ...args];
}

function createUser(): number {
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', USER]);
  } catch (error) {
    throw new Refusal(`Postgres does not run as root, and a user for it could not be made: ${String(error)}`);
  }
  return idOf('-u')!;
}

function idOf(flag: '-u' | '-g'): number | undefined {
  try {
    return Number(execFileSync('id', [flag, USER], { stdio: ['ignore', 'pipe', 'ignore'] }));
  } catch {
    return undefined;
  }
}

function isOpenToAll(path: string): boolean {
  const open = (statSync(path).mode & 0o001) !== 0;
  return open && (dirname(path) === path || isOpenToAll(dirname(path)));
}
