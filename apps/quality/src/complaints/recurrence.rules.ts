import { invalidField } from '#libs/errors';

/** A resolved complaint, of what a rule needs. */
export interface Resolved {
  id: string;
  category: string;
  group: string;
  closedAt: Date | null;
}

/**
 * QN-4. Which resolved complaint of its placement a new one brings back. Slow answers were resolved in March; slow
 * answers in May are the recurrence of that. Unless one is named, it is the one of the same category that was resolved
 * last, if there is one; null means none. The category of one that is named is the same or a related one. Refuses 422
 * `quality.not-recurring`.
 */
export function recurrenceIn<R extends Resolved>(
  resolved: readonly R[],
  { category, group, recurrenceOf }: { category: string; group: string; recurrenceOf?: string | null | undefined },
): R | null {
  if (recurrenceOf === null) return null;
  const same = resolved.filter((each) => each.category === category);
  if (recurrenceOf === undefined) return same.toSorted(lastClosedFirst)[0] ?? null;
  const named = [...same, ...resolved.filter((each) => each.group === group)].find(({ id }) => id === recurrenceOf);
  if (!named) throw notRecurring();
  return named;
}

const lastClosedFirst = (a: Resolved, b: Resolved): number => Number(b.closedAt) - Number(a.closedAt);

const notRecurring = () =>
  invalidField(
    'quality.not-recurring',
    'recurrenceOf',
    'must be a resolved complaint of the same placement, in the same category or a related one',
    'QN-4',
  );
