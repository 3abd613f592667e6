import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { databaseError, isConnectionLost, isOutcomeUnknown } from './database-error.js';
import { prepared, type Statement } from './prepared.js';
import type { Work } from './transactions.js';

interface Member {
  keys: readonly string[];
  work: Work<unknown>;
  resolve: (answer: unknown) => void;
  reject: (reason: unknown) => void;
}

/** How a transaction is run: once, or as often as Postgres asks for it. */
interface Runs {
  once: <T>(work: Work<T>) => Promise<T>;
  run: <T>(work: Work<T>) => Promise<T>;
}

/** Up to 64 brought no more a second above the noise, and the first of them would wait longer for the last. */
const largestBatch = 16;
/** Fewer than these have a transaction each. From one to three made no difference above the noise. */
const batchesAtOnce = 3;
/** How long a batch waits for a lock, in ms: far less than the second after which Postgres looks for a deadlock. */
const patience = 50;
const havePatience: Statement = { name: 'group-patience', text: `select set_config('lock_timeout', $1, true)` };

/**
 * Commands that have queued up while others are worked on share a transaction: one BEGIN and one COMMIT, and their
 * statements leave together. One that comes alone has its own, at once. Whatever goes wrong in a shared transaction
 * takes it back as a whole, and each of its commands is then run on its own, as if there were no others.
 */
export class GroupCommit {
  private readonly inHand = new Set<string>();
  private waiting: Member[] = [];
  private batches = 0;
  private willLook = false;

  constructor(private readonly runs: Runs) {}

  /** `keys` name all that `work` locks: a transaction can't lock itself out, so one key is never twice in hand. */
  run<T>(keys: readonly string[], work: Work<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const inItsContext = AsyncLocalStorage.bind(work);
      this.waiting.push({ keys, work: inItsContext, resolve: resolve as (answer: unknown) => void, reject });
      this.look();
    });
  }

  /** Once everything that has arrived by now is here. */
  private look(): void {
    if (this.willLook) return;
    this.willLook = true;
    setImmediate(() => {
      this.willLook = false;
      while (this.batches < batchesAtOnce) {
        const batch = this.take();
        if (!batch.length) break;
        void this.serve(batch);
      }
    });
  }

  private take(): Member[] {
    const batch: Member[] = [];
    this.waiting = this.waiting.filter((member) => {
      const mustWait = batch.length === largestBatch || member.keys.some((key) => this.inHand.has(key));
      if (!mustWait) batch.push(this.hold(member));
      return mustWait;
    });
    return batch;
  }

  private hold(member: Member): Member {
    for (const key of member.keys) this.inHand.add(key);
    return member;
  }

  /** Others don't stand behind what takes long, such as one that waits for a lock on its own. */
  private async serve(batch: readonly Member[]): Promise<void> {
    this.batches++;
    await Promise.race([this.finish(batch), sleep(patience, undefined, { ref: false })]);
    this.batches--;
    this.look();
  }

  private async finish(batch: readonly Member[]): Promise<void> {
    const isSettled = batch.length > 1 && (await this.together(batch));
    await Promise.all(
      batch.map(async (member) => {
        if (!isSettled) await this.runs.run(member.work).then(member.resolve, member.reject);
        for (const key of member.keys) this.inHand.delete(key);
      }),
    );
    this.look();
  }

  /** False when nothing was saved and each can be tried on its own. */
  private async together(batch: readonly Member[]): Promise<boolean> {
    try {
      const answers = await this.runs.once(async (tx) => {
        // Its answer also says that the transaction has begun: what is sent together must not run without one.
        await prepared(tx, havePatience, [`${patience}ms`]);
        return allDone(batch.map(async ({ work }) => work(tx)));
      });
      batch.forEach(({ resolve }, n) => resolve(answers[n]));
      return true;
    } catch (error) {
      if (!isConnectionLost(error) && !isOutcomeUnknown(error)) return false;
      for (const { reject } of batch) reject(databaseError(error));
      return true;
    }
  }
}

/** Waits for all, also after a failure: nobody may go on in a transaction that has ended. */
async function allDone(works: readonly Promise<unknown>[]): Promise<unknown[]> {
  await Promise.allSettled(works);
  return Promise.all(works);
}
