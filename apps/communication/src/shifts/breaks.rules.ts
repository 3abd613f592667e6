import { earlier } from './instants.rules.js';
import type { ShiftBreak } from './shift.types.js';

type Declared = Pick<ShiftBreak, 'startedAt' | 'expectedBackAt' | 'endedAt'>;

/** CS-3. A break is declared until its expected end, or until the expert is back before that. */
export const declaredEnd = ({ expectedBackAt, endedAt }: Declared): Date =>
  endedAt ? earlier(expectedBackAt, endedAt) : expectedBackAt;

/** CS-3. Breaks pause presence duties: what falls in a declared break, 10:00 to 10:15, waits for its end, 10:15. */
export function afterBreaks(at: Date, breaks: readonly Declared[]): Date {
  const pause = breaks.find((each) => each.startedAt <= at && at < declaredEnd(each));
  return pause ? afterBreaks(declaredEnd(pause), breaks) : at;
}

/** CS-2, CS-3. A status due in a declared break is excused: the break's last instant belongs to it. */
export const isDuringBreak = (at: Date, breaks: readonly Declared[]): boolean =>
  breaks.some((each) => each.startedAt <= at && at <= declaredEnd(each) && each.startedAt < declaredEnd(each));

export const openBreak = <B extends Declared>(breaks: readonly B[]): B | undefined =>
  breaks.find(({ endedAt }) => endedAt === null);
