import { setTimeout as pause } from 'node:timers/promises';
import type { Child } from './child.js';
import type { DataFolder } from './folder.js';

export interface SupervisedOptions {
  folder: DataFolder;
  name: string;
  spawn: () => Promise<Child>;
  /** Told when it ended by itself and comes back. Absent: it is not brought back. */
  report?: (line: string) => void;
}

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;
/** Who ran that long has recovered: the next crash starts with the first delay again. */
const SETTLED_MS = 60_000;

/** A process that is started again, later each time, when it ends without being asked to. */
export class Supervised {
  private child?: Child;
  private wanted = false;
  private delay = FIRST_DELAY_MS;

  constructor(private readonly options: SupervisedOptions) {}

  /** Undefined while it is away. */
  get pid(): number | undefined {
    return this.child?.running ? this.child.pid : undefined;
  }

  /** Resolves with what `isUp` answers; a process that does not come up the first time is given up. */
  async start<T>(isUp: (child: Child) => Promise<T>): Promise<T> {
    const child = await this.spawn();
    const answer = await isUp(child);
    this.wanted = true;
    return answer;
  }

  /** kill -9; it stays away until `start`. */
  async kill(): Promise<void> {
    this.wanted = false;
    await this.child?.kill();
  }

  async stop(graceMs?: number): Promise<void> {
    this.wanted = false;
    await this.child?.stop(graceMs);
  }

  private async spawn(): Promise<Child> {
    const child = await this.options.spawn();
    this.child = child;
    const started = Date.now();
    void child.exited.then((ending) => {
      if (Date.now() - started > SETTLED_MS) this.delay = FIRST_DELAY_MS;
      return this.comeBack(ending, child.logFile);
    });
    return child;
  }

  private async comeBack(ending: string, logFile: string): Promise<void> {
    const { name, report } = this.options;
    if (!report || this.unwanted) return;
    report(`${name} ended by itself (${ending}); starting it again in ${this.delay / 1000} s. Its log: ${logFile}`);
    await pause(this.delay, undefined, { ref: false });
    this.delay = Math.min(this.delay * 2, LONGEST_DELAY_MS);
    if (!this.unwanted) await this.spawn();
  }

  private get unwanted(): boolean {
    return !this.wanted || this.options.folder.closing;
  }
}
