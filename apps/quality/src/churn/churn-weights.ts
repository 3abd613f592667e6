import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Actor, requireRole, staff } from '#libs/access';
import type { getChurnWeights, setChurnWeights } from '#libs/contracts';
import { Edits } from '#libs/history';
import type { Answer, Call } from '#libs/messaging';
import { Transactions } from '#libs/persistence';
import type { Cause, Weights } from './risk.rules.js';

type View = Answer<typeof getChurnWeights>;
type Queries = Pick<EntityManager, 'query'>;

/** QN-10. How much each cause counts is data. */
@Injectable()
export class ChurnWeightsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly edits: Edits,
  ) {}

  get(actor: Actor): Promise<View> {
    requireRole(actor, ...staff);
    return this.view(this.dataSource.manager);
  }

  async weights(on: Queries): Promise<Weights> {
    const rows = await on.query<{ cause: Cause; points: number; most: number }[]>(
      'select cause, points, most from churn_weights order by position',
    );
    return Object.fromEntries(rows.map(({ cause, points, most }) => [cause, { points, most }])) as Weights;
  }

  set(call: Call<typeof setChurnWeights>): Promise<View> {
    const { actor, input } = call;
    requireRole(actor, 'admin');
    return this.transactions.command(call, async (tx) => {
      await this.edits.next(tx, 'churn_weights', actor, input.version);
      for (const [cause, { points, most }] of Object.entries(input.weights)) {
        await tx.query('update churn_weights set points = $2, most = $3 where cause = $1', [cause, points, most]);
      }
      return this.view(tx);
    });
  }

  private async view(on: Queries): Promise<View> {
    return { weights: await this.weights(on), ...(await this.edits.of(on, 'churn_weights')) };
  }
}
