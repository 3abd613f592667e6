import { Controller } from '@nestjs/common';
import {
  acceptSuggestion,
  declineSuggestion,
  getOffer,
  listOffers,
  makeOffer,
  rankOffers,
  suggestExpert,
  withdrawOffer,
} from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { AnswersService } from './answers.service.js';
import { OffersService } from './offers.service.js';
import { RankingService } from './ranking.service.js';

@Controller()
export class OffersController {
  constructor(
    private readonly offers: OffersService,
    private readonly answers: AnswersService,
    private readonly ranking: RankingService,
  ) {}

  @Rpc(makeOffer)
  make(call: Call<typeof makeOffer>) {
    return this.answers.make(call);
  }

  @Rpc(suggestExpert)
  suggest(call: Call<typeof suggestExpert>) {
    return this.answers.suggest(call);
  }

  @Rpc(acceptSuggestion)
  accept(call: Call<typeof acceptSuggestion>) {
    return this.answers.accept(call);
  }

  @Rpc(declineSuggestion)
  decline(call: Call<typeof declineSuggestion>) {
    return this.answers.leave(call, 'decline');
  }

  @Rpc(withdrawOffer)
  withdraw(call: Call<typeof withdrawOffer>) {
    return this.answers.leave(call, 'withdraw');
  }

  @Rpc(getOffer)
  get({ actor, input }: Call<typeof getOffer>) {
    return this.offers.get(actor, input.id);
  }

  @Rpc(listOffers)
  list({ actor, input }: Call<typeof listOffers>) {
    return this.offers.list(actor, input);
  }

  @Rpc(rankOffers)
  async rank({ actor, input }: Call<typeof rankOffers>) {
    return { items: await this.ranking.rank(actor, input.openingId) };
  }
}
