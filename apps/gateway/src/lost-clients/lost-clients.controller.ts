import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { getLoss, getStrikes, Lifting, liftStrike, listLosses, LossFilter, NewLoss, recordLoss } from '#libs/contracts';
import { conflict, invalidField } from '#libs/errors';
import { wrongState } from '#libs/state';
import { Caller, Endpoint, network, PathId, Services, staff } from '../http/index.js';

@ApiTags('Lost clients')
@Controller()
export class LostClientsController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'Record a lost client afterwards',
    description:
      'For a placement that has ended, where it is found out later that the client ended it because of an issue. One lost client per placement. It takes back what the good end had forgiven.',
    rules: ['PL-13'],
    roles: network,
    of: 'placement',
    answer: recordLoss,
    examples: { request: { category: 'slow-answers', what: 'Questions waited two days for an answer.' } },
    errors: [
      wrongState('placement.wrong-state', 'PL-9', 'active', 'ended'),
      conflict('placement.loss-recorded', 'The client of this placement is recorded as lost already.', {
        rule: 'PL-13',
      }),
      invalidField(
        'placement.no-such-issue-category',
        'category',
        'must be an active category of the catalogue',
        'PL-13',
      ),
    ],
  })
  @Post('placements/:id/loss')
  record(
    @Caller() caller: Caller,
    @PathId() placementId: string,
    @Body({ schema: NewLoss }) loss: z.output<typeof NewLoss>,
  ) {
    return this.services.ask(caller, recordLoss, { placementId, ...loss });
  }

  @Endpoint({
    summary: 'List lost clients',
    description: 'A team lead sees those of its own experts.',
    rules: ['PL-13'],
    roles: staff,
    answer: listLosses,
  })
  @Get('losses')
  list(@Caller() caller: Caller, @Query({ schema: LossFilter }) filter: z.output<typeof LossFilter>) {
    return this.services.ask(caller, listLosses, filter);
  }

  @Endpoint({
    summary: 'Read a lost client',
    description: 'An expert reads its own. It stays on record, forgiven or lifted too.',
    rules: ['PL-13'],
    roles: ['expert', ...staff],
    of: 'loss',
    answer: getLoss,
  })
  @Get('losses/:id')
  get(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, getLoss, { id });
  }

  @Endpoint({
    summary: 'Lift a strike',
    description: 'With a written reason. The lost client stays on record and no longer counts.',
    rules: ['PL-13'],
    roles: ['admin'],
    of: 'loss',
    answer: liftStrike,
    status: 200,
    examples: { request: { reason: 'The client had asked for answers at night, which nobody had agreed to.' } },
    errors: [wrongState('placement.strike-not-counting', 'PL-13', 'lifted', 'counting')],
  })
  @Post('losses/:id/lifting')
  lift(@Caller() caller: Caller, @PathId() id: string, @Body({ schema: Lifting }) lifting: z.output<typeof Lifting>) {
    return this.services.ask(caller, liftStrike, { id, ...lifting });
  }

  @Endpoint({
    summary: "Read an expert's strikes",
    description:
      'What is on record, what of it counts and until when, and whether it keeps the expert from being placed. An expert reads its own.',
    rules: ['PL-13'],
    roles: ['expert', ...staff],
    of: 'expert',
    answer: getStrikes,
  })
  @Get('experts/:id/strikes')
  strikes(@Caller() caller: Caller, @PathId() expertId: string) {
    return this.services.ask(caller, getStrikes, { expertId });
  }
}
