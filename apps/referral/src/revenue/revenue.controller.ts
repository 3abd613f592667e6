import { Controller } from '@nestjs/common';
import { requireRole } from '#libs/access';
import { getConcentration, getRevenueBySource, getRevenueSeries, listLeague, recountRevenue } from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { ConcentrationService } from './concentration.service.js';
import { RevenueTallies } from './revenue-tallies.js';
import { RevenueService } from './revenue.service.js';

@Controller()
export class RevenueController {
  constructor(
    private readonly revenue: RevenueService,
    private readonly concentration: ConcentrationService,
    private readonly tallies: RevenueTallies,
  ) {}

  @Rpc(getRevenueBySource)
  bySource({ actor, input }: Call<typeof getRevenueBySource>) {
    return this.revenue.bySource(actor, input);
  }

  @Rpc(getRevenueSeries)
  series({ actor, input }: Call<typeof getRevenueSeries>) {
    return this.revenue.series(actor, input);
  }

  @Rpc(listLeague)
  league({ actor, input }: Call<typeof listLeague>) {
    return this.revenue.league(actor, input);
  }

  @Rpc(getConcentration)
  concentrationOf({ actor, input }: Call<typeof getConcentration>) {
    return this.concentration.get(actor, input);
  }

  @Rpc(recountRevenue)
  recount({ actor }: Call<typeof recountRevenue>) {
    requireRole(actor, 'admin');
    return this.tallies.recount();
  }
}
