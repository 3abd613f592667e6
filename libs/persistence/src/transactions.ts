import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import type { ClientBase } from 'pg';
import { DataSource, type EntityManager } from 'typeorm';
import { expectLast, sendLast } from './at-commit.js';
import { databaseError, driverError, isConnectionLost, outcomeUnknown } from './database-error.js';
import { GroupCommit } from './group-commit.js';
import { idempotencyConstraint, type KeyedCall, onceByKey } from './idempotency.js';

export type Work<T> = (tx: EntityManager) => Promise<T>;
export type CommittedListener = (tx: EntityManager) => void;
/** The part of an RPC call that makes it repeatable; without `idempotencyKey` it's done each time. */
export type CommandCall = Omit<KeyedCall, 'idempotencyKey'> & Partial<Pick<KeyedCall, 'idempotencyKey'>>;

const retries = 3;

/** Every write of a service: one transaction, tried again when Postgres asks for it, known to whoever waits for it. */
@Injectable()
export class Transactions {
  private readonly log = new Logger(Transactions.name);
  private readonly listeners = new Set<CommittedListener>();
  private readonly group = new GroupCommit({
    once: (work) => this.attempt(work),
    run: (work) => this.run(work),
  });

  constructor(private readonly dataSource: DataSource) {}

  /**
   * Runs `work` in a transaction and answers what it answers. `work` may run again after a deadlock or a serialisation
   * failure, so it must have no effect outside of `tx`. Throws 503 `database.unavailable` when the database is away;
   * with `facts.outcome: 'unknown'` when it went away during the commit, which is never tried again from here.
   */
  async run<T>(work: Work<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.attempt(work);
      } catch (error) {
        if (attempt > retries || !isWorthRetrying(error)) throw databaseError(error);
        await sleep(Math.random() * 20 * 2 ** attempt);
      }
    }
  }

  /**
   * GW-4. `run`, once per actor and `idempotencyKey` when the call has one; the answer must be JSON. With `group` it may
   * share its transaction with others, for short commands on rows of their own: it names all that `work` locks or
   * reads while others change it, and every grouped command of a service names that alike.
   */
  command<T>(call: CommandCall, work: Work<T>, { group }: { group?: string } = {}): Promise<T> {
    const { actor, idempotencyKey } = call;
    const once: Work<T> = idempotencyKey ? (tx) => onceByKey(tx, { ...call, idempotencyKey }, () => work(tx)) : work;
    if (group === undefined) return this.run(once);
    return this.group.run(idempotencyKey ? [group, `${actor.id} ${idempotencyKey}`] : [group], once);
  }

  /**
   * Calls `listener` after each commit with the `tx` that was committed (compare it, don't use it). Answers how to stop.
   * This is how the relay and the timers wake without asking the database.
   */
  onCommitted(listener: CommittedListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private async attempt<T>(work: Work<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    const client = (await runner.connect()) as ClientBase;
    let answer: T;
    try {
      await runner.startTransaction();
      expectLast(runner.manager);
      answer = await work(runner.manager);
    } catch (error) {
      // A rollback that fails has lost its connection, and with it the transaction.
      await runner.rollbackTransaction().catch(() => undefined);
      await runner.release();
      throw error;
    }
    // The connection is free once COMMIT is on its way: the next transaction lines up behind it.
    await Promise.all([commit(runner.manager, client), runner.release()]);
    this.announce(runner.manager);
    return answer;
  }

  private announce(tx: EntityManager): void {
    for (const listener of this.listeners) {
      try {
        listener(tx);
      } catch (error) {
        this.log.error(error, 'A listener failed after a commit.');
      }
    }
  }
}

/** The last statements and COMMIT, sent when it returns. */
async function commit(tx: EntityManager, client: ClientBase): Promise<void> {
  const last = sendLast(tx, client);
  const { command } = await client.query('COMMIT').catch((error: unknown) => {
    throw isConnectionLost(error) ? outcomeUnknown() : error;
  });
  await last;
  if (command === 'ROLLBACK') throw new Error('Nothing was saved: a statement failed, and its error was swallowed.');
}

function isWorthRetrying(error: unknown): boolean {
  const { code, constraint } = driverError(error);
  return code === '40001' || code === '40P01' || (code === '23505' && constraint === idempotencyConstraint);
}
