import { conflict, invalidField } from '#libs/errors';
import type { EnglishSessionEntity } from './english-session.entity.js';

type Attendance = Pick<EnglishSessionEntity, 'attended' | 'level' | 'note'>;

/**
 * QN-9. Attendance is recorded once a session has begun, not of a cancelled one: 409 `quality.session-cancelled`,
 * 409 `quality.session-not-yet`.
 */
export function checkBegun({ state, startsAt }: Pick<EnglishSessionEntity, 'state' | 'startsAt'>, now: Date): void {
  if (state === 'cancelled') {
    throw conflict('quality.session-cancelled', 'The session was cancelled.', { rule: 'QN-9', facts: { state } });
  }
  if (now < startsAt) {
    const facts = { startsAt: startsAt.toISOString() };
    throw conflict('quality.session-not-yet', 'The session has not begun.', { rule: 'QN-9', facts });
  }
}

/** QN-9. Who wasn't there showed no level: 422 `quality.level-unseen`. */
export function checkAttendance<A extends Attendance>(attendance: A): A {
  if (attendance.attended || !attendance.level) return attendance;
  throw invalidField('quality.level-unseen', 'level', 'must be empty where the expert was not there', 'QN-9');
}
