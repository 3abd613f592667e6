import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Child } from './child.js';
import type { DataFolder } from './folder.js';
import { readable } from './log-line.js';
import { compiled } from './paths.js';
import { mainOf, type ServiceName } from './processes.js';
import { Supervised } from './supervised.js';
import { untilUp } from './until.js';

export interface ServiceOptions {
  folder: DataFolder;
  name: ServiceName;
  env: Record<string, string>;
  healthPort: number;
  /** Start it again when it ends by itself. */
  supervised: boolean;
  /** Told of warnings, and of everything when `verbose`. */
  report: (line: string) => void;
  verbose: boolean;
}

/** Requests that run may end; longer than that a stop does not wait. */
const STOP_GRACE_MS = 8_000;

/** One service of the network as a process. */
export class Service {
  private readonly process: Supervised;
  private extraEnv: Record<string, string> = {};

  constructor(private readonly options: ServiceOptions) {
    const { folder, name, supervised, report } = options;
    this.process = new Supervised({ folder, name, spawn: () => this.spawn(), ...(supervised && { report }) });
  }

  /** Undefined while it is away. */
  get pid(): number | undefined {
    return this.process.pid;
  }

  get healthUrl(): string {
    return `http://127.0.0.1:${this.options.healthPort}`;
  }

  /** Resolves when it answers that it is ready. `extraEnv` lasts until the next start. */
  async start(extraEnv: Record<string, string> = {}): Promise<void> {
    this.extraEnv = extraEnv;
    await this.process.start((child) => untilUp(this.options.name, child, () => this.ready()));
  }

  /** kill -9; it stays away until `start`. */
  kill(): Promise<void> {
    return this.process.kill();
  }

  stop(): Promise<void> {
    return this.process.stop(STOP_GRACE_MS);
  }

  private async spawn(): Promise<Child> {
    const { folder, name, env } = this.options;
    const child = await Child.start(folder, {
      name,
      command: process.execPath,
      args: ['--enable-source-maps', compiled(mainOf(name))],
      env: { ...env, ...this.extraEnv },
      output: 'pipe',
    });
    this.follow(child);
    return child;
  }

  private follow(child: Child): void {
    const { folder, name, report, verbose } = this.options;
    createInterface({ input: child.output! }).on('line', (line) => {
      appendFileSync(child.logFile, `${line}\n`);
      const text = readable(line, verbose);
      if (text && !folder.closing) report(`${name}: ${text}`);
    });
  }

  private async ready(): Promise<void> {
    const answer = await fetch(`${this.healthUrl}/health/ready`, { signal: AbortSignal.timeout(2_000) });
    const body = await answer.text();
    if (!answer.ok) throw new Error(`${answer.status} ${body.slice(0, 200)}`);
  }
}
