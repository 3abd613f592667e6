/** How often, within how many days, a problem is seen before it is proposed. */
export interface ProblemPolicy {
  times: number;
  withinDays: number;
}

/** A complaint of one category, of what a rule needs. */
export interface Sighting {
  id: string;
  placementId: string;
  recurrenceOf: string | null;
  problemId: string | null;
}

const dayMs = 86_400_000;

/** The first instant at which an earlier complaint counts together with one logged at `at`. */
export const countsFrom = (at: Date, { withinDays }: ProblemPolicy): Date =>
  new Date(at.getTime() - withinDays * dayMs);

/**
 * QN-11. What the newest complaint of a category makes of those before it, oldest first, all within the policy's days.
 * Slow answers at Blue Heron in March and at Red Kite in May: seen twice, a new problem, and both show it. In July
 * again at Red Kite, after it was resolved there: the same problem, seen once more. A second complaint about what is
 * still going on in one placement is no second sighting. Null when there is nothing to tell.
 */
export function problemSeen(
  complaints: readonly Sighting[],
  policy: ProblemPolicy,
): { problemId: string | null; fresh: Sighting[] } | null {
  const newest = complaints.at(-1);
  const seen = complaints.filter(
    ({ placementId, recurrenceOf }, n) =>
      recurrenceOf !== null || complaints.findIndex((other) => other.placementId === placementId) === n,
  );
  if (!newest || !seen.includes(newest)) return null;
  const problemId = seen.findLast((each) => each.problemId !== null)?.problemId ?? null;
  if (!problemId && seen.length < policy.times) return null;
  return { problemId, fresh: seen.filter((each) => each.problemId === null) };
}
