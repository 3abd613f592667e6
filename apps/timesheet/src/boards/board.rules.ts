import { invalidField } from '#libs/errors';
import type { Day } from '#libs/time';

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
