import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { notYours } from '#libs/access';
import { Selection, selectOffer } from '#libs/contracts';
import { conflict, invalidField } from '#libs/errors';
import { Caller, Endpoint, Services } from '../http/index.js';
import { barredByStrikes } from '../lost-clients/refusals.js';

@ApiTags('Placements')
@Controller('selections')
export class SelectionsController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'Select an offer',
    description:
      "The client's decision, by its own user, or recorded by an account executive with the client's written decision as evidence. It makes a placement and the draft of its contract, and the 24-hour start runs.",
    rules: ['PL-8', 'PL-10', 'PL-11'],
    roles: ['client', 'account-executive'],
    answer: selectOffer,
    examples: { request: { offerId: '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d10' } },
    errors: [
      notYours('offer'),
      conflict('placement.opening-not-open', 'The opening is filled.', { rule: 'PL-8', facts: { state: 'filled' } }),
      conflict('placement.offer-not-live', 'It is withdrawn; this step is possible from offered only.', {
        rule: 'PL-6',
        facts: { state: 'withdrawn', possibleFrom: ['offered'] },
      }),
      conflict(
        'placement.first-refusal',
        'Another expert has the right of first refusal until 2026-03-03T09:00:00.000Z.',
        { rule: 'RC-6', facts: { until: '2026-03-03T09:00:00.000Z' } },
      ),
      conflict('placement.expert-not-certified', 'The expert is not certified at the moment.', { rule: 'PL-1' }),
      barredByStrikes,
      invalidField('placement.evidence-missing', 'evidence', "must quote the client's written decision", 'PL-8'),
    ],
  })
  @Post()
  select(@Caller() caller: Caller, @Body({ schema: Selection }) selection: z.output<typeof Selection>) {
    return this.services.ask(caller, selectOffer, selection);
  }
}
