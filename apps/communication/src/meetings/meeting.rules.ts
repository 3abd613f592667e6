import { conflict, invalidField } from '#libs/errors';
import { transition, type Transitions } from '#libs/state';

export type MeetingState = 'scheduled' | 'held' | 'cancelled';
export type MeetingStep = 'change' | 'cancel' | 'hold';

const table: Transitions<MeetingStep, MeetingState> = {
  change: { from: ['scheduled'], to: 'scheduled' },
  cancel: { from: ['scheduled'], to: 'cancelled' },
  hold: { from: ['scheduled'], to: 'held' },
};

/** CS-11. A meeting is changed, cancelled or held while it is scheduled; 409 `communication.meeting-closed`. */
export const nextMeetingState = (state: MeetingState, step: MeetingStep): MeetingState =>
  transition({ code: 'communication.meeting-closed', table, rule: 'CS-11' }, state, step);

const yearsAhead = 2;

/** CS-11. A call is scheduled for the future, two years ahead at most: 422 `communication.meeting-time`. */
export function checkStart(startsAt: Date, now: Date): void {
  const latest = new Date(now);
  latest.setUTCFullYear(latest.getUTCFullYear() + yearsAhead);
  if (now < startsAt && startsAt <= latest) return;
  const when = startsAt <= now ? 'must lie in the future' : `must lie within ${yearsAhead} years`;
  throw invalidField('communication.meeting-time', 'startsAt', when, 'CS-11');
}

/** CS-11. Notes are of what was: from its start on. 409 `communication.meeting-not-yet`. */
export function checkHeld(startsAt: Date, now: Date): void {
  if (startsAt <= now) return;
  throw conflict('communication.meeting-not-yet', 'The meeting has not begun.', {
    rule: 'CS-11',
    facts: { startsAt: startsAt.toISOString() },
  });
}

export const endOf = (startsAt: Date, minutes: number): Date => new Date(startsAt.getTime() + minutes * 60_000);

/** Nobody is invited twice: of one address the first counts. */
export const invitedOnce = <A extends { email: string }>(attendees: readonly A[]): A[] =>
  attendees.filter(({ email }, n) => attendees.findIndex((other) => other.email === email) === n);
