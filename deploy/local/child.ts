import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, renameSync, existsSync, readFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type { DataFolder } from './folder.js';
import { signal } from './ledger.js';
import { Refusal } from './refusal.js';

export interface ChildOptions {
  name: string;
  command: string;
  args: string[];
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  uid?: number;
  gid?: number;
  /** The signal which makes it stop in good order (SIGTERM when left out). */
  stopSignal?: NodeJS.Signals;
  /** `log`: both outputs go to `logs/<name>.log`; `pipe`: standard output comes as a stream, errors go to the log. */
  output?: 'log' | 'pipe' | 'inherit';
}

/** A child process in a group of its own (a terminal's Ctrl-C reaches the launcher only), written in the ledger. */
export class Child {
  readonly exited: Promise<string>;
  private over = false;

  private constructor(
    readonly pid: number,
    readonly output: Readable | null,
    readonly logFile: string,
    exited: Promise<string>,
    private readonly stopSignal: NodeJS.Signals,
  ) {
    this.exited = exited.finally(() => (this.over = true));
  }

  static async start(folder: DataFolder, options: ChildOptions): Promise<Child> {
    if (folder.closing) throw new Refusal('Stopping: nothing new is started.');
    const { name, command, args, env, cwd, uid, gid, stopSignal = 'SIGTERM', output = 'log' } = options;
    const logFile = folder.at('logs', `${name}.log`);
    const log = openLog(logFile);
    const stdio = output === 'inherit' ? 'inherit' : output === 'pipe' ? 'pipe' : log;
    const child = spawn(command, args, {
      env,
      cwd,
      uid,
      gid,
      detached: true,
      stdio: ['ignore', stdio, output === 'inherit' ? 'inherit' : log],
    });
    closeSync(log);
    const { pid } = child;
    if (pid === undefined)
      throw new Refusal(`${command} could not be started: ${String((await once(child, 'error'))[0])}`);
    folder.ledger.add(name, pid, stopSignal);
    const exited = new Promise<string>((resolve) => {
      child.once('exit', (code, killedBy) => {
        // Nothing that it had started itself stays behind.
        signal(-pid, 'SIGKILL');
        folder.ledger.remove(pid);
        resolve(killedBy ?? `code ${code}`);
      });
    });
    return new Child(pid, child.stdout, logFile, exited, stopSignal);
  }

  get running(): boolean {
    return !this.over;
  }

  /** Stops in good order; kills after `graceMs`. Resolves when it is gone. */
  async stop(graceMs = 5_000): Promise<void> {
    if (this.over) return;
    signal(this.pid, this.stopSignal);
    const late = new AbortController();
    void pause(graceMs, undefined, { signal: late.signal }).then(
      () => this.kill(),
      () => undefined,
    );
    await this.exited;
    late.abort();
  }

  /** kill -9 of it and of all its own children. */
  async kill(): Promise<void> {
    if (this.over) return;
    signal(-this.pid, 'SIGKILL');
    await this.exited;
  }

  /** The last lines that it logged, for messages about a start that failed. */
  lastWords(lines = 15): string {
    return readFileSync(this.logFile, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  }
}

/** A new log for each start; the one before stays as `<name>.log.1`. */
function openLog(file: string): number {
  if (existsSync(file)) renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o600);
}
