import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#libs/access';
import { Clock } from '#libs/time';
import { Clocks } from '../clocks/clocks.js';
import { Coverages } from '../coverage/coverages.js';
import type { OpenedBug } from './bug-desk.js';

/** CS-6. How soon a production bug is fixed: by the terms of the contract, at night too where they say so. */
@Injectable()
export class FixPromise {
  constructor(
    private readonly coverages: Coverages,
    private readonly clocks: Clocks,
    private readonly clock: Clock,
  ) {}

  /** One that was stopped counts on: a bug has one fix clock in its life. */
  async start(tx: EntityManager, actor: Actor, { bug, coverage }: OpenedBug): Promise<void> {
    const { id: subjectId, title, expertId: assignedTo, placementId } = bug;
    const earlier = (await this.clocks.viewsOf(tx, [subjectId])).get(subjectId) ?? [];
    if (earlier.length) return this.clocks.reopen(tx, actor, subjectId);
    if (coverage.state !== 'active') return;
    const { productionBugFix } = await this.coverages.termsAt(tx, placementId, this.clock.now());
    const { withinMinutes, warnAtMinutes, aroundTheClock } = productionBugFix;
    await this.clocks.start(tx, actor, {
      ...{ kind: 'fix', subjectKind: 'bug', subjectId, title, coverage, assignedTo, aroundTheClock },
      targetSeconds: withinMinutes * 60,
      warnings: [warnAtMinutes * 60],
    });
  }
}
