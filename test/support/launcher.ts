import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '#libs/testing';
import { root } from '../../deploy/local/paths.js';

/** `npm start` as somebody types it, but for npm. */
export class Launcher {
  readonly exitCode: Promise<number | null>;
  output = '';
  private readonly process: ChildProcess;
  private over = false;

  constructor(private readonly env: Record<string, string>) {
    this.process = spawn(process.execPath, [join(root, 'deploy', 'local', 'start.mjs')], {
      cwd: root,
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.process.stdout!, this.process.stderr!]) {
      stream.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    }
    this.exitCode = new Promise((resolve) => this.process.once('close', resolve));
    void this.exitCode.then(() => (this.over = true));
  }

  async up(): Promise<void> {
    await eventually('Shoreline is up', () => this.output.includes('Shoreline is up') || this.over, {
      withinMs: 90_000,
    });
    if (this.over) throw new Error(`The launcher ended:\n${this.output}`);
  }

  /** Its exit code, once it has gone. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    if (!this.over) this.process.kill(signal);
    return this.exitCode;
  }

  /** kill -9 of the process that holds the data folder. */
  killHard(): void {
    const { pid } = JSON.parse(readFileSync(join(this.env.SHORELINE_DATA!, 'launcher.json'), 'utf8')) as {
      pid: number;
    };
    process.kill(pid, 'SIGKILL');
  }
}
