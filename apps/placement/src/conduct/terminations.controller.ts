import { Controller } from '@nestjs/common';
import {
  appealTermination,
  decideAppeal,
  decideTermination,
  getTerminationProposal,
  listTerminationProposals,
  proposeTermination,
} from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { DecidingService } from './deciding.service.js';
import { ProposingService } from './proposing.service.js';
import { TerminationsService } from './terminations.service.js';

@Controller()
export class TerminationsController {
  constructor(
    private readonly terminations: TerminationsService,
    private readonly proposing: ProposingService,
    private readonly deciding: DecidingService,
  ) {}

  @Rpc(listTerminationProposals)
  list({ actor, input }: Call<typeof listTerminationProposals>) {
    return this.terminations.list(actor, input);
  }

  @Rpc(getTerminationProposal)
  get({ actor, input }: Call<typeof getTerminationProposal>) {
    return this.terminations.get(actor, input.id);
  }

  @Rpc(proposeTermination)
  propose(call: Call<typeof proposeTermination>) {
    return this.proposing.propose(call);
  }

  @Rpc(decideTermination)
  decide(call: Call<typeof decideTermination>) {
    return this.deciding.decide(call);
  }

  @Rpc(appealTermination)
  appeal(call: Call<typeof appealTermination>) {
    return this.deciding.appeal(call);
  }

  @Rpc(decideAppeal)
  decideAppeal(call: Call<typeof decideAppeal>) {
    return this.deciding.decideAppeal(call);
  }
}
