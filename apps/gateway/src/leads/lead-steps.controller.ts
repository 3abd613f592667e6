import { Body, Controller, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  advanceLead,
  ClientLink,
  Extension,
  extendProtection,
  LeadOutcome,
  linkClient,
  NewPlan,
  recordOutcome,
  setPlan,
  StageStep,
} from '#libs/contracts';
import { conflict, invalidField } from '#libs/errors';
import { wrongState } from '#libs/state';
import { Caller, Endpoint, IfMatch, network, PathId, referring, Services } from '../http/index.js';
import { alreadyClient, clientNotNew, clientWon, leadTaken, notOpen } from './refusals.js';

const talking = [...referring, ...network];
const notReady = (what: string, words: string) =>
  conflict('referral.not-ready', `Missing: ${words}.`, { rule: 'RC-2', facts: { missing: [what] } });

@ApiTags('Leads')
@Controller('leads/:id')
export class LeadStepsController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'Bring a lead a stage nearer',
    description:
      'One after the other. `introduced` needs the meeting in which the network was introduced; `planning` a plan, a ' +
      'client, and an account of one of its users.',
    rules: ['RC-2'],
    roles: talking,
    of: 'lead',
    answer: advanceLead,
    status: 200,
    examples: {
      request: {
        stage: 'introduced',
        note: 'They want to see prices.',
        meeting: { heldAt: '2026-03-02T09:00:00.000Z', minutes: 45, notes: 'How we work, what we promise.' },
      },
    },
    errors: [
      wrongState('referral.lead-state', 'RC-2', 'new', 'introduced'),
      invalidField('referral.meeting-needed', 'meeting', 'is needed: the network is introduced in one', 'RC-2'),
      invalidField('referral.meeting-elsewhere', 'meeting', 'belongs to the stage introduced', 'RC-2'),
      invalidField('referral.meeting-length', 'meeting.minutes', 'must be from 30 to 60', 'RC-2'),
      invalidField('referral.meeting-in-future', 'meeting.heldAt', 'must not be in the future', 'RC-2'),
      notReady('plan', 'a plan with estimated tasks'),
    ],
  })
  @Post('stages')
  advance(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Body({ schema: StageStep }) step: z.output<typeof StageStep>,
  ) {
    return this.services.ask(caller, advanceLead, { id, ...step });
  }

  @Endpoint({
    summary: 'Plan the work of a lead',
    description:
      'The whole draft board, which becomes the real one. A task that keeps its title keeps its id; the rest are new.',
    rules: ['RC-2'],
    roles: talking,
    of: 'lead',
    answer: setPlan,
    errors: [notOpen('RC-2')],
  })
  @Put('plan')
  plan(
    @Caller() caller: Caller,
    @PathId() id: string,
    @IfMatch() version: number,
    @Body({ schema: NewPlan }) plan: z.output<typeof NewPlan>,
  ) {
    return this.services.ask(caller, setPlan, { id, version, plan });
  }

  @Endpoint({
    summary: 'Name the client account of a lead',
    description:
      'The client that was registered for it: what it pays is what the commission is of. Refused as a registration would ' +
      'be; where a person has to look at it, the commission waits.',
    rules: ['RC-1', 'RC-2'],
    roles: network,
    of: 'lead',
    answer: linkClient,
    status: 200,
    errors: [
      notOpen('RC-2'),
      clientWon,
      alreadyClient,
      notReady('account', 'an account of a user of this client that may log in'),
      invalidField('referral.no-such-client', 'clientId', 'must be a client of the network', 'RC-2'),
      ...clientNotNew,
    ],
  })
  @Post('client')
  linkClient(
    @Caller() caller: Caller,
    @PathId() id: string,
    @IfMatch() version: number,
    @Body({ schema: ClientLink }) link: z.output<typeof ClientLink>,
  ) {
    return this.services.ask(caller, linkClient, { id, version, ...link });
  }

  @Endpoint({
    summary: 'Extend the protection of a lead',
    description: 'Once, with evidence that it goes on, before it ends; the days count from its end.',
    rules: ['RC-1'],
    roles: network,
    of: 'lead',
    answer: extendProtection,
    status: 200,
    examples: { request: { evidence: 'Their board decides in June: mail of 4 May.' } },
    errors: [
      notOpen('RC-1'),
      conflict('referral.already-extended', 'It was extended before.', {
        rule: 'RC-1',
        facts: { protectedUntil: '2026-07-30T08:00:00.000Z' },
      }),
      conflict('referral.protection-ended', 'It ended.', {
        rule: 'RC-1',
        facts: { protectedUntil: '2026-05-31T08:00:00.000Z' },
      }),
    ],
  })
  @Post('extension')
  extend(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Body({ schema: Extension }) given: z.output<typeof Extension>,
  ) {
    return this.services.ask(caller, extendProtection, { id, ...given });
  }

  @Endpoint({
    summary: 'Record the outcome of a lead',
    description:
      'Whoever learns it; the other side is told. A loss counts at once and frees the company. A win counts from ' +
      'planning on, by the network’s word; the referrer’s is a report until then. The client is checked once more.',
    rules: ['RC-1', 'RC-3', 'RC-4'],
    roles: talking,
    of: 'lead',
    answer: recordOutcome,
    status: 200,
    examples: { request: { outcome: 'lost', reason: 'They hire people of their own.' } },
    errors: [
      notOpen('RC-3'),
      clientWon,
      leadTaken,
      alreadyClient,
      ...clientNotNew,
      conflict('referral.already-reported', 'It was reported as won; the network confirms it.', {
        rule: 'RC-3',
        facts: { at: '2026-04-01T09:00:00.000Z' },
      }),
    ],
  })
  @Post('outcome')
  record(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Body({ schema: LeadOutcome }) outcome: z.output<typeof LeadOutcome>,
  ) {
    return this.services.ask(caller, recordOutcome, { id, ...outcome });
  }
}
