import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { systemActor } from '#libs/access';
import { qualityEvents } from '#libs/contracts';
import { History } from '#libs/history';
import { type EventOf, OnEvent } from '#libs/messaging';
import { newId } from '#libs/persistence';
import { Clock } from '#libs/time';
import { ProblemSituationEntity } from './problem-situation.entity.js';
import { seenWith } from './seen.rules.js';

/** QN-11. A problem that was seen twice is proposed for the catalogue, once; somebody puts into words what prevents it. */
@Injectable()
export class ProblemsConsumer {
  constructor(
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /** What somebody has judged already stays as it was judged. */
  @OnEvent(qualityEvents.problemRepeated)
  async repeated({ data }: EventOf<typeof qualityEvents.problemRepeated>, tx: EntityManager): Promise<void> {
    const { problemId, category, categoryName: title } = data;
    const known = await tx.findOne(ProblemSituationEntity, {
      where: { problemId },
      lock: { mode: 'pessimistic_write' },
    });
    const seen = seenWith(known?.seen ?? [], data.seen);
    if (!known) {
      const id = newId();
      await tx.insert(ProblemSituationEntity, {
        ...{ id, title, expectation: null, term: null, category, programmes: [], problemId, seen },
        ...{ state: 'proposed', source: 'problem', createdAt: this.clock.now(), version: 1 },
      });
      await this.history.add(tx, id, systemActor, 'proposed', 'Seen twice.');
    } else if (known.state === 'proposed' && seen.length > known.seen.length) {
      await tx.update(ProblemSituationEntity, { problemId }, { seen, version: known.version + 1 });
    }
  }
}
