import { conflict, type DomainError } from '#libs/errors';
import { openBreak } from './breaks.rules.js';
import { begunMinutes, plusMinutes } from './instants.rules.js';
import { endedAt, showTimeOf } from './presence.rules.js';
import type { ShiftBreak, ShiftFacts, StatusUpdate } from './shift.types.js';

/** An expert may come this long before its shift begins. */
export const earlyMinutes = 60;

/**
 * CS-1. The expert is there: at 9:20 for 9:00 with a tolerance of 15 minutes it is 5 minutes late. Again changes nothing.
 * Who came after all is no longer missed, however late. Refuses 409 `communication.too-early`, `.shift-over`,
 * `.shift-suspended`.
 */
export function checkedIn<S extends ShiftFacts>(shift: S, at: Date): S {
  if (shift.checkedInAt) return shift;
  if (shift.state === 'suspended') throw suspended();
  const opensAt = plusMinutes(shift.startsAt, -earlyMinutes);
  if (at < opensAt) throw tooEarly(opensAt);
  if (at >= shift.endsAt) throw over();
  const showTime = showTimeOf(shift);
  return { ...shift, state: 'present', checkedInAt: at, lateMinutes: showTime ? begunMinutes(showTime, at) : 0 };
}

/**
 * CS-2. Any text counts. It is the status of the oldest hour that still waits for one; where none does, it stands by
 * itself. Who writes is there: before the check-in it counts as that too. After the shift only an hour that still
 * waits takes it. Refuses like `checkedIn`.
 */
export function updated<S extends ShiftFacts>(
  shift: S,
  given: { id: string; text: string; at: Date },
): { after: S; update: StatusUpdate } {
  const { at, text } = given;
  if (shift.state === 'suspended') throw suspended();
  const waiting = waitingUpdate(shift, at);
  if (at >= shift.endsAt && !waiting) throw over();
  const there = at >= shift.endsAt ? shift : checkedIn(shift, at);
  const update: StatusUpdate = waiting
    ? { ...waiting, state: 'given', text, givenAt: at }
    : { id: given.id, dueAt: at, asked: false, state: 'given', text, givenAt: at };
  const updates = waiting
    ? there.updates.map((each) => (each.id === waiting.id ? update : each))
    : [...there.updates, update];
  return { after: { ...there, updates }, update };
}

function waitingUpdate({ updates, duties: { hourlyUpdate } }: ShiftFacts, at: Date): StatusUpdate | undefined {
  if (!hourlyUpdate) return undefined;
  const hasBegun = ({ dueAt }: StatusUpdate): boolean => plusMinutes(dueAt, -hourlyUpdate.everyMinutes) <= at;
  return updates.find((each) => each.asked && (each.state === 'due' || each.state === 'reminded') && hasBegun(each));
}

/** CS-3. "BRB". Refuses 409 `communication.not-present` unless the expert is there and not away already. */
export function onBreak<S extends ShiftFacts>(
  shift: S,
  { id, at, minutes, coveredBy }: { id: string; at: Date; minutes: number; coveredBy: string | null },
): S {
  if (shift.state !== 'present' || at >= shift.endsAt) throw notPresent(shift);
  const taken: ShiftBreak = {
    ...{ id, startedAt: at, expectedMinutes: minutes, expectedBackAt: plusMinutes(at, minutes) },
    ...{ endedAt: null, coveredBy, overdueNoted: false },
  };
  return { ...shift, state: 'on-break', breaks: [...shift.breaks, taken] };
}

/** CS-3. Coming back closes it. Refuses 409 `communication.no-break`. */
export function back<S extends ShiftFacts>(shift: S, at: Date): { after: S; taken: ShiftBreak } {
  const away = openBreak(shift.breaks);
  if (!away) throw noBreak();
  const taken = endedAt(away, at);
  const breaks = shift.breaks.map((each) => (each.id === away.id ? taken : each));
  return { after: { ...shift, state: 'present', breaks }, taken };
}

/** CS-3. Minutes a break took beyond what was told; 0 when the expert was back in time. */
export const minutesOver = ({
  expectedBackAt,
  endedAt: end,
}: Pick<ShiftBreak, 'expectedBackAt' | 'endedAt'>): number => (end ? begunMinutes(expectedBackAt, end) : 0);

const refused = (code: string, rule: string, detail: string, facts = {}): DomainError =>
  conflict(`communication.${code}`, detail, { rule, facts });
const tooEarly = (opensAt: Date) =>
  refused('too-early', 'CS-1', `The shift can be joined ${earlyMinutes} minutes before it begins.`, {
    opensAt: opensAt.toISOString(),
  });
const over = () => refused('shift-over', 'CS-1', 'The shift is over.');
const suspended = () => refused('shift-suspended', 'CS-1', 'The shift is suspended: nobody is expected.');
const notPresent = ({ state }: ShiftFacts) =>
  refused('not-present', 'CS-3', `A break begins when the expert is there; the shift is ${state}.`, { state });
const noBreak = () => refused('no-break', 'CS-3', 'There is no break to come back from.');
