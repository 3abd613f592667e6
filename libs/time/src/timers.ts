import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { prepared, type Statement } from '#libs/persistence';
import { Clock } from './clock.js';

/** A timer as its handler gets it. */
export interface Timer<P = unknown> {
  kind: string;
  subjectId: string;
  /** When it was promised, which may be long ago after an outage. */
  dueAt: Date;
  firedAt: Date;
  /** Fired more than a minute after `dueAt`. */
  late: boolean;
  /** Earlier tries of this timer that failed. */
  attempts: number;
  payload: P;
}

const upsert: Statement = {
  name: 'timer-set',
  text: `insert into timer (kind, subject_id, due_at, next_try, payload) values ($1, $2, $3, $3, $4::jsonb)
    on conflict (kind, subject_id) do update
    set due_at = excluded.due_at, next_try = excluded.next_try, payload = excluded.payload, attempts = 0`,
};

const upsertEarlier: Statement = {
  name: 'timer-set-earlier',
  text: `${upsert.text} where excluded.due_at < timer.due_at`,
};

/** The service's alarm clock: one row for each (kind, subject), written in the transaction that wants it. */
@Injectable()
export class Timers {
  private readonly withDue = new WeakSet<EntityManager>();

  constructor(private readonly clock: Clock) {}

  /** Sets or moves the timer of this kind for this subject. `payload` is JSON. */
  set(tx: EntityManager, kind: string, subjectId: string, dueAt: Date, payload: unknown = null): Promise<void> {
    return this.write(tx, upsert, [kind, subjectId, dueAt, JSON.stringify(payload)]);
  }

  /** Sets the timer, unless it is set for an earlier instant: one that is due by now, or failed, keeps its turn. */
  setEarlier(tx: EntityManager, kind: string, subjectId: string, dueAt: Date): Promise<void> {
    return this.write(tx, upsertEarlier, [kind, subjectId, dueAt, JSON.stringify(null)]);
  }

  /** Forgets the timer; nothing happens when there is none. */
  async cancel(tx: EntityManager, kind: string, subjectId: string): Promise<void> {
    await tx.query('delete from timer where kind = $1 and subject_id = $2', [kind, subjectId]);
  }

  /** True when this transaction set a timer that was due already: then the worker needn't wait for its next tick. */
  setSomethingDue(tx: EntityManager): boolean {
    return this.withDue.has(tx);
  }

  private async write(tx: EntityManager, statement: Statement, row: [string, string, Date, string]): Promise<void> {
    await prepared(tx, statement, row);
    if (row[2] <= this.clock.now()) this.withDue.add(tx);
  }
}

/** True for the first who asks for this period of a recurring job, in its transaction: `once(tx, 'settlement', '2026-W10')`. */
export async function once(tx: EntityManager, kind: string, periodKey: string): Promise<boolean> {
  const rows = await tx.query<unknown[]>(
    'insert into schedule_run (kind, period_key) values ($1, $2) on conflict do nothing returning kind',
    [kind, periodKey],
  );
  return rows.length > 0;
}
