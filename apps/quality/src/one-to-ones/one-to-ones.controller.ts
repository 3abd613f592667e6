import { Controller } from '@nestjs/common';
import {
  changeOneToOne,
  getOneToOne,
  holdOneToOne,
  listOneToOnes,
  recordOneToOne,
  summariseOneToOnes,
} from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { HoldingService } from './holding.service.js';
import { OneToOneSummaries } from './one-to-one-summary.js';
import { OneToOnesService } from './one-to-ones.service.js';

@Controller()
export class OneToOnesController {
  constructor(
    private readonly oneToOnes: OneToOnesService,
    private readonly holding: HoldingService,
    private readonly summaries: OneToOneSummaries,
  ) {}

  @Rpc(listOneToOnes)
  list({ actor, input }: Call<typeof listOneToOnes>) {
    return this.oneToOnes.list(actor, input);
  }

  @Rpc(getOneToOne)
  get({ actor, input }: Call<typeof getOneToOne>) {
    return this.oneToOnes.get(actor, input.id);
  }

  @Rpc(summariseOneToOnes)
  summarise({ actor, input }: Call<typeof summariseOneToOnes>) {
    return this.summaries.summarise(actor, input);
  }

  @Rpc(recordOneToOne)
  record(call: Call<typeof recordOneToOne>) {
    return this.holding.record(call);
  }

  @Rpc(holdOneToOne)
  hold(call: Call<typeof holdOneToOne>) {
    return this.holding.hold(call);
  }

  @Rpc(changeOneToOne)
  change(call: Call<typeof changeOneToOne>) {
    return this.holding.change(call);
  }
}
