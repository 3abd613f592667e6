import { gather, place } from '../../deploy/demo/beginning.js';
import { Stage, type Wire } from '../../deploy/demo/stage.js';
import { eventually } from '#libs/testing';
import type { TestNetwork } from './test-network.js';

export interface Reconciliation {
  ok: boolean;
  checks: { name: string; ok: boolean; counted: number; differences: string[] }[];
}

/** The cast of the demonstration with its placements running; Ada works for Harbour Analytics at 52.50 USD an hour. */
export async function aRunningJob(network: TestNetwork): Promise<Stage> {
  const stage = await Stage.enter(network.url, network.admin, () => undefined);
  await gather(stage);
  await place(stage);
  return stage;
}

/** Ada's hours of one day, reported and submitted; answers the sheet. */
export async function submitDay(stage: Stage, week: string, day: string, minutes: number): Promise<Wire> {
  const placementId = stage.placement('harbour');
  const { items } = await stage.expert('ada').get<{ items: Wire[] }>(`/boards/${placementId}/tasks`);
  await stage.expert('ada').post('/entries', { taskId: items[0]!.id, day, minutes });
  return stage.expert('ada').post<Wire>('/sheets', { placementId, week });
}

export const approve = (stage: Stage, sheet: Wire): Promise<Wire> =>
  stage.client('harbour').post<Wire>(`/sheets/${sheet.id}/reviews`, { approveRest: true });

/** What waits for settlement, for Ada, in USD. */
export async function adaWaiting(stage: Stage): Promise<string> {
  const ada = stage.expert('ada');
  const { balances } = await ada.get<{ balances: { waiting: { amount: string } }[] }>(
    `/experts/${ada.account.id}/balances`,
  );
  return balances[0]?.waiting.amount ?? '0.00';
}

/** PM-12. Every recount agrees, with so many lines approved and settled. */
export async function reconciled(stage: Stage): Promise<Reconciliation> {
  return eventually(
    'the reconciliation is ok',
    async () => {
      const answer = await stage.admin.get<Reconciliation>('/reconciliation');
      if (!answer.ok) throw new Error(JSON.stringify(answer.checks.filter((check) => !check.ok)));
      return answer;
    },
    { withinMs: 60_000, everyMs: 500 },
  );
}
