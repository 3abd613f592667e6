import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import type { z } from 'zod';
import { type Actor, notYours } from '#libs/access';
import type { Bug } from '#libs/contracts';
import { History } from '#libs/history';
import { Clock } from '#libs/time';
import { Clocks } from '../clocks/clocks.js';
import { CoverageEntity } from '../coverage/coverage.entity.js';
import { Coverages } from '../coverage/coverages.js';
import { Signs } from '../shifts/signs.js';
import { BugEntity } from './bug.entity.js';

export type BugView = z.output<typeof Bug>;
/** A bug with its row locked, and its coverage, locked before it. */
export interface OpenedBug {
  bug: BugEntity;
  coverage: CoverageEntity;
}

/** What every step of a bug begins and ends with; inside the caller's transaction. */
@Injectable()
export class BugDesk {
  constructor(
    private readonly coverages: Coverages,
    private readonly clocks: Clocks,
    private readonly history: History,
    private readonly signs: Signs,
    private readonly clock: Clock,
  ) {}

  /** 404 `access.no-such-bug` unless the actor sees its placement. */
  async find(on: EntityManager, actor: Actor, id: string): Promise<BugEntity> {
    const bug = await on.findOneBy(BugEntity, { id });
    if (!bug) throw notYours('bug');
    await this.coverages.ofPlacement(on, actor, bug.placementId, false, 'bug');
    return bug;
  }

  /** The same for whoever changes it. */
  async open(tx: EntityManager, actor: Actor, id: string): Promise<OpenedBug> {
    const known = await tx.findOneBy(BugEntity, { id });
    if (!known) throw notYours('bug');
    const coverage = await this.coverages.ofPlacement(tx, actor, known.placementId, true, 'bug');
    const bug = await tx.findOneOrFail(BugEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
    return { bug, coverage };
  }

  /** Where a bug is reported. 404 for strangers, 409 `communication.not-running`. */
  async place(tx: EntityManager, actor: Actor, placementId: string): Promise<CoverageEntity> {
    const coverage = await this.coverages.ofPlacement(tx, actor, placementId, true);
    this.coverages.requireActive(coverage);
    return coverage;
  }

  async add(tx: EntityManager, actor: Actor, bug: BugEntity): Promise<void> {
    await tx.insert(BugEntity, bug);
    await this.history.add(tx, bug.id, actor, bug.state);
  }

  /** Saves a step and keeps who took it, with its words. */
  async save(
    tx: EntityManager,
    actor: Actor,
    bug: BugEntity,
    set: Partial<BugEntity>,
    words: string | null,
  ): Promise<BugEntity> {
    const saved = { ...bug, ...set, version: bug.version + 1 };
    await tx.update(BugEntity, { id: bug.id }, { ...set, version: saved.version });
    await this.history.add(tx, bug.id, actor, saved.state, words);
    if (actor.expertId) await this.signs.note(tx, bug.placementId, actor.expertId, this.clock.now());
    return saved;
  }

  /** What every event of a bug says; the expert is told first. */
  about({ id: bugId, placementId, clientId, expertId, title, severity }: BugEntity, coverage: CoverageEntity) {
    const care = this.coverages.careOf(coverage);
    return { ...{ bugId, placementId, clientId, expertId, assignedTo: expertId, title, severity }, ...care };
  }

  async view(on: EntityManager, bug: BugEntity): Promise<BugView> {
    const [view] = await this.views(on, [bug]);
    return view!;
  }

  async views(on: EntityManager, bugs: readonly BugEntity[]): Promise<BugView[]> {
    const ids = bugs.map(({ id }) => id);
    const clocks = await this.clocks.viewsOf(on, ids);
    const history = await this.history.of(on, ids);
    const coverages = await on.findBy(CoverageEntity, { placementId: In(bugs.map(({ placementId }) => placementId)) });
    const named = new Map(coverages.map((coverage) => [coverage.placementId, coverage]));
    return bugs.map((bug) => {
      const { clientName, expertName } = named.get(bug.placementId)!;
      return {
        ...bug,
        ...{ clientName, expertName },
        reportedAt: bug.reportedAt.toISOString(),
        fixedAt: bug.fixedAt?.toISOString() ?? null,
        clocks: clocks.get(bug.id) ?? [],
        history: history.get(bug.id) ?? [],
      };
    });
  }
}
