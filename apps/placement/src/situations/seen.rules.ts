import type { ProblemSituationView } from '../types.js';

type Seen = ProblemSituationView['seen'];

/** QN-11. What a problem was seen in, each complaint once, oldest first, in whatever order it was told. */
export const seenWith = (known: Seen, more: Seen): Seen => {
  const byComplaint = new Map([...more, ...known].map((each) => [each.complaintId, each]));
  return [...byComplaint.values()].toSorted((a, b) => Date.parse(a.loggedAt) - Date.parse(b.loggedAt));
};
