import { Injectable } from '@nestjs/common';
import { type EntityManager, In, Not } from 'typeorm';
import type { z } from 'zod';
import type { Scores } from '#libs/contracts';
import type { Day } from '#libs/time';
import { ClientScoreEntity } from './client-score.entity.js';

export interface ScoredBy {
  source: ClientScoreEntity['source'];
  sourceId: string;
  placement: { placementId: string; clientId: string; expertId: string };
  day: Day;
}

/** QN-5. The client's side of the metric pairs, from questionnaires and one-to-ones. */
@Injectable()
export class ClientScores {
  /** The scores of one source for one placement as they are now; those it gave before and no longer gives are gone. */
  async set(tx: EntityManager, by: ScoredBy, scores: z.output<typeof Scores>): Promise<void> {
    const { source, sourceId, placement, day } = by;
    const { placementId, clientId, expertId } = placement;
    const keys = Object.keys(scores) as (keyof typeof scores)[];
    await tx.delete(ClientScoreEntity, { sourceId, placementId, key: Not(In(keys)) });
    const rows = keys.map((key) => ({
      ...{ source, sourceId, placementId, clientId, expertId, day },
      ...{ key, score: scores[key]! },
    }));
    if (rows.length) await tx.upsert(ClientScoreEntity, rows, ['sourceId', 'placementId', 'key']);
  }
}
