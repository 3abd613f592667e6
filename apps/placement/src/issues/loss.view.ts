import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { Loss } from '#libs/contracts';
import type { History } from '#libs/history';
import type { LossEntity } from './loss.entity.js';
import { stateOf } from './strikes.rules.js';

export type LossView = z.output<typeof Loss>;

type Names = Pick<LossView, 'title' | 'clientName' | 'expertName' | 'categoryName' | 'groupName'>;

export async function lossViews(
  on: EntityManager,
  history: History,
  losses: readonly LossEntity[],
): Promise<LossView[]> {
  const ids = losses.map(({ id }) => id);
  const histories = await history.of(on, ids);
  const rows = await on.query<(Names & { id: string })[]>(
    `select l.id, p.title, c.name as "clientName", e.given_name || ' ' || e.family_name as "expertName",
       i.name as "categoryName", g.name as "groupName"
     from losses l join placements p on p.id = l.placement_id join clients c on c.id = l.client_id
       join experts e on e.id = l.expert_id join issue_categories i on i.key = l.category
       join issue_groups g on g.key = l.group_key
     where l.id = any($1)`,
    [ids],
  );
  const names = new Map(rows.map((row) => [row.id, row]));
  return losses.map((loss) => {
    const { lostAt, recordedAt, forgivenBecause, laterPlacementId, forgivenAt, liftReason, liftedBy, liftedAt } = loss;
    const forgiven = forgivenAt && {
      ...{ because: forgivenBecause!, laterPlacementId: laterPlacementId!, at: forgivenAt.toISOString() },
    };
    const { id, placementId, clientId, expertId, category, group, what, recordedBy } = loss;
    return {
      ...{ id, placementId, clientId, expertId, category, group, what, recordedBy },
      ...names.get(id)!,
      lostAt: lostAt.toISOString(),
      recordedAt: recordedAt.toISOString(),
      state: stateOf(loss),
      forgiven,
      lifted: liftedAt && { reason: liftReason!, by: liftedBy!, at: liftedAt.toISOString() },
      history: histories.get(id)!,
    };
  });
}
