import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, requireRole } from '#libs/access';
import type { getRankingWeights, RankingWeights, setRankingWeights } from '#libs/contracts';
import { Edits } from '#libs/history';
import type { Answer, Call } from '#libs/messaging';
import { Transactions } from '#libs/persistence';
import type { Weight } from '../offers/ranking.rules.js';

/** Factors that give all of their points or none. */
const unscaled: readonly string[] = ['zone', 'priority-right'];

type View = Answer<typeof getRankingWeights>;

/** PL-7. The weights of the ranking are data. */
@Injectable()
export class RankingWeightsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly edits: Edits,
  ) {}

  get(actor: Actor): Promise<View> {
    requireRole(actor, 'admin', 'account-executive', 'team-lead');
    return this.view(this.dataSource.manager);
  }

  set(call: Call<typeof setRankingWeights>): Promise<View> {
    const { actor, input } = call;
    requireRole(actor, 'admin');
    return this.transactions.command(call, async (tx) => {
      await this.edits.next(tx, 'ranking_weights', actor, input.version);
      for (const [factor, weight] of Object.entries(input.weights)) {
        await tx.query('update ranking_weights set points = $2, scale = coalesce($3, scale) where factor = $1', [
          factor,
          weight.points,
          'scale' in weight ? weight.scale : null,
        ]);
      }
      return this.view(tx);
    });
  }

  private async view(on: Pick<EntityManager, 'query'>): Promise<View> {
    const rows = await on.query<Weight[]>('select factor, points, scale from ranking_weights order by position');
    const weights = Object.fromEntries(
      rows.map(({ factor, points, scale }) => [factor, unscaled.includes(factor) ? { points } : { points, scale }]),
    ) as z.output<typeof RankingWeights>;
    return { weights, ...(await this.edits.of(on, 'ranking_weights')) };
  }
}
