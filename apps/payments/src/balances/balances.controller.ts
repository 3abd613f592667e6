import { Controller } from '@nestjs/common';
import { getBalances, listTimeline } from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { BalancesService } from './balances.service.js';
import { TimelineService } from './timeline.service.js';

@Controller()
export class BalancesController {
  constructor(
    private readonly balances: BalancesService,
    private readonly timeline: TimelineService,
  ) {}

  @Rpc(getBalances)
  get({ actor, input }: Call<typeof getBalances>) {
    return this.balances.get(actor, input.expertId);
  }

  @Rpc(listTimeline)
  list({ actor, input: { expertId, ...filter } }: Call<typeof listTimeline>) {
    return this.timeline.list(actor, expertId, filter);
  }
}
