import { Controller } from '@nestjs/common';
import { answerCase, closeCase, getCase, handOverCase, listCases, summariseCases } from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { CaseSteps } from './case-steps.service.js';
import { CasesService } from './cases.service.js';

@Controller()
export class CasesController {
  constructor(
    private readonly cases: CasesService,
    private readonly steps: CaseSteps,
  ) {}

  @Rpc(listCases)
  list({ actor, input }: Call<typeof listCases>) {
    return this.cases.list(actor, input);
  }

  @Rpc(summariseCases)
  summary({ actor }: Call<typeof summariseCases>) {
    return this.cases.summary(actor);
  }

  @Rpc(getCase)
  get({ actor, input }: Call<typeof getCase>) {
    return this.cases.get(actor, input.id);
  }

  @Rpc(answerCase)
  answer(call: Call<typeof answerCase>) {
    return this.steps.answer(call);
  }

  @Rpc(handOverCase)
  handOver(call: Call<typeof handOverCase>) {
    return this.steps.handOver(call);
  }

  @Rpc(closeCase)
  close(call: Call<typeof closeCase>) {
    return this.steps.close(call);
  }
}
