import { afterBreaks, isDuringBreak, openBreak } from './breaks.rules.js';
import { earlier, later, plusMinutes } from './instants.rules.js';
import type { ShiftFacts, StatusUpdate, UpdateState } from './shift.types.js';
import { silences } from './silence.rules.js';

/** Something that happens to a shift by itself, at its time. */
export type Moment =
  | { kind: 'show-time' | 'no-show' | 'over'; at: Date }
  | { kind: 'excused' | 'reminded' | 'missed'; at: Date; updateId: string }
  | { kind: 'break-overdue'; at: Date; breakId: string }
  | { kind: 'silence'; at: Date; since: Date };

/** CS-1. The last instant that is punctual; null where nobody has to show up in time. */
export const showTimeOf = ({ startsAt, duties }: Pick<ShiftFacts, 'startsAt' | 'duties'>): Date | null =>
  duties.showTimeToleranceMinutes === null ? null : plusMinutes(startsAt, duties.showTimeToleranceMinutes);

/**
 * CS-1 to CS-3. What happens next to a shift when nobody does anything; null once nothing will. It follows from what is
 * known of the shift alone, so a timer that comes late, twice or after a crash finds the same moments in the same order.
 */
export function nextMoment(shift: ShiftFacts): Moment | null {
  if (shift.state === 'suspended') return null;
  const moments = [
    ...attendance(shift),
    ...shift.updates.flatMap((each) => ofUpdate(shift, each)),
    ...ofPresence(shift),
  ];
  return moments.reduce<Moment | null>((first, each) => (first && first.at <= each.at ? first : each), null);
}

/** CS-1. Late after the tolerance, a no-show after `noShowMinutes`, or at the end of a shift that is shorter. */
function attendance(shift: ShiftFacts): Moment[] {
  const showTime = showTimeOf(shift);
  if (!showTime || (shift.state !== 'expected' && shift.state !== 'late')) return [];
  const noShow = later(showTime, plusMinutes(shift.startsAt, shift.duties.noShowMinutes));
  return [
    ...(shift.state === 'expected' ? [{ kind: 'show-time' as const, at: showTime }] : []),
    { kind: 'no-show', at: earlier(noShow, shift.endsAt) },
  ];
}

/**
 * CS-2. With every 60 minutes and 10 of grace, the status of 9 to 10 is due at 10:00, reminded at 10:10, missed at 11:00.
 * Excused is what falls due in a declared break, or before the expert came: that is a fact of its own (CS-1).
 */
function ofUpdate(shift: ShiftFacts, { id: updateId, dueAt, state, asked }: StatusUpdate): Moment[] {
  const { hourlyUpdate } = shift.duties;
  if (!hourlyUpdate || !asked || (state !== 'due' && state !== 'reminded')) return [];
  if (state === 'due' && isExcused(shift, dueAt)) return [{ kind: 'excused', at: dueAt, updateId }];
  const missed = afterBreaks(plusMinutes(dueAt, hourlyUpdate.everyMinutes), shift.breaks);
  const reminded = afterBreaks(plusMinutes(dueAt, hourlyUpdate.graceMinutes), shift.breaks);
  return state === 'due' && reminded < missed
    ? [{ kind: 'reminded', at: reminded, updateId }]
    : [{ kind: 'missed', at: missed, updateId }];
}

const isExcused = ({ duties, checkedInAt, breaks }: ShiftFacts, dueAt: Date): boolean =>
  isDuringBreak(dueAt, breaks) ||
  (duties.showTimeToleranceMinutes !== null && (checkedInAt === null || checkedInAt > dueAt));

function ofPresence(shift: ShiftFacts): Moment[] {
  const { state, endsAt, breaks } = shift;
  if (state === 'over' || state === 'no-show') return [];
  const away = openBreak(breaks);
  return [
    ...nextSilence(shift),
    { kind: 'over', at: endsAt },
    ...(away && !away.overdueNoted
      ? [{ kind: 'break-overdue' as const, at: away.expectedBackAt, breakId: away.id }]
      : []),
  ];
}

/** CS-3. Listened for from when the expert came; from the start where nobody has to show up in time. */
function nextSilence(shift: ShiftFacts): Moment[] {
  const { startsAt, endsAt, duties, checkedInAt, silenceNotedSince, signs, breaks } = shift;
  const from = checkedInAt ? later(checkedInAt, startsAt) : showTimeOf(shift) ? null : startsAt;
  if (!from || duties.silenceMinutes === null) return [];
  const heard = { from, until: endsAt, silenceMinutes: duties.silenceMinutes, signs, breaks };
  const next = silences(heard).find(({ since }) => !silenceNotedSince || since > silenceNotedSince);
  return next ? [{ kind: 'silence', ...next }] : [];
}

/** The shift after the moment. */
export function passed<S extends ShiftFacts>(shift: S, moment: Moment): S {
  switch (moment.kind) {
    case 'show-time':
      return { ...shift, state: 'late' };
    case 'no-show':
      return { ...shift, state: 'no-show' };
    case 'silence':
      return { ...shift, silenceNotedSince: moment.since };
    case 'break-overdue':
      return { ...shift, breaks: shift.breaks.map((each) => overdueIf(each.id === moment.breakId, each)) };
    case 'over':
      return {
        ...shift,
        state: 'over',
        breaks: shift.breaks.map((each) => (each.endedAt ? each : endedAt(each, moment.at))),
      };
    default:
      return { ...shift, updates: withState(shift.updates, moment.updateId, moment.kind) };
  }
}

/** CS-1. The shift from when its day turned out to be off: nothing is due any more, a break ends. */
export const suspended = <S extends ShiftFacts>(shift: S, at: Date): S => ({
  ...shift,
  state: 'suspended',
  breaks: shift.breaks.map((each) => (each.endedAt ? each : endedAt(each, at))),
  updates: shift.updates.map((each) =>
    each.state === 'due' || each.state === 'reminded' ? { ...each, state: 'excused' } : each,
  ),
});

type Break = ShiftFacts['breaks'][number];
const overdueIf = (isIt: boolean, each: Break): Break => (isIt ? { ...each, overdueNoted: true } : each);
export const endedAt = (each: Break, at: Date): Break => ({ ...each, endedAt: at });

const withState = (updates: readonly StatusUpdate[], id: string, state: UpdateState): StatusUpdate[] =>
  updates.map((update) => (update.id === id ? { ...update, state } : update));
