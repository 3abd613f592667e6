import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, members, notYours, requireRole } from '#libs/access';
import {
  type addIssueCategory,
  type changeIssueCategory,
  type IssueCategoryFilter,
  placementEvents,
} from '#libs/contracts';
import { conflict, invalidField, stale } from '#libs/errors';
import { type Call, Outbox } from '#libs/messaging';
import { newId, type Page, pageOf, Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import { factsOf, type IssueCategoryView, lockCatalogue, viewsOf } from './catalogue.js';
import { IssueCategoryEntity, IssueGroupEntity } from './issue-category.entity.js';

/** PL-13, QN-4. The catalogue of issue categories; the other services learn it by its events. */
@Injectable()
export class CategoriesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  async list(actor: Actor, filter: z.output<typeof IssueCategoryFilter>): Promise<Page<IssueCategoryView>> {
    requireRole(actor, ...members);
    const on = this.dataSource.manager;
    const { group, active } = filter;
    const query = on.createQueryBuilder(IssueCategoryEntity, 'category').where({
      ...(group && { group }),
      ...(active && { active: active === 'true' }),
    });
    const page = await pageOf(query, filter, {
      id: 'category.id',
      sorts: { key: 'category.key', name: 'category.name' },
      defaultSort: 'key',
    });
    return { ...page, items: await viewsOf(on, page.items) };
  }

  /** Refuses 409 `placement.issue-category-known`, 422 `placement.group-name-missing`. */
  add(call: Call<typeof addIssueCategory>): Promise<IssueCategoryView> {
    const { actor, input } = call;
    return this.edit(call, async (tx) => {
      const { key, name, group, groupName } = input;
      if (await tx.existsBy(IssueCategoryEntity, { key })) throw known();
      const renamed = await this.nameGroup(tx, actor, group, groupName);
      const category = { id: newId(), key, name, group, active: true, ...this.stamp(actor), version: 1 };
      await tx.insert(IssueCategoryEntity, category);
      return [category, ...renamed];
    });
  }

  /** What is recorded keeps the group it was recorded with. Refuses 412 `request.stale`, 422 `placement.group-name-missing`. */
  change(call: Call<typeof changeIssueCategory>): Promise<IssueCategoryView> {
    const { actor, input } = call;
    return this.edit(call, async (tx) => {
      const { groupName, ...change } = input.change;
      const category = await tx.findOneBy(IssueCategoryEntity, { id: input.id });
      if (!category) throw notYours('issue-category');
      if (category.version !== input.version) throw stale(category.version);
      const renamed = await this.nameGroup(tx, actor, change.group ?? category.group, groupName);
      const changed = { ...category, ...change, ...this.stamp(actor), version: category.version + 1 };
      await tx.update(IssueCategoryEntity, { id: category.id }, changed);
      return [changed, ...renamed.filter(({ id }) => id !== category.id)];
    });
  }

  /** A group has one name: a new one goes for all of its categories, which are answered then. */
  private async nameGroup(
    tx: EntityManager,
    actor: Actor,
    key: string,
    name: string | undefined,
  ): Promise<IssueCategoryEntity[]> {
    const group = await tx.findOneBy(IssueGroupEntity, { key });
    if (!group && !name) throw groupNameMissing();
    if (!name || group?.name === name) return [];
    await tx.save(IssueGroupEntity, { key, name });
    const others = await tx.findBy(IssueCategoryEntity, { group: key });
    const renamed = others.map((each) => ({ ...each, ...this.stamp(actor), version: each.version + 1 }));
    for (const each of renamed) await tx.update(IssueCategoryEntity, { id: each.id }, each);
    return renamed;
  }

  private stamp = ({ name }: Actor) => ({ updatedBy: name, updatedAt: this.clock.now() });

  /** One editor at a time; tells of all that changed, and answers the first of it. */
  private edit(
    call: Call<typeof addIssueCategory> | Call<typeof changeIssueCategory>,
    work: (tx: EntityManager) => Promise<IssueCategoryEntity[]>,
  ): Promise<IssueCategoryView> {
    const { actor } = call;
    requireRole(actor, 'admin');
    return this.transactions.command(call, async (tx) => {
      await lockCatalogue(tx);
      const changed = await viewsOf(tx, await work(tx));
      const events = changed.map((category) => ({ aggregateId: category.id, actor, data: factsOf(category) }));
      await this.outbox.addAll(tx, placementEvents.issueCategorySet, events);
      return changed[0]!;
    });
  }
}

const known = () =>
  conflict('placement.issue-category-known', 'There is a category of this key; it may be inactive.', {
    rule: 'PL-13',
    errors: [{ field: 'key', message: 'must be a new one' }],
  });

const groupNameMissing = () =>
  invalidField('placement.group-name-missing', 'groupName', 'must name a group that is new', 'PL-13');
