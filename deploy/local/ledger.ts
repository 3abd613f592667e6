import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { identityOf, isAlive, type Identity } from './identity.js';

export interface LedgerEntry extends Identity {
  name: string;
  /** The signal which makes this process stop in good order. */
  stopSignal: NodeJS.Signals;
}

/**
 * Every process started on a data folder, on disk: whoever finds the launcher dead (the janitor at once, else the next
 * start) can end exactly these and no others. Each entry leads a process group of its own.
 */
export class Ledger {
  constructor(private readonly file: string) {}

  entries(): LedgerEntry[] {
    return existsSync(this.file) ? (JSON.parse(readFileSync(this.file, 'utf8')) as LedgerEntry[]) : [];
  }

  add(name: string, pid: number, stopSignal: NodeJS.Signals): void {
    this.write([...this.entries(), { name, stopSignal, ...identityOf(pid) }]);
  }

  remove(pid: number): void {
    this.write(this.entries().filter((entry) => entry.pid !== pid));
  }

  /** Asks all that still live to stop, newest first; kills what is left after `graceMs`. Whoever came meanwhile, too. */
  async stopAll(graceMs = 10_000): Promise<void> {
    const left = this.entries().filter(isAlive).toReversed();
    if (left.length === 0) {
      this.write([]);
      return;
    }
    for (const entry of left) signal(entry.pid, entry.stopSignal);
    const deadline = Date.now() + graceMs;
    while (left.some(isAlive) && Date.now() < deadline) await pause(50);
    // The whole group, also of those that are gone: what they had started themselves may still be there.
    for (const entry of left) signal(-entry.pid, 'SIGKILL');
    while (left.some(isAlive)) await pause(10);
    await this.stopAll(graceMs);
  }

  private write(entries: LedgerEntry[]): void {
    writeFileSync(`${this.file}.new`, JSON.stringify(entries), { mode: 0o600 });
    renameSync(`${this.file}.new`, this.file);
  }
}

/** Sends a signal to a process, or to a whole group when the number is negative. Nobody there is fine. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
