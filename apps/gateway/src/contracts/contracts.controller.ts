import { Body, Controller, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  adaptContract,
  agreeContract,
  amendContract,
  Amendment,
  ContractAgreement,
  ContractChange,
  getContract,
  Id,
  listContracts,
} from '#libs/contracts';
import { conflict, forbidden, invalid, invalidField } from '#libs/errors';
import { Caller, Endpoint, IfMatch, members, network, PathId, Services } from '../http/index.js';

const ContractPath = z.object({ id: Id, number: getContract.input.shape.number });
type ContractPath = z.output<typeof ContractPath>;

const notADraft = conflict(
  'placement.contract-not-draft',
  'This version of the contract is agreed; what is agreed is amended.',
  { rule: 'PL-11', facts: { state: 'agreed' } },
);
const badTerms = [
  invalid('placement.below-the-floor', 'billRate must be at least 50.00 USD, the floor of the zone eu-asia', {
    rule: 'PL-5',
    errors: [{ field: 'billRate', message: 'must be at least 50.00 USD, the floor of the zone eu-asia' }],
    facts: { floor: { amount: '50.00', currency: 'USD' }, rateZone: 'eu-asia' },
  }),
  invalid('placement.no-floor-in-currency', 'billRate must be in USD, the currency of its floor', {
    rule: 'PL-5',
    facts: { floor: { amount: '50.00', currency: 'USD' }, rateZone: 'eu-asia' },
  }),
  invalidField('placement.rate-too-large', 'billRate', 'must be at most 10000000000.00 USD an hour'),
  invalidField('placement.mixed-currency', 'payRate', 'must be in USD, as the client pays', 'PL-6'),
  invalidField('placement.pay-not-positive', 'payRate', 'must be more than 0', 'PL-6'),
  invalid('placement.kind-not-offered', "engagementKind must be one of the programme's: full-time", {
    rule: 'PL-4',
    facts: { engagementKinds: ['full-time'] },
  }),
  invalid('placement.too-short', 'endsOn must make it at least 6 months long', {
    rule: 'PL-9',
    facts: { shortestEngagementMonths: 6, earliestEnd: '2026-09-01' },
  }),
  invalidField(
    'placement.expectation-unmeasured',
    'change.expectations.0.term',
    'is switched off in this contract',
    'PL-11',
  ),
  invalidField(
    'placement.no-such-situation',
    'change.expectations.0.situationId',
    'must be an accepted situation of the catalogue',
    'PL-11',
  ),
  invalidField('placement.bad-effective-day', 'effectiveFrom', 'must be a day from 2026-03-02 to 2026-09-01', 'PM-11'),
  invalidField('placement.start-is-agreed', 'change.startsOn', "can't be amended", 'PM-11'),
];

@ApiTags('Contracts')
@Controller('placements/:id/contracts')
export class ContractsController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'List the versions of a contract',
    description:
      'Number 1 is the contract, each further one an amendment. A client sees no pay rate, an expert no bill rate.',
    rules: ['PL-11', 'PM-11'],
    roles: members,
    answer: listContracts,
  })
  @Get()
  list(@Caller() caller: Caller, @PathId() placementId: string) {
    return this.services.ask(caller, listContracts, { placementId });
  }

  @Endpoint({ summary: 'Read a version of a contract', rules: ['PL-11'], roles: members, answer: getContract })
  @Get(':number')
  get(@Caller() caller: Caller, @Param({ schema: ContractPath }) { id: placementId, number }: ContractPath) {
    return this.services.ask(caller, getContract, { placementId, number });
  }

  @Endpoint({
    summary: 'Adapt a draft to the client',
    description: 'Agreements given before are void.',
    rules: ['PL-5', 'PL-9', 'PL-11'],
    roles: network,
    answer: adaptContract,
    errors: [notADraft, ...badTerms],
    examples: { request: { firstAnswerMinutes: 20, weeklyCapMinutes: 2_400 } },
  })
  @Patch(':number')
  adapt(
    @Caller() caller: Caller,
    @Param({ schema: ContractPath }) { id: placementId, number }: ContractPath,
    @IfMatch() version: number,
    @Body({ schema: ContractChange }) change: z.output<typeof ContractChange>,
  ) {
    return this.services.ask(caller, adaptContract, { placementId, number, version, change });
  }

  @Endpoint({
    summary: 'Agree to a draft',
    description:
      'To exactly the version in If-Match. An account executive records a written agreement, with the party and its words as evidence. With both sides agreed the contract binds.',
    rules: ['PL-9', 'PL-11'],
    roles: ['client', 'expert', 'account-executive'],
    answer: agreeContract,
    status: 200,
    errors: [
      forbidden(
        'placement.party-agrees',
        'A contract is agreed by the client and the expert themselves, or recorded by an account executive with evidence.',
        { rule: 'PL-11' },
      ),
      notADraft,
      conflict('placement.full-time-overlap', 'The expert has promised some of these days full-time elsewhere.', {
        rule: 'PL-9',
      }),
      conflict('placement.above-capacity', 'The expert has promised too many of its hours a week elsewhere.', {
        rule: 'PL-9',
        facts: { from: '2026-03-02' },
      }),
      invalid('placement.evidence-missing', "A party's written agreement is needed.", {
        rule: 'PL-11',
        errors: [{ field: 'evidence', message: 'must quote the written agreement' }],
      }),
    ],
    examples: { request: {} },
  })
  @Post(':number/agreements')
  agree(
    @Caller() caller: Caller,
    @Param({ schema: ContractPath }) { id: placementId, number }: ContractPath,
    @IfMatch() version: number,
    @Body({ schema: ContractAgreement }) agreement: z.output<typeof ContractAgreement>,
  ) {
    return this.services.ask(caller, agreeContract, { placementId, number, version, ...agreement });
  }

  @Endpoint({
    summary: 'Propose an amendment',
    description:
      'Of a running contract, from a day on; in force once both sides agreed. It takes the place of a proposal that is not agreed yet. Settled lines never change.',
    rules: ['PM-11', 'PL-11'],
    roles: network,
    answer: amendContract,
    errors: [
      conflict('placement.not-running', 'The placement is selected; only a running contract is amended.', {
        rule: 'PM-11',
        facts: { state: 'selected' },
      }),
      ...badTerms,
    ],
    examples: {
      request: {
        effectiveFrom: '2027-05-01',
        reason: 'A raise after two months.',
        change: { payRate: { amount: '48.00', currency: 'USD' }, billRate: { amount: '89.00', currency: 'USD' } },
      },
    },
  })
  @Post()
  amend(
    @Caller() caller: Caller,
    @PathId() placementId: string,
    @Body({ schema: Amendment }) amendment: z.output<typeof Amendment>,
  ) {
    return this.services.ask(caller, amendContract, { placementId, ...amendment });
  }
}
