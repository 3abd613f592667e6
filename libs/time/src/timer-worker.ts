import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { DomainError } from '#libs/errors';
import { Transactions } from '#libs/persistence';
import { Clock } from './clock.js';
import { type AfterCommit, type TimerHandler, TimerHandlers } from './on-timer.js';
import { anyDue, batchSize, claimDue, claimOne, dueKeys, earliestTry, postpone, type TimerKey } from './timer-table.js';
import { type Timer, Timers } from './timers.js';

const tickMs = 1_000;

/** Fires due timers, each in the transaction that takes it off the table; any number of replicas may run. */
@Injectable()
export class TimerWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(TimerWorker.name);
  private handlers = new Map<string, TimerHandler>();
  private kinds: string[] = [];
  private every?: NodeJS.Timeout;
  private stopListening?: () => void;
  private stopping = false;
  /** The run that goes on, or the last one. */
  private turn: Promise<unknown> = Promise.resolve();
  private isWaiting = false;

  constructor(
    private readonly clock: Clock,
    private readonly timers: Timers,
    private readonly transactions: Transactions,
    private readonly dataSource: DataSource,
    private readonly discovered: TimerHandlers,
  ) {}

  onApplicationBootstrap(): void {
    this.handlers = this.discovered.find();
    this.kinds = [...this.handlers.keys()];
    if (!this.kinds.length) return;
    this.stopListening = this.transactions.onCommitted((tx) => this.timers.setSomethingDue(tx) && this.wake());
    this.every = setInterval(() => this.wake(), tickMs).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    clearInterval(this.every);
    this.stopListening?.();
    await this.turn;
  }

  /** When the next timer that has a handler here falls due, or is tried again; null when none waits. */
  nextDue(): Promise<Date | null> {
    return earliestTry(this.dataSource, this.kinds);
  }

  /**
   * Fires everything that is due by the Clock, and answers how many timers fired. Runs follow each other: whoever waits
   * for quiet must not overlook what an earlier run still has in hand.
   */
  runDue(): Promise<number> {
    const run = this.turn.then(() => this.fireDue());
    this.turn = run.catch(() => undefined);
    return run;
  }

  private wake(): void {
    if (this.isWaiting) return;
    this.isWaiting = true;
    this.runDue().catch((error: unknown) => this.log.warn(`Timers wait for their next tick: ${String(error)}`));
  }

  private async fireDue(): Promise<number> {
    this.isWaiting = false;
    let fired = 0;
    while (!this.stopping && (await anyDue(this.dataSource, this.clock.now(), this.kinds))) {
      const batch = await this.fireBatch();
      fired += batch.fired;
      if (batch.seen < batchSize) break;
    }
    return fired;
  }

  private async fireBatch(): Promise<{ seen: number; fired: number }> {
    let done: { fired: number; afterwards: AfterCommit[] };
    try {
      done = await this.transactions.run(async (tx) => {
        const due = await claimDue(tx, this.clock.now(), this.kinds);
        const afterwards: AfterCommit[] = [];
        for (const timer of due) afterwards.push(...(await this.handle(timer, tx)));
        return { fired: due.length, afterwards };
      });
    } catch (error) {
      if (isDatabaseAway(error)) throw error;
      return this.fireOneByOne();
    }
    await Promise.all(done.afterwards.map((work) => work()));
    return { seen: done.fired, fired: done.fired };
  }

  /** After a batch failed: one bad timer must not stop the others. */
  private async fireOneByOne(): Promise<{ seen: number; fired: number }> {
    const keys = await dueKeys(this.dataSource, this.clock.now(), this.kinds);
    let fired = 0;
    for (const key of keys) {
      if (this.stopping) break;
      if (await this.fireOne(key)) fired++;
    }
    return { seen: keys.length, fired };
  }

  private async fireOne(key: TimerKey): Promise<boolean> {
    let afterwards: AfterCommit[] | undefined;
    try {
      afterwards = await this.transactions.run(async (tx) => {
        const timer = await claimOne(tx, this.clock.now(), key);
        return timer && this.handle(timer, tx);
      });
    } catch (error) {
      if (isDatabaseAway(error)) throw error;
      this.log.error({ err: error, ...key }, `The timer ${key.kind} failed and is tried again later.`);
      await postpone(this.dataSource, this.clock.now(), key);
      return false;
    }
    await Promise.all((afterwards ?? []).map((work) => work()));
    return afterwards !== undefined;
  }

  /** Answers what is to be done after the commit. */
  private async handle(timer: Timer, tx: EntityManager): Promise<AfterCommit[]> {
    const answer = await this.handlers.get(timer.kind)?.(timer, tx);
    return typeof answer === 'function' ? [answer as AfterCommit] : [];
  }
}

const isDatabaseAway = (error: unknown): boolean => error instanceof DomainError && error.kind === 'unavailable';
