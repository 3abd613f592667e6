import type { z } from 'zod';
import type { LeadPlan, NewPlan } from '#libs/contracts';

type Plan = z.output<typeof LeadPlan>;

/**
 * RC-2. The draft board as a whole. A task that keeps its title keeps its id, the first of that title the first one's:
 * what was said about it still means it. Two tasks of 60 and 90 minutes are estimated at 150.
 */
export function draftBoard(
  { summary, tasks }: z.output<typeof NewPlan>,
  before: Plan | null,
  newId: () => string,
): Plan {
  const known = Map.groupBy(before?.tasks ?? [], ({ title }) => title);
  return {
    summary,
    tasks: tasks.map(({ title, description, estimateMinutes }) => ({
      id: known.get(title)?.shift()?.id ?? newId(),
      ...{ title, description: description ?? null, estimateMinutes },
    })),
    estimateMinutes: tasks.reduce((sum, { estimateMinutes }) => sum + estimateMinutes, 0),
  };
}
