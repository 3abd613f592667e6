import { Controller } from '@nestjs/common';
import { getChurnRisk, getChurnWeights, listChurnRisks, setChurnWeights } from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { ChurnService } from './churn.service.js';
import { ChurnWeightsService } from './churn-weights.js';

@Controller()
export class ChurnController {
  constructor(
    private readonly churn: ChurnService,
    private readonly weights: ChurnWeightsService,
  ) {}

  @Rpc(listChurnRisks)
  list(call: Call<typeof listChurnRisks>) {
    return this.churn.list(call);
  }

  @Rpc(getChurnRisk)
  get(call: Call<typeof getChurnRisk>) {
    return this.churn.get(call);
  }

  @Rpc(getChurnWeights)
  getWeights({ actor }: Call<typeof getChurnWeights>) {
    return this.weights.get(actor);
  }

  @Rpc(setChurnWeights)
  setWeights(call: Call<typeof setChurnWeights>) {
    return this.weights.set(call);
  }
}
