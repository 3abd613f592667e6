import { Injectable } from '@nestjs/common';
import { Between, type EntityManager, In, Not } from 'typeorm';
import type { Actor } from '#libs/access';
import { qualityEvents } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { newId } from '#libs/persistence';
import { ComplaintEntity } from './complaint.entity.js';
import { IssueCategoryEntity, ProblemEntity } from './issue.entities.js';
import { countsFrom, type ProblemPolicy, problemSeen } from './problem.rules.js';

/** QN-11. Notices that a complaint shows a problem which was seen before, and proposes it as a situation (PL-11). */
@Injectable()
export class Problems {
  constructor(private readonly outbox: Outbox) {}

  /**
   * The caller holds the lock of its category. Told again each time it is seen once more, with what is new only: an event
   * doesn't grow with the years.
   */
  async sighted(tx: EntityManager, actor: Actor, complaint: ComplaintEntity): Promise<void> {
    const { id, category, loggedAt } = complaint;
    const policy = await this.policy(tx);
    const earlier = await tx.find(ComplaintEntity, {
      where: { id: Not(id), category, loggedAt: Between(countsFrom(loggedAt, policy), loggedAt) },
      order: { loggedAt: 'asc', id: 'asc' },
    });
    const found = problemSeen([...earlier, complaint], policy);
    if (!found) return;
    const fresh = found.fresh.map((each) => each.id);
    const problemId = found.problemId ?? newId();
    await tx.upsert(ProblemEntity, { id: problemId, category, lastSeenAt: loggedAt }, ['id']);
    await tx.update(ComplaintEntity, { id: In(fresh) }, { problemId });
    const { name: categoryName } = await tx.findOneByOrFail(IssueCategoryEntity, { key: category });
    const shown = [...earlier, complaint].filter((each) => fresh.includes(each.id));
    const seen = shown.map((each) => {
      return { complaintId: each.id, what: each.what, loggedAt: each.loggedAt.toISOString() };
    });
    const data = { problemId, category, categoryName, seen };
    await this.outbox.add(tx, qualityEvents.problemRepeated, { aggregateId: problemId, actor, data });
  }

  private async policy(tx: EntityManager): Promise<ProblemPolicy> {
    const [policy] = await tx.query<ProblemPolicy[]>('select times, within_days as "withinDays" from problem_policy');
    return policy!;
  }
}
