import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { Scores } from '#libs/contracts';
import { newId } from '#libs/persistence';
import { dayOf } from '#libs/time';
import { ClientScores } from '../deliveries/client-scores.js';
import type { CaredFor } from '../network/circle.js';
import type { CadenceEntity } from './cadence.entity.js';
import { Cadences, zoneOf } from './cadences.js';
import type { OneToOneEntity } from './one-to-one.entity.js';
import { nextOneToOneState } from './one-to-one-state.rules.js';
import { type By, OneToOneDesk } from './one-to-one-desk.js';

type Talk = Pick<OneToOneEntity, 'heldBy' | 'meetingId' | 'notes' | 'agreed' | 'overall'> & { heldAt: Date };

/** QN-7. A talk took place: it is the one-to-one that was to be held, or an extra one, and the next follows from it. */
@Injectable()
export class Talks {
  constructor(
    private readonly desk: OneToOneDesk,
    private readonly cadences: Cadences,
    private readonly scores: ClientScores,
  ) {}

  /** With the cadence locked, and the one-to-one; null for an extra one. 409 `quality.one-to-one-closed`. */
  async take(
    tx: EntityManager,
    by: By,
    { placement, cadence }: { placement: CaredFor; cadence: CadenceEntity },
    oneToOne: OneToOneEntity | null,
    talk: Talk,
  ): Promise<OneToOneEntity> {
    const timeZone = oneToOne?.timeZone ?? zoneOf(placement, cadence.with);
    const heldOn = dayOf(talk.heldAt, timeZone);
    const { placementId, clientId, expertId } = placement;
    const held = oneToOne
      ? await this.desk.save(tx, by.actor, oneToOne, { ...talk, state: nextOneToOneState(oneToOne.state, 'hold') })
      : await this.desk.add(tx, by.actor, {
          ...{ id: newId(), placementId, clientId, expertId, with: cadence.with, state: 'held' },
          ...{ dueOn: heldOn, timeZone, extra: true, missedAt: null, cancelledBecause: null },
          ...{ ...talk, version: 1 },
        });
    if (oneToOne?.state === 'due') await this.cadences.goOn(tx, placement, cadence, heldOn);
    else await this.cadences.countExtra(tx, placement, cadence, heldOn);
    await this.desk.tell(tx, by, placement, held);
    return held;
  }

  /** QN-5. What the client scored in one that was held, as it is now. */
  async score(tx: EntityManager, oneToOne: OneToOneEntity, scores: z.output<typeof Scores>): Promise<void> {
    const { id: sourceId, heldAt, timeZone } = oneToOne;
    const day = dayOf(heldAt!, timeZone);
    await this.scores.set(tx, { source: 'one-to-one', sourceId, placement: oneToOne, day }, scores);
  }
}
