import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Actor, requireRole, staff } from '#libs/access';
import type { getMetricPairs, setMetricPairs } from '#libs/contracts';
import { stale } from '#libs/errors';
import type { Answer, Call } from '#libs/messaging';
import { Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';

type View = Answer<typeof getMetricPairs>;
type Queries = Pick<EntityManager, 'query'>;

/** QN-5. Which delivery goes with which score, and what both are judged by, is data. */
@Injectable()
export class MetricPairsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
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
      const [set] = await tx.query<[unknown[], number]>(
        `update metric_pairs set pairs = $2, version = version + 1, updated_at = $3, updated_by = $4
         where version = $1 returning version`,
        [input.version, JSON.stringify(input.pairs), this.clock.now(), actor.name],
      );
      const view = await this.view(tx);
      if (!set.length) throw stale(view.version);
      return view;
    });
  }

  async pairs(on: Queries): Promise<View['pairs']> {
    return (await this.view(on)).pairs;
  }

  private async view(on: Queries): Promise<View> {
    const [row] = await on.query<(Omit<View, 'updatedAt'> & { updatedAt: Date })[]>(
      `select pairs, version, updated_at as "updatedAt", updated_by as "updatedBy" from metric_pairs`,
    );
    return { ...row!, updatedAt: row!.updatedAt.toISOString() };
  }
}
