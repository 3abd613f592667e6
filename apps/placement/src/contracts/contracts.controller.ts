import { Controller } from '@nestjs/common';
import { adaptContract, agreeContract, amendContract, getContract, listContracts } from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { AgreementService } from './agreement.service.js';
import { ContractsService } from './contracts.service.js';
import { DraftingService } from './drafting.service.js';

@Controller()
export class ContractsController {
  constructor(
    private readonly contracts: ContractsService,
    private readonly drafting: DraftingService,
    private readonly agreements: AgreementService,
  ) {}

  @Rpc(listContracts)
  async list({ actor, input }: Call<typeof listContracts>) {
    return { items: await this.contracts.list(actor, input.placementId) };
  }

  @Rpc(getContract)
  get({ actor, input }: Call<typeof getContract>) {
    return this.contracts.get(actor, input.placementId, input.number);
  }

  @Rpc(adaptContract)
  adapt(call: Call<typeof adaptContract>) {
    return this.drafting.adapt(call);
  }

  @Rpc(amendContract)
  amend(call: Call<typeof amendContract>) {
    return this.drafting.amend(call);
  }

  @Rpc(agreeContract)
  agree(call: Call<typeof agreeContract>) {
    return this.agreements.agree(call);
  }
}
