import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Actor, requireRole, staff } from '#libs/access';
import type { getMetricPairs, setMetricPairs } from '#libs/contracts';
import { Edits } from '#libs/history';
import type { Answer, Call } from '#libs/messaging';
import { Transactions } from '#libs/persistence';

type View = Answer<typeof getMetricPairs>;
type Queries = Pick<EntityManager, 'query'>;

/** QN-5. Which delivery goes with which score, and what both are judged by, is data. */
@Injectable()
export class MetricPairsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly edits: Edits,
  ) {}

  get(actor: Actor): Promise<View> {
    requireRole(actor, ...staff);
    return this.view(this.dataSource.manager);
  }

  /** Refuses 412 `request.stale`. */
  set(call: Call<typeof setMetricPairs>): Promise<View> {
    const { actor, input } = call;
    requireRole(actor, 'admin');
    return this.transactions.command(call, async (tx) => {
      await this.edits.next(tx, 'metric_pairs', actor, input.version);
      await tx.query('update metric_pairs set pairs = $1', [JSON.stringify(input.pairs)]);
      return this.view(tx);
    });
  }

  async pairs(on: Queries): Promise<View['pairs']> {
    const [row] = await on.query<Pick<View, 'pairs'>[]>('select pairs from metric_pairs');
    return row!.pairs;
  }

  private async view(on: Queries): Promise<View> {
    return { pairs: await this.pairs(on), ...(await this.edits.of(on, 'metric_pairs')) };
  }
}
