import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, requireRole, staff } from '#libs/access';
import type { Concentration, RevenueWindow } from '#libs/contracts';
import { wireMoney } from '#libs/persistence';
import { Clock } from '#libs/time';
import { PolicyService } from '../policy/policy.service.js';
import { type ReportWindow, reportWindow, sumsByClient, usual } from './revenue-window.js';
import { herfindahl, passes, shareable, sharesOf, sumOf } from './revenue.rules.js';

export type Of = 'placements' | 'revenue';
const mostListed = 100;

/** What one client has of it. */
export interface ClientPart {
  clientId: string;
  clientName: string;
  placements: bigint;
  revenue: bigint;
  placementShare: number | null;
  revenueShare: number | null;
  overLimit: Of[];
}

/** A client that is over the limit; of revenue in one currency. */
export interface Over {
  part: ClientPart;
  of: Of;
  currency: string | null;
}

/** PL-18. How much hangs on one client. */
@Injectable()
export class ConcentrationService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly policy: PolicyService,
    private readonly clock: Clock,
  ) {}

  async get(actor: Actor, asked: z.output<typeof RevenueWindow>): Promise<z.output<typeof Concentration>> {
    requireRole(actor, ...staff);
    const { currency, from, to } = this.window(asked);
    const { parts, limitPercent } = await this.parts(this.dataSource.manager, asked);
    const [placements, revenue] = [parts.map((each) => each.placements), parts.map((each) => each.revenue)];
    return {
      ...{ currency, from, to, limit: limitPercent * 100 },
      placements: { total: Number(sumOf(placements)), herfindahl: herfindahl(placements) },
      revenue: { total: wireMoney(sumOf(revenue), currency), herfindahl: herfindahl(revenue) },
      clients: parts
        .toSorted((a, b) => largest(b) - largest(a))
        .slice(0, mostListed)
        .map((each) => ({
          ...each,
          placements: Number(each.placements),
          revenue: wireMoney(each.revenue, currency),
        })),
    };
  }

  /** Every client that has an active placement or revenue in the window, the most revenue first. */
  async parts(
    on: Pick<EntityManager, 'query'>,
    asked: z.output<typeof RevenueWindow>,
  ): Promise<{ parts: ClientPart[]; limitPercent: number }> {
    const rows = await on.query<{ clientId: string; clientName: string; placements: string; revenue: string }[]>(
      `select client_id as "clientId", coalesce(name, client_id::text) as "clientName",
         coalesce(running, 0) as placements, coalesce(revenue, 0) as revenue
       from (${sumsByClient}) sums
         full join (select client_id, count(*) as running from placements where active group by 1) active using (client_id)
         left join clients using (client_id)
       order by coalesce(revenue, 0) desc, client_id`,
      this.window(asked).params,
    );
    const { concentrationLimitPercent: limitPercent } = await this.policy.of(on);
    const amounts = rows.map((row) => ({ placements: BigInt(row.placements), revenue: BigInt(row.revenue) }));
    const ofEach = { placements: columnOf(amounts, 'placements'), revenue: columnOf(amounts, 'revenue') };
    const parts = rows.map(({ clientId, clientName }, n) => ({
      ...{ clientId, clientName, ...amounts[n]! },
      placementShare: ofEach.placements.shares[n]!,
      revenueShare: ofEach.revenue.shares[n]!,
      overLimit: (['placements', 'revenue'] as const).filter((of) =>
        passes(amounts[n]![of], ofEach[of].total, limitPercent),
      ),
    }));
    return { parts, limitPercent };
  }

  /** PL-18. Who is over the limit now: of active placements, and of the last twelve months' revenue in each currency. */
  async over(on: Pick<EntityManager, 'query'>): Promise<{ over: Over[]; isQuiet: boolean; limitPercent: number }> {
    const { from, to } = this.window({});
    const billed = await on.query<{ currency: string }[]>(
      'select distinct currency from revenue_tallies where month between $1::date and $2::date order by 1',
      [`${from}-01`, `${to}-01`],
    );
    const looked = [];
    for (const { currency } of billed.length ? billed : [{ currency: usual }])
      looked.push({ currency, ...(await this.parts(on, { currency })) });
    const over = looked.flatMap(({ currency, parts }, n): Over[] => [
      // Placements are the same in each.
      ...(n
        ? []
        : parts.filter(isOver('placements')).map((part) => ({ part, of: 'placements' as const, currency: null }))),
      ...parts.filter(isOver('revenue')).map((part) => ({ part, of: 'revenue' as const, currency })),
    ]);
    const isQuiet = looked.every(({ parts }) => !parts.length);
    return { over, isQuiet, limitPercent: looked[0]!.limitPercent };
  }

  private window(asked: z.output<typeof RevenueWindow>): ReportWindow {
    return reportWindow(asked, this.clock.now());
  }
}

const isOver =
  (of: Of) =>
  ({ overLimit }: ClientPart): boolean =>
    overLimit.includes(of);

function columnOf(amounts: readonly Record<Of, bigint>[], of: Of): { shares: (number | null)[]; total: bigint } {
  const all = amounts.map((each) => each[of]);
  return { shares: sharesOf(all), total: shareable(all) };
}

const largest = ({ placementShare, revenueShare }: ClientPart): number =>
  Math.max(placementShare ?? 0, revenueShare ?? 0);
