import { Controller } from '@nestjs/common';
import { describeOpening, getOpening, listOpenings, waiveFirstRefusal, withdrawOpening } from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { WaiverService } from '../first-refusal/waiver.service.js';
import { DescribeService } from './describe.service.js';
import { OpeningsService } from './openings.service.js';

@Controller()
export class OpeningsController {
  constructor(
    private readonly openings: OpeningsService,
    private readonly descriptions: DescribeService,
    private readonly waivers: WaiverService,
  ) {}

  @Rpc(describeOpening)
  describe(call: Call<typeof describeOpening>) {
    return this.descriptions.describe(call);
  }

  @Rpc(getOpening)
  get({ actor, input }: Call<typeof getOpening>) {
    return this.openings.get(actor, input.id);
  }

  @Rpc(listOpenings)
  list({ actor, input }: Call<typeof listOpenings>) {
    return this.openings.list(actor, input);
  }

  @Rpc(withdrawOpening)
  withdraw(call: Call<typeof withdrawOpening>) {
    return this.descriptions.withdraw(call);
  }

  @Rpc(waiveFirstRefusal)
  waive(call: Call<typeof waiveFirstRefusal>) {
    return this.waivers.waive(call);
  }
}
