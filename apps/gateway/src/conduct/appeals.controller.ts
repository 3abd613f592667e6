import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { AppealDecision, appealTermination, decideAppeal, TerminationAppeal } from '#libs/contracts';
import { conflict } from '#libs/errors';
import { Caller, Endpoint, PathId, Services } from '../http/index.js';
import { decidedByAnother, wrongProposalState, wrongStage } from './refusals.js';

@ApiTags('Conduct')
@Controller('termination-proposals/:id')
export class AppealsController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'Appeal against a termination',
    description: 'Once, until `appealUntil`.',
    rules: ['PL-14'],
    roles: ['expert'],
    of: 'termination-proposal',
    answer: appealTermination,
    status: 200,
    errors: [
      wrongProposalState('terminated'),
      conflict('placement.appeal-too-late', 'An appeal was possible until 2026-03-16T11:00:00.000Z.', {
        rule: 'PL-14',
        facts: { appealUntil: '2026-03-16T11:00:00.000Z' },
      }),
    ],
    examples: { request: { text: 'Nobody asked me: that contract was signed before I joined the network.' } },
  })
  @Post('appeal')
  appeal(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Body({ schema: TerminationAppeal }) appeal: z.output<typeof TerminationAppeal>,
  ) {
    return this.services.ask(caller, appealTermination, { id, ...appeal });
  }

  @Endpoint({
    summary: 'Decide an appeal',
    description:
      'By neither who proposed nor who decided. Upheld, the expert is what it was before: certified, or suspended.',
    rules: ['PL-14'],
    roles: ['admin'],
    of: 'termination-proposal',
    answer: decideAppeal,
    status: 200,
    errors: [decidedByAnother, wrongProposalState('appealed'), wrongStage('certified', ['terminated'])],
    examples: { request: { decision: 'uphold', reason: 'The contract is older than the network’s; we were wrong.' } },
  })
  @Post('appeal-decision')
  decide(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Body({ schema: AppealDecision }) decision: z.output<typeof AppealDecision>,
  ) {
    return this.services.ask(caller, decideAppeal, { id, ...decision });
  }
}
