import { type EntityManager, In, IsNull } from 'typeorm';
import { conflict } from '#libs/errors';
import { IssueCategoryEntity, IssueGroupEntity } from './issue-category.entity.js';
import { LossEntity } from './loss.entity.js';
import { type BarOf, barsOf } from './strikes.rules.js';

const counting = { forgivenAt: IsNull(), liftedAt: IsNull() };

/** A bar as it is told: nothing in it names a client, a placement or a loss. */
export const barView = ({ strikes, since }: BarOf<LossEntity>) => ({
  group: strikes[0]!.group,
  categories: [...new Set(strikes.map(({ category }) => category))].toSorted(),
  since: since.toISOString(),
});

/** PL-13. Which of these experts can't be placed. */
export async function barredAmong(on: EntityManager, expertIds: readonly string[]): Promise<Set<string>> {
  const losses = await on.findBy(LossEntity, { expertId: In(expertIds), ...counting });
  const byExpert = Map.groupBy(losses, ({ expertId }) => expertId);
  return new Set([...byExpert].filter(([, strikes]) => barsOf(strikes).length).map(([expertId]) => expertId));
}

/**
 * PL-13. An expert whom two strikes bar is offered, suggested, selected and started nowhere; what runs goes on. Whoever
 * places it holds a lock on its row, as whoever records a loss does: of the two one comes first. The reason is the same
 * for everybody who reads it. Refuses 409 `placement.barred-by-strikes`.
 */
export async function checkNotBarred(tx: EntityManager, expertId: string): Promise<void> {
  const [bar, ...others] = barsOf(await tx.findBy(LossEntity, { expertId, ...counting }));
  if (!bar) return;
  const { name } = await tx.findOneByOrFail(IssueGroupEntity, { key: bar.strikes[0]!.group });
  const categories = await tx.findBy(IssueCategoryEntity, { key: In(bar.strikes.map(({ category }) => category)) });
  const issues = categories.map((category) => category.name).toSorted();
  throw conflict(
    'placement.barred-by-strikes',
    `The expert lost ${bar.strikes.length} clients over ${name} (${issues.join('; ')}) and can't be placed until that is forgiven or lifted.`,
    { rule: 'PL-13', facts: { bars: [bar, ...others].map(barView) } },
  );
}
