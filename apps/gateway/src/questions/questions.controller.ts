import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  askQuestion,
  Closing,
  closeQuestion,
  getQuestion,
  listQuestions,
  NewQuestion,
  QuestionFilter,
  Reopening,
  reopenQuestion,
  Reply,
  replyToQuestion,
} from '#libs/contracts';
import { Caller, Endpoint, members, PathId, Services, staff } from '../http/index.js';
import { noPlacement, notRunning, wrongState } from './refusals.js';

const answering = ['expert', 'team-lead', 'account-executive'] as const;
const asking = ['client', ...staff] as const;

@ApiTags('Questions')
@Controller('questions')
export class QuestionsController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'List questions',
    description: 'Each with when its next promise is broken, or whether it is.',
    rules: ['CS-4', 'CS-7'],
    roles: members,
    answer: listQuestions,
    errors: [noPlacement],
  })
  @Get()
  list(@Caller() caller: Caller, @Query({ schema: QuestionFilter }) filter: z.output<typeof QuestionFilter>) {
    return this.services.ask(caller, listQuestions, filter);
  }

  @Endpoint({
    summary: 'Ask a question',
    description: 'A client for itself, or staff for the client. The first-answer clock runs in the service hours.',
    rules: ['CS-4', 'CS-7'],
    roles: asking,
    answer: askQuestion,
    examples: {
      request: {
        placementId: '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d10',
        subject: 'Coupons in the basket',
        body: 'Can a customer use two coupons at once?',
      },
    },
    errors: [noPlacement, notRunning],
  })
  @Post()
  ask(@Caller() caller: Caller, @Body({ schema: NewQuestion }) question: z.output<typeof NewQuestion>) {
    return this.services.ask(caller, askQuestion, question);
  }

  @Endpoint({
    summary: 'Read a question',
    description: 'With its messages, its clocks and what it led to. A client sees no help and no notes.',
    rules: ['CS-4', 'CS-5'],
    roles: members,
    of: 'question',
    answer: getQuestion,
  })
  @Get(':id')
  get(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, getQuestion, { id });
  }

  @Endpoint({
    summary: 'Reply as the client',
    description:
      'What waited runs on; after an answer the next-answer clock starts, and a closed question is open again.',
    rules: ['CS-5', 'CS-7'],
    roles: ['client'],
    of: 'question',
    answer: replyToQuestion,
    examples: { request: { body: 'The one in Hamburg.' } },
  })
  @Post(':id/replies')
  reply(@Caller() caller: Caller, @PathId() id: string, @Body({ schema: Reply }) reply: z.output<typeof Reply>) {
    return this.services.ask(caller, replyToQuestion, { id, ...reply });
  }

  @Endpoint({
    summary: 'Reopen a question',
    description: 'It was not answered after all: its clock runs on from where it stood.',
    rules: ['CS-5', 'CS-7'],
    roles: asking,
    of: 'question',
    answer: reopenQuestion,
    status: 200,
    examples: { request: { reason: 'The answer is about the other shop' } },
    errors: [notRunning, wrongState('question', 'CS-5', 'open', 'answered', 'closed')],
  })
  @Post(':id/reopening')
  reopen(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Body({ schema: Reopening }) reopening: z.output<typeof Reopening>,
  ) {
    return this.services.ask(caller, reopenQuestion, { id, ...reopening });
  }

  @Endpoint({
    summary: 'Close a question with what it led to',
    description: 'A task on the board, a line in the weekly summary, or nothing. After it was answered.',
    rules: ['CS-5', 'TS-11'],
    roles: answering,
    of: 'question',
    answer: closeQuestion,
    status: 200,
    examples: {
      request: { action: 'task', note: 'As agreed on the phone', title: 'Two coupons', estimateMinutes: 240 },
    },
    errors: [wrongState('question', 'CS-5', 'open', 'answered')],
  })
  @Post(':id/closing')
  close(@Caller() caller: Caller, @PathId() id: string, @Body({ schema: Closing }) closing: z.output<typeof Closing>) {
    return this.services.ask(caller, closeQuestion, { id, ...closing });
  }
}
