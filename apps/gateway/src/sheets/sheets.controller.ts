import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { notYours } from '#libs/access';
import {
  answerDispute,
  decideDispute,
  DisputeAnswer,
  DisputeOutcome,
  getSheet,
  listSheets,
  Return,
  returnSheet,
  Review,
  reviewSheet,
  SheetFilter,
  Submission,
  submitSheet,
} from '#libs/contracts';
import { conflict, invalid, invalidField, stale } from '#libs/errors';
import { Caller, Endpoint, members, PathId, Services } from '../http/index.js';

const nothingToDecide = conflict('timesheet.nothing-to-decide', 'No line of this sheet waits for a decision.', {
  rule: 'TS-6',
});
const notDisputed = conflict('timesheet.not-disputed', 'The line is approved, not disputed.', { rule: 'TS-6' });
const overTheCap = invalid(
  'timesheet.over-the-cap',
  'These lines are 60 minutes over the weekly cap: accept that, or leave lines out.',
  { rule: 'TS-8', facts: { overCapMinutes: 60, weeklyCapMinutes: 2_400 } },
);

@ApiTags('Weekly sheets')
@Controller()
export class SheetsController {
  constructor(private readonly services: Services) {}

  @Endpoint({ summary: 'List weekly sheets', rules: ['TS-6'], roles: members, answer: listSheets })
  @Get('sheets')
  list(@Caller() caller: Caller, @Query({ schema: SheetFilter }) filter: z.output<typeof SheetFilter>) {
    return this.services.ask(caller, listSheets, filter);
  }

  @Endpoint({
    summary: 'Read a weekly sheet',
    description: 'Its lines are the entries with this sheetId.',
    rules: ['TS-6'],
    roles: members,
    answer: getSheet,
  })
  @Get('sheets/:id')
  get(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, getSheet, { id });
  }

  @Endpoint({
    summary: 'Submit a week',
    description: 'Locks its lines and starts the five days after which they approve themselves.',
    rules: ['TS-6'],
    roles: ['expert'],
    answer: submitSheet,
    examples: {
      request: {
        placementId: '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d10',
        week: '2026-03-02',
        summary: 'The basket is done',
      },
    },
    status: 200,
    errors: [
      notYours('placement'),
      conflict('timesheet.nothing-to-submit', 'The week of 2026-03-02 has no open hours.', { rule: 'TS-6' }),
      invalidField('timesheet.week-not-monday', 'week', 'must be a Monday', 'TS-3'),
    ],
  })
  @Post('sheets')
  submit(@Caller() caller: Caller, @Body({ schema: Submission }) submission: z.output<typeof Submission>) {
    return this.services.ask(caller, submitSheet, submission);
  }

  @Endpoint({
    summary: 'Approve or dispute lines',
    description:
      "The client decides line by line; an account executive records the client's written decision as evidence.",
    rules: ['TS-6', 'TS-7', 'TS-8'],
    roles: ['client', 'account-executive'],
    answer: reviewSheet,
    examples: { request: { approveRest: true } },
    status: 200,
    errors: [
      conflict('timesheet.line-already-decided', "The line is approved and can't be decided again.", { rule: 'TS-7' }),
      conflict('timesheet.line-not-submitted', 'The line was not submitted, or was sent back.', { rule: 'TS-7' }),
      nothingToDecide,
      stale(3),
      overTheCap,
      invalid('timesheet.line-named-twice', 'A line is named twice.', { rule: 'TS-6' }),
      invalidField('timesheet.evidence-missing', 'evidence', "must hold the client's written decision", 'TS-6'),
      invalid('timesheet.line-unknown', 'The sheet has no line 019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d10.', {
        rule: 'TS-6',
      }),
    ],
  })
  @Post('sheets/:id/reviews')
  review(@Caller() caller: Caller, @PathId() id: string, @Body({ schema: Review }) review: z.output<typeof Review>) {
    return this.services.ask(caller, reviewSheet, { id, ...review });
  }

  @Endpoint({
    summary: 'Send a week back to the expert',
    rules: ['TS-6'],
    roles: ['client', 'account-executive'],
    answer: returnSheet,
    status: 200,
    errors: [nothingToDecide],
  })
  @Post('sheets/:id/returns')
  returnToExpert(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Body({ schema: Return }) { reason }: z.output<typeof Return>,
  ) {
    return this.services.ask(caller, returnSheet, { id, reason });
  }

  @Endpoint({
    summary: 'Answer a dispute',
    rules: ['TS-6'],
    roles: ['expert'],
    answer: answerDispute,
    status: 200,
    errors: [notDisputed],
  })
  @Post('entries/:id/dispute-answers')
  answer(
    @Caller() caller: Caller,
    @PathId() entryId: string,
    @Body({ schema: DisputeAnswer }) body: z.output<typeof DisputeAnswer>,
  ) {
    return this.services.ask(caller, answerDispute, { entryId, ...body });
  }

  @Endpoint({
    summary: 'Record the outcome of a dispute',
    rules: ['TS-6'],
    roles: ['account-executive'],
    answer: decideDispute,
    examples: { request: { outcome: 'approved', reason: 'The call is on record' } },
    status: 200,
    errors: [notDisputed, overTheCap],
  })
  @Post('entries/:id/dispute-outcomes')
  decide(
    @Caller() caller: Caller,
    @PathId() entryId: string,
    @Body({ schema: DisputeOutcome }) body: z.output<typeof DisputeOutcome>,
  ) {
    return this.services.ask(caller, decideDispute, { entryId, ...body });
  }
}
