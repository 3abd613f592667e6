import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Actor, requireRole, staff } from '#libs/access';
import type { getChurnWeights, setChurnWeights } from '#libs/contracts';
import { stale } from '#libs/errors';
import type { Answer, Call } from '#libs/messaging';
import { Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import type { Cause, Weights } from './risk.rules.js';

type View = Answer<typeof getChurnWeights>;
type Queries = Pick<EntityManager, 'query'>;

/** QN-10. How much each cause counts is data. */
@Injectable()
export class ChurnWeightsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
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
      const [edited] = await tx.query<[unknown[], number]>(
        `update churn_weights_version set version = version + 1, updated_at = $2, updated_by = $3 where version = $1
         returning version`,
        [input.version, this.clock.now(), actor.name],
      );
      if (!edited.length) throw stale((await this.view(tx)).version);
      for (const [cause, { points, most }] of Object.entries(input.weights)) {
        await tx.query('update churn_weights set points = $2, most = $3 where cause = $1', [cause, points, most]);
      }
      return this.view(tx);
    });
  }

  private async view(on: Queries): Promise<View> {
    const [edit] = await on.query<{ version: number; updatedAt: Date; updatedBy: string }[]>(
      `select version, updated_at as "updatedAt", updated_by as "updatedBy" from churn_weights_version`,
    );
    return { ...edit!, updatedAt: edit!.updatedAt.toISOString(), weights: await this.weights(on) };
  }
}
