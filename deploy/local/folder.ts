import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { identityOf, isAlive, type Identity } from './identity.js';
import { Ledger } from './ledger.js';
import { compiled } from './paths.js';
import { isFree, pickFreePort } from './ports.js';
import { Refusal } from './refusal.js';

export interface SecretShape {
  bytes?: number;
  encoding?: 'base64url' | 'base64';
}

/**
 * The folder that keeps everything of one network on this machine: data of the servers, secrets, ports, logs,
 * and the ledger of its processes. One launcher holds it at a time.
 */
export class DataFolder {
  readonly ledger: Ledger;
  private readonly taken = new Set<number>();
  private janitor?: ChildProcess;
  private over = false;

  private constructor(
    readonly path: string,
    private readonly throwAway: boolean,
  ) {
    this.ledger = new Ledger(join(path, 'processes.json'));
  }

  /** Takes the folder for this process and ends what a killed launcher left behind. Throws `Refusal` when it is held. */
  static async claim(path: string): Promise<DataFolder> {
    const folder = new DataFolder(resolve(path), false);
    mkdirSync(folder.at('logs'), { recursive: true });
    folder.lock();
    await folder.ledger.stopAll();
    folder.janitor = folder.hireJanitor();
    return folder;
  }

  /** A folder under the system's temporary one, gone after `release`. */
  static temporary(): DataFolder {
    const path = mkdtempSync(join(tmpdir(), 'shoreline-'));
    chmodSync(path, 0o711);
    const folder = new DataFolder(path, true);
    mkdirSync(folder.at('logs'));
    folder.janitor = folder.hireJanitor();
    return folder;
  }

  /** Whether the end has begun: whoever still starts something comes too late. */
  get closing(): boolean {
    return this.over;
  }

  at(...parts: string[]): string {
    return join(this.path, ...parts);
  }

  /** A random secret which stays the same for this folder; kept readable for its owner only. */
  secret(name: string, { bytes = 24, encoding = 'base64url' }: SecretShape = {}): string {
    const make = (): string => randomBytes(bytes).toString(encoding);
    return this.remember('secrets.json', name, make, () => true);
  }

  /** A free loopback port; the same as last time when nobody took it meanwhile. */
  async port(name: string): Promise<number> {
    const last = this.recall<number>('ports.json')[name];
    const port = last && !this.taken.has(last) && (await isFree(last)) ? last : await pickFreePort(this.taken);
    this.taken.add(port);
    return this.remember(
      'ports.json',
      name,
      () => port,
      (known) => known === port,
    );
  }

  /** Ends everything that runs here; from now on nothing new starts and nothing comes back. */
  async stopAll(graceMs?: number): Promise<void> {
    this.over = true;
    await this.ledger.stopAll(graceMs);
  }

  /** Ends what still runs here, then lets go of the folder. */
  async release(): Promise<void> {
    await this.stopAll();
    rmSync(this.at('launcher.json'), { force: true });
    const janitor = this.janitor;
    this.janitor = undefined;
    if (!janitor) return;
    const gone = once(janitor, 'exit');
    janitor.stdin!.end();
    await gone;
  }

  private hireJanitor(): ChildProcess {
    const args = [compiled('deploy/local/janitor'), this.path, ...(this.throwAway ? ['--remove'] : [])];
    return spawn(process.execPath, args, { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  }

  private lock(): void {
    const file = this.at('launcher.json');
    if (existsSync(file)) {
      const holder = JSON.parse(readFileSync(file, 'utf8')) as Identity;
      if (isAlive(holder)) {
        throw new Refusal(
          `Shoreline already runs on ${this.path} (process ${holder.pid}). Stop it first, or give this one its own folder: SHORELINE_DATA=<folder> PORT=<port> npm start`,
        );
      }
      rmSync(file);
    }
    writeFileSync(file, JSON.stringify(identityOf(process.pid)), { flag: 'wx' });
  }

  private remember<T>(file: string, name: string, make: () => T, holds: (known: T) => boolean): T {
    const known = this.recall<T>(file);
    const old = known[name];
    if (old !== undefined && holds(old)) return old;
    const made = make();
    writeFileSync(this.at(`${file}.new`), JSON.stringify({ ...known, [name]: made }, null, 2), { mode: 0o600 });
    renameSync(this.at(`${file}.new`), this.at(file));
    return made;
  }

  private recall<T>(file: string): Record<string, T> {
    return existsSync(this.at(file)) ? (JSON.parse(readFileSync(this.at(file), 'utf8')) as Record<string, T>) : {};
  }
}
