import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { compiled } from '../../deploy/local/paths.js';

/** A compiled program of ours as a process, with what it said. */
export class Program {
  private output = '';
  private readonly exited: Promise<number | null>;

  private constructor(private readonly child: ChildProcess) {
    child.stdout!.on('data', (text) => (this.output += text));
    child.stderr!.on('data', (text) => (this.output += text));
    this.exited = once(child, 'exit').then(([code]) => code as number | null);
  }

  static start(source: string, env: Record<string, string>): Program {
    return new Program(spawn(process.execPath, [compiled(source)], { env, stdio: ['ignore', 'pipe', 'pipe'] }));
  }

  get running(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Every line of its log. */
  get log(): Record<string, unknown>[] {
    const lines = this.output.split('\n').filter((line) => line.startsWith('{'));
    return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Its exit code, once it has ended; null when a signal ended it. */
  end(): Promise<number | null> {
    return this.exited;
  }

  async stop(): Promise<void> {
    if (this.running) this.signal('SIGKILL');
    await this.exited;
  }
}
