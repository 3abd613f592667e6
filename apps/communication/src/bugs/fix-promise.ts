import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import type { Actor } from '#libs/access';
import { Clock } from '#libs/time';
import { Clocks } from '../clocks/clocks.js';
import { type CoverageChanged, CoverageChanges } from '../coverage/coverage-changes.js';
import { Coverages } from '../coverage/coverages.js';
import type { OpenedBug } from './bug-desk.js';
import { BugEntity } from './bug.entity.js';

/** CS-6. How soon a production bug is fixed: by the terms of the contract, at night too where they say so. */
@Injectable()
export class FixPromise {
  constructor(
    private readonly coverages: Coverages,
    private readonly clocks: Clocks,
    private readonly clock: Clock,
    changes: CoverageChanges,
  ) {
    changes.follow((tx, change) => this.follow(tx, change));
  }

  /** One that was stopped counts on: a bug has one fix clock in its life. A placement that rests promises nothing. */
  async start(tx: EntityManager, actor: Actor, { bug, coverage }: OpenedBug): Promise<void> {
    const { id: subjectId, title, expertId: assignedTo, placementId } = bug;
    if (coverage.state !== 'active') return;
    const earlier = (await this.clocks.viewsOf(tx, [subjectId])).get(subjectId) ?? [];
    if (earlier.length) return this.clocks.reopen(tx, actor, subjectId);
    const { productionBugFix } = await this.coverages.termsAt(tx, placementId, this.clock.now());
    const { withinMinutes, warnAtMinutes, aroundTheClock } = productionBugFix;
    await this.clocks.start(tx, actor, {
      ...{ kind: 'fix', subjectKind: 'bug', subjectId, title, coverage, assignedTo, aroundTheClock },
      targetSeconds: withinMinutes * 60,
      warnings: [warnAtMinutes * 60],
    });
  }

  /** What became a production bug while the placement rested has its clock from now on; others go on by themselves. */
  private async follow(tx: EntityManager, { what, coverage, actor }: CoverageChanged): Promise<void> {
    if (what !== 'resumed') return;
    const { placementId } = coverage;
    const bugs = await tx
      .createQueryBuilder(BugEntity, 'bug')
      .where({ placementId, severity: 'production', state: In(['open', 'worked-around']) })
      .andWhere(
        `not exists (select from clocks where subject_id = bug.id
           and (state <> 'stopped' or stopped_because = 'paused'))`,
      )
      .orderBy('bug.id')
      .setLock('pessimistic_write')
      .getMany();
    for (const bug of bugs) await this.start(tx, actor, { bug, coverage });
  }
}
