import type { EntityManager } from 'typeorm';
import type { Timer } from './timers.js';

/** How many timers one transaction takes on. */
export const batchSize = 500;
const lateAfterMs = 60_000;

type Queries = Pick<EntityManager, 'query'>;
export type TimerKey = Pick<Timer, 'kind' | 'subjectId'>;

interface Row {
  kind: string;
  subject_id: string;
  due_at: Date;
  payload: unknown;
  attempts: number;
}

const columns = 'kind, subject_id, due_at, payload, attempts';
const due = 'next_try <= $1 and kind = any($2)';

/** One index look-up, so that an idle tick costs next to nothing however many timers wait. */
export async function anyDue(on: Queries, now: Date, kinds: string[]): Promise<boolean> {
  const rows = await on.query<unknown[]>(`select from timer where ${due} limit 1`, [now, kinds]);
  return rows.length > 0;
}

export async function earliestTry(on: Queries, kinds: string[]): Promise<Date | null> {
  const [row] = await on.query<{ next_try: Date }[]>(
    'select next_try from timer where kind = any($1) order by next_try limit 1',
    [kinds],
  );
  return row?.next_try ?? null;
}

/** Takes a batch of due timers off the table, for this transaction alone: others skip what it holds. */
export async function claimDue(tx: Queries, now: Date, kinds: string[]): Promise<Timer[]> {
  const [rows] = await tx.query<[Row[], number]>(
    `delete from timer where ctid = any(array(
       select ctid from timer where ${due} order by next_try limit ${batchSize} for update skip locked
     )) returning ${columns}`,
    [now, kinds],
  );
  return rows.map((row) => timerOf(row, now)).sort(byPromise);
}

/** Like `claimDue` for one timer; undefined when it was fired, moved or cancelled meanwhile. */
export async function claimOne(tx: Queries, now: Date, key: TimerKey): Promise<Timer | undefined> {
  const [[row]] = await tx.query<[Row[], number]>(
    `delete from timer where ctid = any(array(
       select ctid from timer where next_try <= $1 and kind = $2 and subject_id = $3 for update skip locked
     )) returning ${columns}`,
    [now, key.kind, key.subjectId],
  );
  return row && timerOf(row, now);
}

/** The keys of the batch that `claimDue` would take. */
export async function dueKeys(on: Queries, now: Date, kinds: string[]): Promise<TimerKey[]> {
  return on.query<TimerKey[]>(
    `select kind, subject_id as "subjectId" from timer where ${due} order by next_try limit ${batchSize}`,
    [now, kinds],
  );
}

/** Tries it again after 1, 2, 4… seconds, at most 5 minutes; `due_at` stays what was promised. */
export async function postpone(on: Queries, now: Date, key: TimerKey): Promise<void> {
  await on.query(
    `update timer set attempts = attempts + 1, next_try = $1 + least(300, 2 ^ least(attempts, 9)) * interval '1 second'
     where next_try <= $1 and kind = $2 and subject_id = $3`,
    [now, key.kind, key.subjectId],
  );
}

const timerOf = (row: Row, now: Date): Timer => ({
  kind: row.kind,
  subjectId: row.subject_id,
  dueAt: row.due_at,
  firedAt: now,
  late: now.getTime() - row.due_at.getTime() > lateAfterMs,
  attempts: row.attempts,
  payload: row.payload,
});

/** What was promised first happens first; ties always in the same order. */
const byPromise = (a: Timer, b: Timer): number =>
  a.dueAt.getTime() - b.dueAt.getTime() || compare(a.kind, b.kind) || compare(a.subjectId, b.subjectId);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
