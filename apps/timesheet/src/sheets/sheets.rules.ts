import type { Actor } from '#libs/access';
import { conflict, type DomainError, forbidden, invalid, invalidField } from '#libs/errors';
import type { EntryState, SheetState } from '../types.js';

export interface Line {
  id: string;
  day: string;
  minutes: number;
  state: EntryState;
}

/** TS-6. An unanswered sheet approves itself 5 days after submission; the client is reminded after 3. */
export const approvesItselfAfterHours = 5 * 24;
export const remindsAfterHours = 3 * 24;
/** TS-6. A dispute is to be answered within 3 working days. */
export const disputeWorkingDays = 3;

/**
 * TS-6. A sheet is what its lines are: submitted while one waits for a decision or is disputed, settled once every
 * approved line is settled. Approved and disputed lines together make a submitted sheet. With open lines, or none at
 * all, it stays `now`.
 */
export function sheetStateOf(lines: readonly Pick<Line, 'state'>[], now: 'open' | 'returned' = 'open'): SheetState {
  const has = (...states: EntryState[]): boolean => lines.some((line) => states.includes(line.state));
  if (has('open') || lines.length === 0) return now;
  if (has('submitted', 'disputed')) return 'submitted';
  return has('approved') || !has('settled') ? 'approved' : 'settled';
}

const sum = (lines: readonly Pick<Line, 'minutes'>[]): number =>
  lines.reduce((total, { minutes }) => total + minutes, 0);

/** TS-8. Minutes that count against the cap: everything reported that was not rejected. */
export const countedMinutes = (lines: readonly Pick<Line, 'minutes' | 'state'>[]): number =>
  sum(lines.filter((line) => line.state !== 'rejected'));

/** TS-8. Minutes above the weekly cap: 2,460 under a cap of 2,400 are 60 over. */
export const overCap = (minutes: number, cap: number | null): number => (cap === null ? 0 : Math.max(0, minutes - cap));

const approvedMinutes = (lines: readonly Line[]): number =>
  sum(lines.filter(({ state }) => state === 'approved' || state === 'settled'));

/**
 * TS-8. Time above the cap is billed only if the client accepts it: what these lines add to it is refused unless
 * accepted. With 2,380 of 2,400 minutes approved, a line of 60 is 40 over; what was accepted before isn't asked again.
 */
export function checkCap(
  lines: readonly Line[],
  toApprove: readonly Line[],
  cap: number | null,
  accepted: boolean,
): void {
  const before = approvedMinutes(lines);
  const over = overCap(before + sum(toApprove), cap) - overCap(before, cap);
  if (over <= 0 || accepted) return;
  throw invalid(
    'timesheet.over-the-cap',
    `These lines are ${over} minutes over the weekly cap: accept that, or leave lines out.`,
    {
      rule: 'TS-8',
      errors: [{ field: 'acceptOverCap', message: `must be true to approve ${over} minutes over the cap of ${cap}` }],
      facts: { overCapMinutes: over, weeklyCapMinutes: cap },
    },
  );
}

/**
 * TS-6, TS-8. What approves itself: submitted lines in the order of their days, as far as they fit under the cap;
 * nobody accepted the rest, so it waits. A line that takes minutes away always fits.
 */
export function approvesItself<L extends Line>(lines: readonly L[], cap: number | null): L[] {
  let total = approvedMinutes(lines);
  return lines
    .filter((line) => line.state === 'submitted')
    .toSorted((a, b) => a.day.localeCompare(b.day) || a.id.localeCompare(b.id))
    .filter(({ minutes }) => {
      const fits = minutes < 0 || overCap(total + minutes, cap) === 0;
      if (fits) total += minutes;
      return fits;
    });
}

/**
 * TS-6. The client's own decision, or an account executive's record of the client's written one; nobody else's. Refuses
 * 403 `timesheet.only-the-client-decides`, 422 `timesheet.evidence-missing`.
 */
export function decidesAs({ role }: Pick<Actor, 'role'>, evidence: string | undefined): 'client' | 'evidence' {
  if (role === 'client') return 'client';
  if (role !== 'account-executive') {
    throw forbidden(
      'timesheet.only-the-client-decides',
      'Only the client approves hours, or an account executive with its written decision.',
      { rule: 'TS-6' },
    );
  }
  if (!evidence)
    throw invalidField('timesheet.evidence-missing', 'evidence', "must hold the client's written decision", 'TS-6');
  return 'evidence';
}

export interface Decision {
  entryId: string;
  decision: 'approve' | 'dispute';
  reason?: string;
}

function undecidable({ id, state }: Line): DomainError {
  const about = { rule: 'TS-7', facts: { entryId: id, state } };
  return state === 'open'
    ? conflict('timesheet.line-not-submitted', `The line ${id} was not submitted, or was sent back.`, about)
    : conflict('timesheet.line-already-decided', `The line ${id} is ${state} and can't be decided again.`, about);
}

/**
 * TS-6. Which lines a review approves and which it disputes. `approveRest` approves every submitted line not named.
 * Refuses a line named twice, unknown, or decided already (409), and a review that decides nothing.
 */
export function decide<L extends Line>(
  lines: readonly L[],
  decisions: readonly Decision[],
  approveRest: boolean,
): { approved: L[]; disputed: { line: L; reason: string }[] } {
  const named = new Map(decisions.map((decision) => [decision.entryId, decision]));
  if (named.size < decisions.length)
    throw invalid('timesheet.line-named-twice', 'A line is named twice.', { rule: 'TS-6' });
  const byId = new Map(lines.map((line) => [line.id, line]));
  const lineOf = (id: string): L => {
    const line = byId.get(id);
    if (!line) throw invalid('timesheet.line-unknown', `The sheet has no line ${id}.`, { rule: 'TS-6' });
    if (line.state !== 'submitted') throw undecidable(line);
    return line;
  };
  const disputed = decisions
    .filter(({ decision }) => decision === 'dispute')
    .map(({ entryId, reason = '' }) => ({ line: lineOf(entryId), reason }));
  const approved = decisions.filter(({ decision }) => decision === 'approve').map(({ entryId }) => lineOf(entryId));
  const rest = approveRest ? lines.filter(({ id, state }) => state === 'submitted' && !named.has(id)) : [];
  if (disputed.length + approved.length + rest.length === 0) {
    throw conflict('timesheet.nothing-to-decide', 'No line of this sheet waits for a decision.', { rule: 'TS-6' });
  }
  return { approved: [...approved, ...rest], disputed };
}
