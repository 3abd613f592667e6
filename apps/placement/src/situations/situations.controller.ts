import { Controller } from '@nestjs/common';
import {
  acceptProblemSituation,
  addProblemSituation,
  changeProblemSituation,
  declineProblemSituation,
  getProblemSituation,
  listProblemSituations,
} from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { CatalogueService } from './catalogue.service.js';
import { SituationsService } from './situations.service.js';

@Controller()
export class SituationsController {
  constructor(
    private readonly situations: SituationsService,
    private readonly catalogue: CatalogueService,
  ) {}

  @Rpc(listProblemSituations)
  list({ actor, input }: Call<typeof listProblemSituations>) {
    return this.situations.list(actor, input);
  }

  @Rpc(getProblemSituation)
  get({ actor, input }: Call<typeof getProblemSituation>) {
    return this.situations.get(actor, input.id);
  }

  @Rpc(addProblemSituation)
  add(call: Call<typeof addProblemSituation>) {
    return this.catalogue.add(call);
  }

  @Rpc(changeProblemSituation)
  change(call: Call<typeof changeProblemSituation>) {
    return this.catalogue.change(call);
  }

  @Rpc(acceptProblemSituation)
  accept(call: Call<typeof acceptProblemSituation>) {
    return this.catalogue.accept(call);
  }

  @Rpc(declineProblemSituation)
  decline(call: Call<typeof declineProblemSituation>) {
    return this.catalogue.decline(call);
  }
}
