import type { PlannedTask } from '../types.js';

interface Plan {
  leadId: string;
  companyName: string;
  tasks: readonly PlannedTask[];
}

/**
 * RC-2. A planned task as it comes to the board: to do, in no sprint yet, with its estimate and where it came from.
 * "Move the shop", planned with Blue Heron, says below its description: "Planned with Blue Heron before the work began."
 */
export const tasksOf = ({ leadId, companyName, tasks }: Plan) =>
  tasks.map(({ id, title, description, estimateMinutes }) => ({
    ...{ id, title, estimateMinutes },
    description: [description, `Planned with ${companyName} before the work began.`].filter(Boolean).join('\n\n'),
    ...{ column: 'to-do' as const, reportedMinutes: 0, week: null },
    ...{ sourceKind: 'plan' as const, sourceId: leadId },
  }));
