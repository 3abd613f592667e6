import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { IssueCategory } from '#libs/contracts';
import { type IssueCategoryEntity, IssueGroupEntity } from './issue-category.entity.js';

export type IssueCategoryView = z.output<typeof IssueCategory>;

/** The one lock for whoever changes the catalogue, or tells of all of it. */
export const lockCatalogue = (tx: EntityManager): Promise<unknown> =>
  tx.query(`select pg_advisory_xact_lock(hashtext('issue-categories'))`);

export async function viewsOf(on: EntityManager, categories: IssueCategoryEntity[]): Promise<IssueCategoryView[]> {
  const names = new Map((await on.find(IssueGroupEntity)).map(({ key, name }) => [key, name]));
  return categories.map((category) => ({
    ...category,
    groupName: names.get(category.group)!,
    updatedAt: category.updatedAt.toISOString(),
  }));
}

/** What the event says of a category. */
export const factsOf = ({ id: categoryId, key, name, group, groupName, active }: IssueCategoryView) => ({
  ...{ categoryId, key, name, group, groupName, active },
});
