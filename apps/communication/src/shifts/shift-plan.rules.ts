import type { z } from 'zod';
import type { ContractTerms, ShiftHours } from '#libs/contracts';
import { addDays, type Day, dayOf, instantOf, startOfDay, weekday } from '#libs/time';
import { beginningOf, type DatedTerms } from '../coverage/coverage.rules.js';
import { later, plusMinutes } from './instants.rules.js';
import type { Duties } from './shift.types.js';

export interface DayOffPlan {
  day: Day;
  kind: 'holiday' | 'leave';
  name: string;
}

/** What the shifts of a placement follow from. */
export interface PlanOf {
  coverage: { state: 'active' | 'paused' | 'ended'; startsOn: Day; endsOn: Day };
  /** Agreed versions of the contract, oldest first; at least one. */
  versions: readonly DatedTerms[];
  daysOff: readonly DayOffPlan[];
}

export interface PlannedShift {
  day: Day;
  timeZone: string;
  startsAt: Date;
  endsAt: Date;
  duties: Duties;
  /** CS-1. Why nobody is expected. */
  suspendedBecause: string | null;
}

/**
 * CS-1. The shifts that begin from `from` on and before `until`: each stretch of each of its days, in its own zone or the
 * contract's, by the terms in force when it begins. Stretches that overlap are one shift. 9 to 17 in Berlin on
 * 2026-03-27 begins at 8:00 UTC, on the Monday after, in summer time, at 7:00.
 */
export function plannedShifts(plan: PlanOf, from: Date, until: Date): PlannedShift[] {
  const shifts = plan.versions.flatMap(({ terms }) =>
    terms.shifts
      .flatMap((hours) => stretches(terms, hours, from, until))
      .filter(({ startsAt }) => termsAt(plan, startsAt) === terms && isWithin(plan, startsAt)),
  );
  return merged(shifts.sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime())).map((shift) => ({
    ...shift,
    suspendedBecause: suspensionAt(plan, shift.startsAt),
  }));
}

/** CS-1. Why a shift that begins at `at` is suspended; null when the expert is expected. */
export function suspensionAt(plan: PlanOf, at: Date): string | null {
  const day = contractDay(plan, at);
  if (!isWithin(plan, at)) return 'The placement has ended.';
  if (plan.coverage.state === 'paused') return 'The placement is paused.';
  const off = plan.daysOff.filter((each) => each.day === day).sort((a, b) => (a.kind < b.kind ? -1 : 1))[0];
  if (off) return `${off.kind === 'holiday' ? 'Public holiday' : 'Leave'}: ${off.name}.`;
  return termsAt(plan, at).holidays.includes(day) ? 'Public holiday, by the contract.' : null;
}

/** Of versions that have begun the later agreed counts; the first holds before its day too. */
const termsAt = ({ versions }: PlanOf, at: Date): ContractTerms =>
  (versions.findLast((version) => beginningOf(version) <= at) ?? versions[0]!).terms;
const contractDay = (plan: PlanOf, at: Date): Day => dayOf(at, termsAt(plan, at).timeZone);

function isWithin(plan: PlanOf, at: Date): boolean {
  const day = contractDay(plan, at);
  return plan.coverage.startsOn <= day && day <= plan.coverage.endsOn;
}

function stretches(terms: ContractTerms, hours: z.output<typeof ShiftHours>, from: Date, until: Date): PlannedShift[] {
  const timeZone = hours.timeZone ?? terms.timeZone;
  const shifts: PlannedShift[] = [];
  for (let day = dayOf(from, timeZone); day <= dayOf(until, timeZone); day = addDays(day, 1)) {
    if (!hours.days.includes(weekday(day))) continue;
    const startsAt = instantOf(day, hours.from, timeZone);
    const endsAt = hours.to === '24:00' ? startOfDay(addDays(day, 1), timeZone) : instantOf(day, hours.to, timeZone);
    // Clocks that change may skip a whole stretch.
    if (from <= startsAt && startsAt < until && startsAt < endsAt) {
      shifts.push({ day, timeZone, startsAt, endsAt, duties: dutiesOf(terms), suspendedBecause: null });
    }
  }
  return shifts;
}

const dutiesOf = ({
  showTimeToleranceMinutes,
  noShowMinutes,
  hourlyUpdate,
  silenceMinutes,
}: ContractTerms): Duties => ({
  showTimeToleranceMinutes,
  noShowMinutes,
  hourlyUpdate,
  silenceMinutes,
});

function merged(shifts: readonly PlannedShift[]): PlannedShift[] {
  const apart: PlannedShift[] = [];
  for (const shift of shifts) {
    const last = apart.at(-1);
    if (last && shift.startsAt < last.endsAt) last.endsAt = later(last.endsAt, shift.endsAt);
    else apart.push({ ...shift });
  }
  return apart;
}

/** CS-2. When a status is due: after each hour of a shift, so at 10:00 to 17:00 for 9 to 17; a begun hour at its end has none. */
export function updatesDue({ startsAt, endsAt, duties }: Pick<PlannedShift, 'startsAt' | 'endsAt' | 'duties'>): Date[] {
  if (!duties.hourlyUpdate) return [];
  const { everyMinutes } = duties.hourlyUpdate;
  const due: Date[] = [];
  for (let at = plusMinutes(startsAt, everyMinutes); at <= endsAt; at = plusMinutes(at, everyMinutes)) due.push(at);
  return due;
}
