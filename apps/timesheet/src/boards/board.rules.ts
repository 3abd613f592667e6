import { invalidField } from '#libs/errors';
import { addDays, type Day } from '#libs/time';

/** Days a placement rests; `untilDay` is exclusive, null while it still rests. */
export interface Pause {
  fromDay: Day;
  untilDay: Day | null;
}

export interface BoardDays {
  startsOn: Day;
  endsOn: Day;
  pauses: readonly Pause[];
}

const rests = (pauses: readonly Pause[], day: Day): boolean =>
  pauses.some(({ fromDay, untilDay }) => fromDay <= day && (untilDay === null || day < untilDay));

/** TS-4. Hours lie inside the placement and outside its pauses: 2026-03-01 is refused when it starts on 2026-03-02. */
export function checkDay(board: BoardDays, day: Day): void {
  if (day < board.startsOn || day > board.endsOn) {
    throw invalidField(
      'timesheet.outside-placement',
      'day',
      `must lie inside the placement, ${board.startsOn} to ${board.endsOn}`,
      'TS-4',
    );
  }
  if (rests(board.pauses, day)) {
    throw invalidField('timesheet.placement-paused', 'day', 'must not lie in a pause of the placement', 'TS-4');
  }
}

/** The weekly cap of one agreed version of the contract, in minutes. */
export interface DatedCap {
  effectiveFrom: Day;
  weeklyCapMinutes: number | null;
}

/**
 * TS-8. The cap of a week is the one in force on its Sunday: amended from Wednesday 2026-03-04 on, the week of
 * 2026-03-02 has the new one. `versions` in the order they were agreed; null without a cap.
 */
export const capOfWeek = (versions: readonly DatedCap[], week: Day): number | null =>
  versions.findLast(({ effectiveFrom }) => effectiveFrom <= addDays(week, 6))?.weeklyCapMinutes ?? null;
