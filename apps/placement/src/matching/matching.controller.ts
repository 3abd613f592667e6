import { Controller } from '@nestjs/common';
import { getRankingWeights, getRateZones, setRankingWeights, setRateZones } from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { RankingWeightsService } from './ranking-weights.service.js';
import { RateZonesService } from './rate-zones.service.js';

@Controller()
export class MatchingController {
  constructor(
    private readonly weights: RankingWeightsService,
    private readonly zones: RateZonesService,
  ) {}

  @Rpc(getRankingWeights)
  getWeights({ actor }: Call<typeof getRankingWeights>) {
    return this.weights.get(actor);
  }

  @Rpc(setRankingWeights)
  setWeights(call: Call<typeof setRankingWeights>) {
    return this.weights.set(call);
  }

  @Rpc(getRateZones)
  getZones({ actor }: Call<typeof getRateZones>) {
    return this.zones.get(actor);
  }

  @Rpc(setRateZones)
  setZones(call: Call<typeof setRateZones>) {
    return this.zones.set(call);
  }
}
