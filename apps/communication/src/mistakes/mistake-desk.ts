import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import type { z } from 'zod';
import { type Actor, notYours } from '#libs/access';
import type { Mistake } from '#libs/contracts';
import { Clocks } from '../clocks/clocks.js';
import { CoverageEntity } from '../coverage/coverage.entity.js';
import { Coverages } from '../coverage/coverages.js';
import { MistakeEntity } from './mistake.entity.js';

export type MistakeView = z.output<typeof Mistake>;

/** Reads mistakes for whoever may see them, and locks them for whoever changes them. */
@Injectable()
export class MistakeDesk {
  constructor(
    private readonly coverages: Coverages,
    private readonly clocks: Clocks,
  ) {}

  /** 404 `access.no-such-mistake` unless the actor sees its placement. */
  async find(on: EntityManager, actor: Actor, id: string): Promise<MistakeEntity> {
    const mistake = await on.findOneBy(MistakeEntity, { id });
    if (!mistake) throw notYours('mistake');
    await this.coverages.ofPlacement(on, actor, mistake.placementId, false, 'mistake');
    return mistake;
  }

  async open(
    tx: EntityManager,
    actor: Actor,
    id: string,
  ): Promise<{ mistake: MistakeEntity; coverage: CoverageEntity }> {
    const known = await tx.findOneBy(MistakeEntity, { id });
    if (!known) throw notYours('mistake');
    const coverage = await this.coverages.ofPlacement(tx, actor, known.placementId, true, 'mistake');
    const mistake = await tx.findOneOrFail(MistakeEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
    return { mistake, coverage };
  }

  /** What every event of a mistake says. */
  about({ id: mistakeId, placementId, clientId, expertId, what, knownAt }: MistakeEntity, coverage: CoverageEntity) {
    const care = this.coverages.careOf(coverage);
    const parties = { placementId, clientId, expertId, assignedTo: expertId };
    return { mistakeId, ...parties, ...care, what, knownAt: knownAt.toISOString() };
  }

  async view(on: EntityManager, mistake: MistakeEntity): Promise<MistakeView> {
    const [view] = await this.views(on, [mistake]);
    return view!;
  }

  async views(on: EntityManager, mistakes: readonly MistakeEntity[]): Promise<MistakeView[]> {
    const clocks = await this.clocks.viewsOf(
      on,
      mistakes.map(({ id }) => id),
    );
    const placementIds = mistakes.map(({ placementId }) => placementId);
    const coverages = await on.findBy(CoverageEntity, { placementId: In(placementIds) });
    const named = new Map(coverages.map((coverage) => [coverage.placementId, coverage]));
    return mistakes.map((mistake) => {
      const { clientName, expertName } = named.get(mistake.placementId)!;
      return {
        ...mistake,
        ...{ clientName, expertName },
        knownAt: mistake.knownAt.toISOString(),
        recordedAt: mistake.recordedAt.toISOString(),
        toldAt: mistake.toldAt?.toISOString() ?? null,
        putRightAt: mistake.putRightAt?.toISOString() ?? null,
        clock: clocks.get(mistake.id)![0]!,
      };
    });
  }
}
