import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, requireRole, staff } from '#libs/access';
import type { ConductLadders, getConductLadders, setConductLadders } from '#libs/contracts';
import { Edits } from '#libs/history';
import type { Answer, Call } from '#libs/messaging';
import { Transactions } from '#libs/persistence';
import type { ConductCategory, ConductLadder } from '../types.js';

type View = Answer<typeof getConductLadders>;
type Queries = Pick<EntityManager, 'query'>;

/** PL-14. The ladder of each category is data. */
@Injectable()
export class LaddersService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly edits: Edits,
  ) {}

  get(actor: Actor): Promise<View> {
    requireRole(actor, 'expert', ...staff);
    return this.view(this.dataSource.manager);
  }

  set(call: Call<typeof setConductLadders>): Promise<View> {
    const { actor, input } = call;
    requireRole(actor, 'admin');
    return this.transactions.command(call, async (tx) => {
      await this.edits.next(tx, 'conduct_ladders', actor, input.version);
      for (const [category, { chances, coaching, appealDays }] of Object.entries(input.ladders)) {
        await tx.query('update conduct_ladders set chances = $2, coaching = $3, appeal_days = $4 where category = $1', [
          ...[category, chances, coaching, appealDays],
        ]);
      }
      return this.view(tx);
    });
  }

  async of(on: Queries, category: ConductCategory): Promise<ConductLadder> {
    return (await this.all(on))[category];
  }

  private async view(on: Queries): Promise<View> {
    return { ladders: await this.all(on), ...(await this.edits.of(on, 'conduct_ladders')) };
  }

  private async all(on: Queries) {
    const rows = await on.query<({ category: ConductCategory } & ConductLadder)[]>(
      'select category, chances, coaching, appeal_days as "appealDays" from conduct_ladders order by category',
    );
    return Object.fromEntries(rows.map(({ category, ...ladder }) => [category, ladder])) as z.output<
      typeof ConductLadders
    >;
  }
}
