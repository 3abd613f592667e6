import { conflict, invalid, invalidField } from '#libs/errors';
import type { Day } from '#libs/time';
import type { ConductCategory, ConductEvidence, ConductLadder } from '../types.js';

type Evidence = readonly Pick<ConductEvidence, 'kind'>[];

export interface Recorded {
  happenedOn: Day;
  /** The day it was recorded, and the chance given, in the zone of the expert. */
  recordedOn: Day;
  evidence: Evidence;
}

/** CS-2. A missed update is never conduct: `[missed-update]` is no ground, `[missed-update, message]` is one by its message. */
const isGround = (evidence: Evidence): boolean => evidence.some(({ kind }) => kind !== 'missed-update');

/** PL-14, CS-2. Refuses 422 `placement.missed-updates-are-no-ground`. */
export function checkEvidence(evidence: Evidence): void {
  if (isGround(evidence)) return;
  throw invalid('placement.missed-updates-are-no-ground', 'A missed hourly update alone is never a ground.', {
    rule: 'PL-14',
    errors: [{ field: 'evidence', message: 'must hold more than missed updates' }],
  });
}

/** PL-14. What is recorded has happened, where the expert is. Refuses 422 `placement.happened-in-future`. */
export function checkHappened(happenedOn: Day, today: Day): void {
  if (happenedOn <= today) return;
  throw invalidField('placement.happened-in-future', 'happenedOn', `must be ${today} at the latest`, 'PL-14');
}

/**
 * PL-14. The records that count, of one category, oldest first. A chance has to be one: what happened until the day it was
 * given doesn't count against it. Recorded on Monday, again on Thursday of something on Tuesday: two; of something on
 * Sunday: one.
 */
export function steps<R extends Recorded>(records: readonly R[]): R[] {
  const counted: R[] = [];
  for (const record of records) {
    const last = counted.at(-1);
    if (isGround(record.evidence) && (!last || record.happenedOn > last.recordedOn)) counted.push(record);
  }
  return counted;
}

/**
 * PL-14. Where a new record stands: with 3 chances the first is `chance 1 of 3`, the fourth `a termination can be
 * proposed`. Refuses 422 `placement.coaching-missing` where the chance comes with coaching and none is told.
 */
export function stepOf(
  { chances, coaching }: Omit<ConductLadder, 'appealDays'>,
  former: readonly Recorded[],
  record: Recorded & { coaching?: string | undefined },
): string {
  const stands = steps([...former, record]).length;
  if (stands > chances) return 'a termination can be proposed';
  if (coaching && !record.coaching) throw coachingMissing();
  return `chance ${stands} of ${chances}${coaching ? ', with coaching' : ''}`;
}

/**
 * PL-14. A termination can be proposed on what comes after the last chance: with 2 chances on the third record, with none
 * on the first. Refuses 409 `placement.ladder-not-climbed` with how many there are and are needed.
 */
export function checkClimbed<R extends Recorded>(
  category: ConductCategory,
  { chances }: Pick<ConductLadder, 'chances'>,
  records: readonly R[],
): R[] {
  const counted = steps(records);
  const needed = chances + 1;
  if (counted.length >= needed) return counted;
  throw conflict(
    'placement.ladder-not-climbed',
    `${counted.length} of ${needed} records of ${category} that count; a termination can be proposed after all of them.`,
    { rule: 'PL-14', facts: { category, recorded: counted.length, needed } },
  );
}

const coachingMissing = () =>
  invalid('placement.coaching-missing', 'A chance of this category comes with coaching.', {
    rule: 'PL-14',
    errors: [{ field: 'coaching', message: 'must tell what was practised or agreed' }],
  });

/**
 * PL-14. What was decided isn't decided again on the same records: the last ground is a new one. Refuses 409
 * `placement.decided-already`.
 */
export function checkFresh(grounds: readonly { id: string }[], decided: readonly string[]): void {
  if (!decided.includes(grounds.at(-1)!.id)) return;
  throw conflict('placement.decided-already', 'On these records it was decided before, and nothing came since.', {
    rule: 'PL-14',
  });
}
