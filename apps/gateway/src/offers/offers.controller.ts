import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { notYours } from '#libs/access';
import {
  acceptSuggestion,
  declineSuggestion,
  ExpertStep,
  getOffer,
  listOffers,
  makeOffer,
  NewOffer,
  OfferFilter,
  rankOffers,
  suggestExpert,
  Suggestion,
  withdrawOffer,
} from '#libs/contracts';
import { conflict, invalid, invalidField } from '#libs/errors';
import { Caller, Endpoint, members, PathId, Services, staff } from '../http/index.js';
import { barredByStrikes } from '../lost-clients/refusals.js';

/** The reason is optional, and so is the body. */
const OptionalReason = ExpertStep.optional();

const notLive = conflict('placement.offer-not-live', 'It is selected; this step is possible from offered only.', {
  rule: 'PL-6',
  facts: { state: 'selected', possibleFrom: ['offered'] },
});
const notOpen = conflict('placement.opening-not-open', 'The opening is filled.', {
  rule: 'PL-8',
  facts: { state: 'filled' },
});
const alreadyOffered = conflict(
  'placement.already-offered',
  'There is a live offer or suggestion of this expert for this opening already.',
  { rule: 'PL-6' },
);
const notEligible = invalid('placement.not-eligible', 'The expert is not eligible for this opening.', {
  rule: 'PL-4',
  errors: [{ field: 'engagementKind', message: "the expert doesn't work full-time" }],
});
const badPay = [
  invalidField('placement.pay-not-positive', 'payRate', 'must be more than 0', 'PL-6'),
  invalidField('placement.rate-too-large', 'payRate', 'must be at most 10000000000.00 USD an hour'),
  invalidField('placement.mixed-currency', 'payRate', 'must be in USD, as the client pays', 'PL-6'),
];
const offer = {
  payRate: { amount: '45.00', currency: 'USD' },
  hoursPerWeek: 40,
  earliestStart: '2027-03-01',
  relevantExperience: 'I rebuilt two checkouts.',
  note: 'The first one took four months.',
};

@ApiTags('Offers')
@Controller()
export class OffersController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'Offer for an opening',
    description: 'One live offer of an expert for an opening.',
    rules: ['PL-6'],
    roles: ['expert'],
    answer: makeOffer,
    errors: [alreadyOffered, notOpen, notEligible, barredByStrikes, ...badPay],
    examples: { request: offer },
  })
  @Post('openings/:id/offers')
  make(
    @Caller() caller: Caller,
    @PathId() openingId: string,
    @Body({ schema: NewOffer }) its: z.output<typeof NewOffer>,
  ) {
    return this.services.ask(caller, makeOffer, { openingId, offer: its });
  }

  @Endpoint({
    summary: 'Suggest an expert for an opening',
    description: 'The client hears of it once the expert has accepted.',
    rules: ['PL-6'],
    roles: staff,
    answer: suggestExpert,
    errors: [alreadyOffered, notOpen, notEligible, barredByStrikes],
  })
  @Post('openings/:id/suggestions')
  suggest(
    @Caller() caller: Caller,
    @PathId() openingId: string,
    @Body({ schema: Suggestion }) suggestion: z.output<typeof Suggestion>,
  ) {
    return this.services.ask(caller, suggestExpert, { openingId, ...suggestion });
  }

  @Endpoint({
    summary: 'Rank the offers for an opening',
    description:
      'Best first, and each rank explains itself; an expert who brought the client gets points for an offer in time.',
    rules: ['PL-7', 'RC-6'],
    roles: ['client', ...staff],
    answer: rankOffers,
  })
  @Get('openings/:id/ranking')
  rank(@Caller() caller: Caller, @PathId() openingId: string) {
    return this.services.ask(caller, rankOffers, { openingId });
  }

  @Endpoint({
    summary: 'List offers',
    description: 'An expert sees its own; a client those for its openings, without pay.',
    rules: ['PL-6'],
    roles: members,
    answer: listOffers,
    errors: [notYours('opening'), notYours('expert')],
  })
  @Get('offers')
  list(@Caller() caller: Caller, @Query({ schema: OfferFilter }) filter: z.output<typeof OfferFilter>) {
    return this.services.ask(caller, listOffers, filter);
  }

  @Endpoint({ summary: 'Read an offer', rules: ['PL-6'], roles: members, answer: getOffer })
  @Get('offers/:id')
  get(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, getOffer, { id });
  }

  @Endpoint({
    summary: 'Accept a suggestion',
    description: 'With an offer of the own.',
    rules: ['PL-6'],
    roles: ['expert'],
    answer: acceptSuggestion,
    status: 200,
    errors: [notLive, notEligible, barredByStrikes, ...badPay],
    examples: { request: offer },
  })
  @Post('offers/:id/acceptance')
  accept(@Caller() caller: Caller, @PathId() id: string, @Body({ schema: NewOffer }) its: z.output<typeof NewOffer>) {
    return this.services.ask(caller, acceptSuggestion, { id, offer: its });
  }

  @Endpoint({
    summary: 'Decline a suggestion',
    rules: ['PL-6'],
    roles: ['expert'],
    answer: declineSuggestion,
    status: 200,
    errors: [notLive],
  })
  @Post('offers/:id/refusal')
  decline(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Body({ schema: OptionalReason }) why: z.output<typeof OptionalReason>,
  ) {
    return this.services.ask(caller, declineSuggestion, { id, ...why });
  }

  @Endpoint({
    summary: 'Withdraw an offer',
    description: 'Any time before the decision.',
    rules: ['PL-6'],
    roles: ['expert'],
    answer: withdrawOffer,
    status: 200,
    errors: [notLive],
  })
  @Post('offers/:id/withdrawal')
  withdraw(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Body({ schema: OptionalReason }) why: z.output<typeof OptionalReason>,
  ) {
    return this.services.ask(caller, withdrawOffer, { id, ...why });
  }
}
