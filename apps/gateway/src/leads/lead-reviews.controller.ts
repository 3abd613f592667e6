import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { decideReview, listReviews, ReviewDecision, ReviewFilter } from '#libs/contracts';
import { conflict } from '#libs/errors';
import { Caller, Endpoint, network, PathId, Services, staff } from '../http/index.js';
import { alreadyClient, leadTaken, notNew } from './refusals.js';

@ApiTags('Leads')
@Controller('lead-reviews')
export class LeadReviewsController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'List reviews of leads',
    description:
      'What a person has to judge: a name like another’s, a contact the network knows, a shared bank account, a circle. A ' +
      'held lead waits for it, the commission of an accepted one does.',
    rules: ['RC-1', 'RC-5'],
    roles: staff,
    answer: listReviews,
  })
  @Get()
  list(@Caller() caller: Caller, @Query({ schema: ReviewFilter }) filter: z.output<typeof ReviewFilter>) {
    return this.services.ask(caller, listReviews, filter);
  }

  @Endpoint({
    summary: 'Decide a review of a lead',
    description:
      'The last one cleared accepts a held lead, unless it isn’t new by then, or another owns the company: confirm it in ' +
      'that case. It is looked at once more, and stays held where something new speaks against it. One confirmed refuses ' +
      'the lead, a won one too; the referrer reads the reason.',
    rules: ['RC-1'],
    roles: network,
    of: 'lead-review',
    answer: decideReview,
    status: 200,
    examples: { request: { decision: 'cleared', reason: 'A namesake in another country.' } },
    errors: [
      leadTaken,
      alreadyClient,
      ...notNew,
      conflict('referral.review-decided', 'It was cleared before.', { rule: 'RC-1', facts: { decision: 'cleared' } }),
    ],
  })
  @Post(':id/decision')
  decide(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Body({ schema: ReviewDecision }) decision: z.output<typeof ReviewDecision>,
  ) {
    return this.services.ask(caller, decideReview, { id, ...decision });
  }
}
