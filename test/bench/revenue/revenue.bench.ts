import { getConcentration, getRevenueBySource, getRevenueSeries, listLeague } from '#libs/contracts';
import { anAdmin, TestService } from '#libs/testing';
import { migrations } from '../../../apps/referral/src/migrations/index.js';
import { ReferralModule } from '../../../apps/referral/src/referral.module.js';
import { fill } from '../support/fill.js';
import type { Figure, Report } from '../support/report.js';
import { percentile, timesOf } from '../support/rounds.js';
import { invoices, manyMovements, now } from './many-movements.js';

const sums = 'sum(revenue_minor) as revenue, sum(revenue_minor - pay_minor - commission_minor) as profit';
const window = `currency = 'USD' and month between '2025-04-01' and '2026-03-01'`;
const brought = `left join leads on leads.client_id = counted.client_id and leads.state = 'won'
  left join referrers on referrers.id = leads.referrer_id`;

/** What a report costs beside counting the same from a million documents. */
export async function revenue(): Promise<Report> {
  const service = await TestService.start({ service: 'referral', module: ReferralModule, migrations, now });
  await fill(service, manyMovements);
  const figures: Figure[] = [];
  for (const { path, ours, counting } of rivals(service)) {
    const limit = percentile(await timesOf(() => service.query(counting), 6), 50);
    const asked = await timesOf(ours, 300);
    const beside = (value: number) => [{ to: 'counting', value: value / limit }];
    const [p50, p99] = [percentile(asked, 50), percentile(asked, 99)];
    figures.push(
      { path: `${path}, counted from the documents, p50`, value: limit, unit: 'ms' },
      { path: `${path}, p50`, value: p50, unit: 'ms', ratios: beside(p50) },
      { path: `${path}, p99`, value: p99, unit: 'ms', aim: 'under 50 ms', ratios: beside(p99) },
    );
  }
  await service.stop();
  return { about: `${invoices.toLocaleString('en')} invoices`, figures };
}

function rivals(service: TestService): { path: string; ours: () => Promise<unknown>; counting: string }[] {
  const ada = anAdmin();
  return [
    {
      path: 'revenue by source, 12 months',
      ours: () => service.ask(getRevenueBySource, ada, {}),
      counting: `select referrers.kind, count(distinct counted.client_id), ${sums}
        from revenue_movements counted ${brought} where ${window} group by 1`,
    },
    {
      path: 'its series',
      ours: () => service.ask(getRevenueSeries, ada, {}),
      counting: `select month, referrers.kind, ${sums} from revenue_movements counted ${brought} where ${window} group by 1, 2`,
    },
    {
      path: 'the league',
      ours: () => service.ask(listLeague, ada, {}),
      counting: `select referrers.id, count(distinct counted.client_id), ${sums}
        from revenue_movements counted ${brought} where ${window} group by 1 order by 3 desc nulls last limit 26`,
    },
    {
      path: 'concentration',
      ours: () => service.ask(getConcentration, ada, {}),
      counting: `select client_id, ${sums}, (select count(*) from placements where active) as total
        from revenue_movements counted where ${window} group by 1 order by 2 desc`,
    },
  ];
}
