import { conflict, invalidField } from '#libs/errors';
import type { EntrySource, EntryState } from '../types.js';

/** What decides whether a line may be corrected, or counts as one. */
export interface Line {
  source: EntrySource;
  state: EntryState;
  minutes: number;
}

const isApproved = ({ state }: Pick<Line, 'state'>): boolean => state === 'approved' || state === 'settled';

/**
 * TS-7. Minutes a line adds to its day and its task. A correction upwards counts from the start, so that there is room
 * for it when it is approved; one downwards only once it is approved, since until then the hours may stand.
 */
export function reportedMinutes({ source, state, minutes }: Line): number {
  if (source !== 'correction' || isApproved({ state })) return minutes;
  return state === 'rejected' ? 0 : Math.max(0, minutes);
}

/**
 * TS-7. A correction refers to an approved line, not to another correction, and can never leave it below zero, however
 * those on their way are decided: 60 minutes can lose 60, not 61, and lose nothing more while −60 waits.
 */
export function checkCorrection(line: Line, earlier: readonly Line[], minutes: number): void {
  if (line.source === 'correction') {
    throw conflict('timesheet.is-a-correction', 'A correction is put right by another one of the line it refers to.', {
      rule: 'TS-7',
    });
  }
  if (!isApproved(line)) {
    throw conflict('timesheet.not-approved', 'Only an approved line is corrected; change an open one instead.', {
      rule: 'TS-7',
    });
  }
  if (minutes === 0) throw invalidField('timesheet.minutes-zero', 'minutes', 'must not be 0', 'TS-7');
  const left = earlier
    .filter((correction) => isApproved(correction) || (correction.minutes < 0 && correction.state !== 'rejected'))
    .reduce((sum, correction) => sum + correction.minutes, line.minutes);
  if (left + minutes < 0) {
    throw invalidField('timesheet.correction-too-large', 'minutes', `must not take more than ${left}`, 'TS-7');
  }
}
