import { conflict } from '#libs/errors';
import type { Day } from '#libs/time';

/** Hours a week an expert has promised, from the first to the last day, both inclusive. */
export interface Commitment {
  startsOn: Day;
  endsOn: Day;
  hoursPerWeek: number;
}

/** PL-9. The first day on which commitments together exceed `capacity`, if any. Only a start can bring it about. */
export function firstDayAbove(capacity: number, commitments: readonly Commitment[]): Day | undefined {
  return commitments
    .map(({ startsOn }) => startsOn)
    .toSorted()
    .find((day) => hoursOn(day, commitments) > capacity);
}

const hoursOn = (day: Day, commitments: readonly Commitment[]): number =>
  commitments
    .filter(({ startsOn, endsOn }) => startsOn <= day && day <= endsOn)
    .reduce((sum, { hoursPerWeek }) => sum + hoursPerWeek, 0);

/**
 * PL-9. Placements that overlap may not sum above the expert's weekly capacity: with a capacity of 40, 20 and 20 hours
 * pass together, a third of 1 hour doesn't; one that begins the day after another ends takes its place.
 * Refuses 409 `placement.above-capacity` with the day; nothing in it tells of the expert's other clients.
 */
export function checkCapacity(capacity: number, others: readonly Commitment[], added: Commitment): void {
  const during = others.filter(({ startsOn, endsOn }) => startsOn <= added.endsOn && added.startsOn <= endsOn);
  const day = firstDayAbove(capacity, [
    added,
    ...during.map((other) => ({
      ...other,
      startsOn: other.startsOn > added.startsOn ? other.startsOn : added.startsOn,
    })),
  ]);
  if (day) throw aboveCapacity(day);
}

export const aboveCapacity = (day?: Day) =>
  conflict('placement.above-capacity', 'The expert has promised too many of its hours a week elsewhere.', {
    rule: 'PL-9',
    ...(day && { facts: { from: day } }),
  });
