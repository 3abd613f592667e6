import { Body, Controller, Get, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  askAboutBug,
  BugFilter,
  BugStep,
  changeSeverity,
  closeBug,
  fixBug,
  getBug,
  listBugs,
  NewBug,
  reopenBug,
  reportBug,
  SeverityChange,
  tellAboutBug,
  workAroundBug,
} from '#libs/contracts';
import { conflict } from '#libs/errors';
import { Caller, Endpoint, IfMatch, members, PathId, Services, staff } from '../http/index.js';
import { noPlacement, notRunning, wrongState } from '../questions/refusals.js';

const mending = ['expert', 'team-lead', 'account-executive'] as const;
const reporting = ['client', ...staff] as const;
type Step = z.output<typeof BugStep>;
const isClosed = wrongState('bug', 'CS-6', 'closed', 'open', 'waiting-for-client', 'worked-around');
const isFixed = conflict('communication.bug-state', 'It is fixed: open it again first.', {
  rule: 'CS-6',
  facts: { state: 'fixed', possibleFrom: ['open', 'waiting-for-client', 'worked-around'] },
});

@ApiTags('Bugs')
@Controller('bugs')
export class BugsController {
  constructor(private readonly services: Services) {}

  @Endpoint({ summary: 'List bugs', rules: ['CS-6'], roles: members, answer: listBugs, errors: [noPlacement] })
  @Get()
  list(@Caller() caller: Caller, @Query({ schema: BugFilter }) filter: z.output<typeof BugFilter>) {
    return this.services.ask(caller, listBugs, filter);
  }

  @Endpoint({
    summary: 'Report a bug',
    description:
      'The client decides how severe it is; a production bug has a fix clock. The work is a task on the board at once.',
    rules: ['CS-6', 'TS-11'],
    roles: reporting,
    answer: reportBug,
    examples: {
      request: {
        placementId: '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d10',
        title: 'Nobody can pay',
        description: 'Since 22:00 every card is refused.',
        severity: 'production',
      },
    },
    errors: [noPlacement, notRunning],
  })
  @Post()
  report(@Caller() caller: Caller, @Body({ schema: NewBug }) bug: z.output<typeof NewBug>) {
    return this.services.ask(caller, reportBug, bug);
  }

  @Endpoint({ summary: 'Read a bug', rules: ['CS-6'], roles: members, of: 'bug', answer: getBug })
  @Get(':id')
  get(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, getBug, { id });
  }

  @Endpoint({
    summary: 'Change how severe a bug is',
    description: "The client's decision, or staff's in its name. The fix clock starts or stops with it.",
    rules: ['CS-6'],
    roles: reporting,
    of: 'bug',
    answer: changeSeverity,
    examples: { request: { severity: 'major', reason: 'Cards work again; only the receipts are missing' } },
    errors: [isFixed],
  })
  @Put(':id/severity')
  changeSeverity(
    @Caller() caller: Caller,
    @PathId() id: string,
    @IfMatch() version: number,
    @Body({ schema: SeverityChange }) change: z.output<typeof SeverityChange>,
  ) {
    return this.services.ask(caller, changeSeverity, { id, version, ...change });
  }

  @Endpoint({
    summary: 'Give the client a workaround',
    description: 'It can work again; the fix clock runs on.',
    rules: ['CS-6', 'CS-9'],
    roles: mending,
    of: 'bug',
    answer: workAroundBug,
    status: 200,
    examples: { request: { text: 'Payment by invoice is switched on for everybody.' } },
    errors: [isClosed],
  })
  @Post(':id/workaround')
  workAround(@Caller() caller: Caller, @PathId() id: string, @Body({ schema: BugStep }) step: Step) {
    return this.services.ask(caller, workAroundBug, { id, ...step });
  }

  @Endpoint({
    summary: 'Say that a bug is fixed',
    description: 'The fix clock stops, unless the client finds it not fixed.',
    rules: ['CS-6', 'CS-9'],
    roles: mending,
    of: 'bug',
    answer: fixBug,
    status: 200,
    examples: { request: { text: 'The certificate of the payment provider was renewed.' } },
    errors: [isClosed],
  })
  @Post(':id/fix')
  fix(@Caller() caller: Caller, @PathId() id: string, @Body({ schema: BugStep }) step: Step) {
    return this.services.ask(caller, fixBug, { id, ...step });
  }

  @Endpoint({
    summary: 'Ask the client what is missing',
    description: 'The clock waits until it answers.',
    rules: ['CS-6', 'CS-7'],
    roles: mending,
    of: 'bug',
    answer: askAboutBug,
    examples: { request: { text: 'Which card did you try?' } },
    errors: [isClosed],
  })
  @Post(':id/questions')
  ask(@Caller() caller: Caller, @PathId() id: string, @Body({ schema: BugStep }) step: Step) {
    return this.services.ask(caller, askAboutBug, { id, ...step });
  }

  @Endpoint({
    summary: 'Answer as the client what was asked',
    description: 'The clock runs on.',
    rules: ['CS-6', 'CS-7'],
    roles: reporting,
    of: 'bug',
    answer: tellAboutBug,
    examples: { request: { text: 'A Visa card from Austria.' } },
    errors: [isFixed],
  })
  @Post(':id/answers')
  tell(@Caller() caller: Caller, @PathId() id: string, @Body({ schema: BugStep }) step: Step) {
    return this.services.ask(caller, tellAboutBug, { id, ...step });
  }

  @Endpoint({
    summary: 'Find the fix good',
    rules: ['CS-6'],
    roles: reporting,
    of: 'bug',
    answer: closeBug,
    status: 200,
    errors: [wrongState('bug', 'CS-6', 'open', 'fixed')],
  })
  @Post(':id/closing')
  close(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, closeBug, { id });
  }

  @Endpoint({
    summary: 'Find it not fixed',
    description: 'Its clock runs on from where it stood.',
    rules: ['CS-6', 'CS-7'],
    roles: reporting,
    of: 'bug',
    answer: reopenBug,
    status: 200,
    examples: { request: { text: 'It is refused again, now for everybody in Austria.' } },
    errors: [wrongState('bug', 'CS-6', 'open', 'fixed', 'closed')],
  })
  @Post(':id/reopening')
  reopen(@Caller() caller: Caller, @PathId() id: string, @Body({ schema: BugStep }) step: Step) {
    return this.services.ask(caller, reopenBug, { id, ...step });
  }
}
