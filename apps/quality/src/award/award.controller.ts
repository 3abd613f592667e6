import { Controller } from '@nestjs/common';
import { computeAward, getAwardStanding, listAwards, listAwardStandards, listAwardWinners } from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { AwardComputing } from './award-computing.js';
import { AwardService } from './award.service.js';

@Controller()
export class AwardController {
  constructor(
    private readonly award: AwardService,
    private readonly computing: AwardComputing,
  ) {}

  @Rpc(listAwardStandards)
  standards({ actor }: Call<typeof listAwardStandards>) {
    return this.award.standards(actor);
  }

  @Rpc(getAwardStanding)
  standing({ actor, input }: Call<typeof getAwardStanding>) {
    return this.award.standing(actor, input.expertId);
  }

  @Rpc(listAwards)
  list({ actor, input }: Call<typeof listAwards>) {
    return this.award.list(actor, input);
  }

  @Rpc(listAwardWinners)
  winners({ actor, input }: Call<typeof listAwardWinners>) {
    return this.award.winners(actor, input);
  }

  @Rpc(computeAward)
  compute(call: Call<typeof computeAward>) {
    return this.computing.onDemand(call);
  }
}
