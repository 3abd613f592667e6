import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { Referrer } from '#libs/contracts';
import { codePageOf } from './code.rules.js';
import type { ReferrerEntity } from './referrer.entity.js';

export type ReferrerView = z.output<typeof Referrer>;
type Counts = ReferrerView['leads'];

/** Shows referrers. */
@Injectable()
export class ReferrerDesk {
  async view(on: EntityManager, referrer: ReferrerEntity): Promise<ReferrerView> {
    return (await this.views(on, [referrer]))[0]!;
  }

  async views(on: EntityManager, referrers: readonly ReferrerEntity[]): Promise<ReferrerView[]> {
    const rows = await on.query<(Counts & { id: string })[]>(
      `select referrer_id as id, count(*) filter (where state not in ('won', 'lost', 'refused'))::int as open,
         count(*) filter (where state = 'won')::int as won, count(*) filter (where state = 'lost')::int as lost
       from leads where referrer_id = any($1) group by referrer_id`,
      [referrers.map(({ id }) => id)],
    );
    const counts = new Map(rows.map(({ id, ...leads }) => [id, leads]));
    return referrers.map(({ id, kind, name, email, note, code, createdAt, createdBy }) => ({
      ...{ id, kind, name, email, note, code, codePage: code && codePageOf(code) },
      leads: counts.get(id) ?? { open: 0, won: 0, lost: 0 },
      ...{ createdAt: createdAt.toISOString(), createdBy },
    }));
  }
}
