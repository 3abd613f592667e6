import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { notYours } from '#libs/access';
import {
  decideTermination,
  getTerminationProposal,
  listTerminationProposals,
  NewTerminationProposal,
  proposeTermination,
  TerminationDecision,
  TerminationFilter,
} from '#libs/contracts';
import { conflict } from '#libs/errors';
import { Caller, Endpoint, network, PathId, Services, staff } from '../http/index.js';
import { decidedByAnother, wrongProposalState, wrongStage } from './refusals.js';

const concerned = ['expert', ...staff] as const;

@ApiTags('Conduct')
@Controller()
export class TerminationsController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'Propose a termination',
    description:
      'On all records of the category, once its ladder is climbed; a person decides. On records that were decided on before only with a new one.',
    rules: ['PL-14'],
    roles: network,
    of: 'expert',
    answer: proposeTermination,
    errors: [
      conflict(
        'placement.ladder-not-climbed',
        '2 of 4 records of policy-breach that count; a termination can be proposed after all of them.',
        { rule: 'PL-14', facts: { category: 'policy-breach', recorded: 2, needed: 4 } },
      ),
      conflict('placement.decided-already', 'On these records it was decided before, and nothing came since.', {
        rule: 'PL-14',
      }),
      conflict('placement.termination-proposed', 'A termination of this expert is proposed, and not decided yet.', {
        rule: 'PL-14',
      }),
      wrongStage('applied', ['certified', 'suspended']),
    ],
    examples: {
      request: { category: 'off-network-work', reason: 'Signed a contract with the client outside the network.' },
    },
  })
  @Post('experts/:id/termination-proposals')
  propose(
    @Caller() caller: Caller,
    @PathId() expertId: string,
    @Body({ schema: NewTerminationProposal }) proposal: z.output<typeof NewTerminationProposal>,
  ) {
    return this.services.ask(caller, proposeTermination, { expertId, ...proposal });
  }

  @Endpoint({
    summary: 'List proposed terminations',
    description: 'An expert sees its own, a team lead those of its people.',
    rules: ['PL-14'],
    roles: concerned,
    answer: listTerminationProposals,
    errors: [notYours('expert')],
  })
  @Get('termination-proposals')
  list(@Caller() caller: Caller, @Query({ schema: TerminationFilter }) filter: z.output<typeof TerminationFilter>) {
    return this.services.ask(caller, listTerminationProposals, filter);
  }

  @Endpoint({
    summary: 'Read a proposed termination',
    rules: ['PL-14'],
    roles: concerned,
    of: 'termination-proposal',
    answer: getTerminationProposal,
  })
  @Get('termination-proposals/:id')
  get(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, getTerminationProposal, { id });
  }

  @Endpoint({
    summary: 'Decide a proposed termination',
    description: 'By somebody else than whoever proposed it. Terminated, the expert may appeal until `appealUntil`.',
    rules: ['PL-14'],
    roles: ['admin'],
    of: 'termination-proposal',
    answer: decideTermination,
    status: 200,
    errors: [decidedByAnother, wrongProposalState('open'), wrongStage('terminated', ['certified', 'suspended'])],
    examples: { request: { decision: 'keep', reason: 'It was a misunderstanding, and is put right.' } },
  })
  @Post('termination-proposals/:id/decision')
  decide(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Body({ schema: TerminationDecision }) decision: z.output<typeof TerminationDecision>,
  ) {
    return this.services.ask(caller, decideTermination, { id, ...decision });
  }
}
