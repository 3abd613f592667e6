import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { type Actor, requireRole, staff } from '#libs/access';
import {
  type LeagueFilter,
  type LeagueRow,
  type RevenueBySource,
  type RevenueSeries,
  RevenueSource,
  type RevenueWindow,
} from '#libs/contracts';
import { type Page, pageOfSql, wireMoney } from '#libs/persistence';
import { Clock } from '#libs/time';
import { PolicyService } from '../policy/policy.service.js';
import { inWindow, reportWindow, summed, sumsByClient } from './revenue-window.js';
import { meets, monthsIn, shareable, sharesOf, sumOf } from './revenue.rules.js';

type Source = z.output<typeof RevenueSource>;
type Window = z.output<typeof RevenueWindow>;

/** Sums as Postgres writes them. */
interface Sums {
  revenue: string;
  profit: string;
  commission: string;
}

const nothing = { revenue: 0n, profit: 0n, commission: 0n };
/** RC-7. What brought a client is read from its won lead each time: a lead won later counts for what came before too. */
const bySource = `left join leads on leads.client_id = sums.client_id and leads.state = 'won'
  left join referrers on referrers.id = leads.referrer_id`;

/** RC-7. Reports on the tallies, whatever number of invoices there are. */
@Injectable()
export class RevenueService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly policy: PolicyService,
    private readonly clock: Clock,
  ) {}

  async bySource(actor: Actor, asked: Window): Promise<z.output<typeof RevenueBySource>> {
    requireRole(actor, ...staff);
    const { from, to, currency, params } = reportWindow(asked, this.clock.now());
    const rows = await this.dataSource.query<(Sums & { source: Source; clients: number })[]>(
      `select coalesce(kind, 'direct') as source, count(*)::integer as clients, sum(revenue) as revenue,
         sum(profit) as profit, sum(commission) as commission
       from (${sumsByClient}) sums ${bySource} group by 1`,
      params,
    );
    const { referencesBenchmarkPercent } = await this.policy.of(this.dataSource);
    const found = new Map(rows.map((row) => [row.source, { clients: row.clients, ...bigints(row) }]));
    const sources = RevenueSource.options.map((source) => ({ source, clients: 0, ...nothing, ...found.get(source) }));
    const [revenues, profits] = [sources.map((each) => each.revenue), sources.map((each) => each.profit)];
    const [revenueShares, profitShares] = [sharesOf(revenues), sharesOf(profits)];
    const referred = revenues.filter((_, n) => sources[n]!.source !== 'direct');
    const direct = revenueShares[sources.findIndex(({ source }) => source === 'direct')];
    return {
      ...{ currency, from, to },
      revenue: wireMoney(sumOf(revenues), currency),
      profit: wireMoney(sumOf(profits), currency),
      sources: sources.map(({ source, clients, ...sums }, n) => ({
        ...{ source, clients },
        revenue: wireMoney(sums.revenue, currency),
        profit: wireMoney(sums.profit, currency),
        commission: wireMoney(sums.commission, currency),
        revenueShare: revenueShares[n]!,
        profitShare: profitShares[n]!,
      })),
      referencesShare: typeof direct === 'number' ? 10_000 - direct : null,
      benchmark: referencesBenchmarkPercent * 100,
      meetsBenchmark: meets(shareable(referred), shareable(revenues), referencesBenchmarkPercent),
    };
  }

  async series(actor: Actor, asked: Window): Promise<z.output<typeof RevenueSeries>> {
    requireRole(actor, ...staff);
    const window = reportWindow(asked, this.clock.now());
    const { currency, params } = window;
    const rows = await this.dataSource.query<(Sums & { month: string; source: Source })[]>(
      `select to_char(month, 'YYYY-MM') as month, coalesce(kind, 'direct') as source, ${summed}
       from revenue_tallies sums ${bySource} where ${inWindow} group by month, 2`,
      params,
    );
    const found = new Map(rows.map((row) => [`${row.source} ${row.month}`, bigints(row)]));
    const months = monthsIn(window);
    const lines = RevenueSource.options.map((source) => ({
      source,
      points: months.map((month) => found.get(`${source} ${month}`) ?? nothing),
    }));
    const shares = months.map((_, n) => sharesOf(lines.map(({ points }) => points[n]!.revenue)));
    return {
      ...{ currency, months },
      series: lines.map(({ source, points }, line) => ({
        source,
        revenue: points.map(({ revenue }) => wireMoney(revenue, currency)),
        profit: points.map(({ profit }) => wireMoney(profit, currency)),
        share: shares.map((ofMonth) => ofMonth[line]!),
      })),
    };
  }

  async league(actor: Actor, filter: z.output<typeof LeagueFilter>): Promise<Page<z.output<typeof LeagueRow>>> {
    requireRole(actor, ...staff);
    const { currency, params } = reportWindow(filter, this.clock.now());
    const key = filter.sort.endsWith('clientsWon') ? 'clients_won' : 'revenue';
    const sql = `
      select *, rank() over (order by ${key} desc)::integer as position
      from (
        select referrers.id, name, kind, count(*)::integer as clients_won, coalesce(sum(revenue), 0) as revenue,
          coalesce(sum(commission), 0) as commission
        from leads join referrers on referrers.id = leads.referrer_id
          left join (${sumsByClient}) sums on sums.client_id = leads.client_id
        where leads.state = 'won' group by referrers.id
      ) league`;
    const list = { id: 'id', sorts: { revenue: 'revenue', clientsWon: 'clients_won' }, defaultSort: '-revenue' };
    const page = await pageOfSql<Omit<Sums, 'profit'> & LeagueColumns>(this.dataSource, { sql, params }, filter, list);
    return {
      ...page,
      items: page.items.map(({ position, id, name, kind, clients_won: clientsWon, revenue, commission }) => ({
        ...{ position, referrerId: id, referrerName: name, kind, clientsWon },
        revenue: wireMoney(revenue, currency),
        commission: wireMoney(commission, currency),
      })),
    };
  }
}

interface LeagueColumns {
  id: string;
  name: string;
  kind: z.output<typeof LeagueRow>['kind'];
  clients_won: number;
  position: number;
}

const bigints = ({ revenue, profit, commission }: Sums) => ({
  revenue: BigInt(revenue),
  profit: BigInt(profit),
  commission: BigInt(commission),
});
