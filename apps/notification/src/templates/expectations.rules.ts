import type { ContractTerms } from '#libs/contracts';
import { addDays, type Day, instantOf, weekday } from '#libs/time';
import { duration, weekdays } from './words.rules.js';

/**
 * PL-15, PL-11. The terms of a contract as its two sides read them: one plain sentence each, and none of the rates; then
 * what its expectations add, in the words of the contract.
 * `{ firstAnswerMinutes: 60 }` gives `A question gets its first answer within 1 hour of service time.`
 */
export function expectationsOf(terms: ContractTerms): string[] {
  const { productionBugFix: bug, hourlyUpdate, showTimeToleranceMinutes: late } = terms;
  return [
    `Questions are answered ${hoursOf(terms.serviceHours)}, ${terms.timeZone} time: this is service time.`,
    `A question gets its first answer within ${duration(terms.firstAnswerMinutes)} of service time, and each further one within ${duration(terms.nextAnswerMinutes)}.`,
    `"I don’t know yet" is an honest answer; the next word then comes within ${duration(terms.checkingUpdateMinutes)}, or at the time promised.`,
    `A bug in production is fixed within ${duration(bug.withinMinutes)}${bug.aroundTheClock ? ', by day and by night' : ' of service time'}.`,
    `A mistake is told to the client within ${duration(terms.mistakeToldMinutes)} after it is known.`,
    ...(terms.shifts.length ? [`The expert is there ${hoursOf(terms.shifts)}.`] : []),
    ...(late !== null ? [`A shift begins on time; up to ${duration(late)} later still counts.`] : []),
    ...(hourlyUpdate
      ? [
          `In a shift the expert gives a short status every ${duration(hourlyUpdate.everyMinutes).replace(/^1 /, '')}; any words will do.`,
        ]
      : []),
    ...(terms.breakNotices ? ['Before a break the expert says "be right back", and when.'] : []),
    'Hours are reported by the week; the client approves them line by line.',
    `We talk with the client every ${terms.oneToOneEveryDays.client} days, and with the expert every ${terms.oneToOneEveryDays.expert} days.`,
  ];
}

const hoursOf = (hours: ContractTerms['shifts']): string =>
  hours
    .map(({ days, from, to, timeZone }) => `${weekdays(days)} ${from} to ${to}${timeZone ? ` (${timeZone})` : ''}`)
    .join(' and ');

type Plan = Pick<ContractTerms, 'startsOn' | 'timeZone' | 'holidays' | 'shifts' | 'serviceHours'>;

/**
 * PL-15. When the first day of work begins: the earliest shift, or hour of service where no shift is agreed, of the first
 * day that has one, holidays left out. A contract from Monday 2 March 2026 with shifts from 9:00 in Berlin begins at
 * 2026-03-02T08:00Z; one from a Sunday begins on its Monday. Null when no day within four weeks has any.
 */
export function firstDayOf({ startsOn, timeZone, holidays, shifts, serviceHours }: Plan): Date | null {
  const hours: Plan['shifts'] = shifts.length ? shifts : serviceHours;
  for (let n = 0; n < 28; n++) {
    const day: Day = addDays(startsOn, n);
    if (holidays.includes(day)) continue;
    const starts = hours
      .filter(({ days }) => days.includes(weekday(day)))
      .map((each) => instantOf(day, each.from, each.timeZone ?? timeZone));
    if (starts.length) return new Date(Math.min(...starts.map(Number)));
  }
  return null;
}
