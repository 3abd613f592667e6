import { updatesDue } from '../shift-plan.rules.js';
import type { Duties, ShiftBreak, ShiftFacts } from '../shift.types.js';

/** An instant of Monday 2026-03-02 in UTC: `at('10:15')`. */
export const at = (time: string): Date => new Date(`2026-03-02T${time.length === 5 ? `${time}:00` : time}Z`);

/** Five minutes of tolerance, a status every hour with ten of grace, silence after two hours. */
export const duties: Duties = {
  showTimeToleranceMinutes: 5,
  noShowMinutes: 30,
  hourlyUpdate: { everyMinutes: 60, graceMinutes: 10 },
  silenceMinutes: 120,
};

/** 9 to 17 UTC, nobody there yet. */
export function aShift({
  duties: change,
  ...given
}: Partial<Omit<ShiftFacts, 'duties'>> & { duties?: Partial<Duties> } = {}): ShiftFacts {
  const shift = { startsAt: at('09:00'), endsAt: at('17:00'), duties: { ...duties, ...change } };
  const updates = updatesDue({ ...shift, ...given }).map((dueAt) => ({
    ...{ id: `status of ${dueAt.toISOString().slice(11, 16)}`, dueAt, asked: true },
    ...{ state: 'due' as const, text: null, givenAt: null },
  }));
  return {
    ...shift,
    ...{ state: 'expected', checkedInAt: null, lateMinutes: 0, silenceNotedSince: null },
    ...{ updates, breaks: [], signs: [] },
    ...given,
  };
}

export const aBreak = (from: string, until: string, endedAt: string | null = null): ShiftBreak => ({
  id: `break of ${from}`,
  startedAt: at(from),
  expectedMinutes: (at(until).getTime() - at(from).getTime()) / 60_000,
  expectedBackAt: at(until),
  endedAt: endedAt === null ? null : at(endedAt),
  coveredBy: null,
  overdueNoted: false,
});
