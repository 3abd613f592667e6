import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { notYours } from '#libs/access';
import {
  describeOpening,
  ExpertStep,
  getOpening,
  listOpenings,
  NewOpening,
  OpeningFilter,
  StageChange as Reason,
  waiveFirstRefusal,
  withdrawOpening,
} from '#libs/contracts';
import { conflict, invalid, invalidField } from '#libs/errors';
import { Caller, Endpoint, members, network, PathId, Services } from '../http/index.js';

/** The reason is optional, and so is the body. */
const OptionalReason = ExpertStep.optional();

const deciders = ['client', ...network] as const;
const floor = { floor: { amount: '50.00', currency: 'USD' }, rateZone: 'eu-asia' };

@ApiTags('Openings')
@Controller('openings')
export class OpeningsController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'Describe an opening',
    description:
      "What a client needs; staff names the client as clientId. The rate is refused below the floor of the zone asked for, for every role. It's shared with every certified expert it fits.",
    rules: ['PL-4', 'PL-5', 'PL-9'],
    roles: deciders,
    answer: describeOpening,
    errors: [
      notYours('client'),
      invalid('placement.below-the-floor', 'budgetRate must be at least 50.00 USD, the floor of the zone eu-asia', {
        rule: 'PL-5',
        errors: [{ field: 'budgetRate', message: 'must be at least 50.00 USD' }],
        facts: floor,
      }),
      invalid('placement.no-floor-in-currency', 'budgetRate must be in USD, the currency of its floor', {
        rule: 'PL-5',
        errors: [{ field: 'budgetRate', message: 'must be in USD, the currency of its floor' }],
        facts: floor,
      }),
      invalidField('placement.rate-too-large', 'budgetRate', 'must be at most 10000000000.00 USD an hour'),
      invalid('placement.kind-not-offered', "engagementKind must be one of the programme's: full-time", {
        rule: 'PL-4',
        facts: { engagementKinds: ['full-time'] },
      }),
      invalid('placement.too-short', 'durationMonths must make it at least 6 months long', {
        rule: 'PL-9',
        facts: { shortestEngagementMonths: 6, earliestEnd: '2026-09-01' },
      }),
      invalidField('placement.starts-in-the-past', 'startsOn', 'must not be before today, 2026-03-02', 'PL-4'),
      invalidField('placement.no-such-programme', 'programme', 'must be one of the programmes'),
      invalidField('placement.client-missing', 'clientId', 'must name the client', 'PL-4'),
      invalid('placement.skill-named-twice', 'typescript is named twice.', {
        errors: [{ field: 'skills.1.name', message: 'is named twice' }],
      }),
    ],
    examples: {
      request: {
        programme: 'delivery-method',
        title: 'Checkout rebuilt',
        description: 'The checkout is slow and nobody dares to touch it.',
        skills: [{ name: 'TypeScript', minimumYears: 3 }],
        engagementKind: 'full-time',
        hoursPerWeek: 40,
        startsOn: '2027-03-01',
        durationMonths: 6,
        rateZone: 'eu-asia',
        budgetRate: { amount: '85.00', currency: 'USD' },
      },
    },
  })
  @Post()
  describe(@Caller() caller: Caller, @Body({ schema: NewOpening }) opening: z.output<typeof NewOpening>) {
    return this.services.ask(caller, describeOpening, opening);
  }

  @Endpoint({
    summary: 'List openings',
    description:
      'A client sees its own; an expert those it is eligible for and those it has an offer for, without budget.',
    rules: ['PL-4'],
    roles: members,
    answer: listOpenings,
    errors: [notYours('client')],
  })
  @Get()
  list(@Caller() caller: Caller, @Query({ schema: OpeningFilter }) filter: z.output<typeof OpeningFilter>) {
    return this.services.ask(caller, listOpenings, filter);
  }

  @Endpoint({ summary: 'Read an opening', rules: ['PL-4'], roles: members, answer: getOpening })
  @Get(':id')
  get(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, getOpening, { id });
  }

  @Endpoint({
    summary: 'Withdraw an opening',
    rules: ['PL-4'],
    roles: deciders,
    answer: withdrawOpening,
    status: 200,
    errors: [
      conflict('placement.opening-not-open', 'The opening is filled.', { rule: 'PL-8', facts: { state: 'filled' } }),
    ],
  })
  @Post(':id/withdrawal')
  withdraw(@Caller() caller: Caller, @PathId() id: string, @Body({ schema: Reason }) why: z.output<typeof Reason>) {
    return this.services.ask(caller, withdrawOpening, { id, ...why });
  }

  @Endpoint({
    summary: 'Waive the right of first refusal',
    description:
      'For the expert who brought the client: others can be selected at once. An offer of its own is still possible.',
    rules: ['RC-6'],
    roles: ['expert'],
    answer: waiveFirstRefusal,
    status: 200,
    errors: [
      notYours('first-refusal'),
      conflict('placement.first-refusal-ended', 'The right of first refusal is over.', {
        rule: 'RC-6',
        facts: { state: 'over' },
      }),
    ],
  })
  @Post(':id/first-refusal/waiver')
  waive(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Body({ schema: OptionalReason }) why: z.output<typeof OptionalReason>,
  ) {
    return this.services.ask(caller, waiveFirstRefusal, { id, ...why });
  }
}
