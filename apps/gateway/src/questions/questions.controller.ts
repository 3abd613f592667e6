import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  Answer,
  answerQuestion,
  AskBack,
  askBack,
  askQuestion,
  Checking,
  checkQuestion,
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
  Research,
  researchQuestion,
} from '#libs/contracts';
import { invalidField } from '#libs/errors';
import { Caller, Endpoint, members, PathId, Services, staff } from '../http/index.js';
import { noPlacement, notRunning, wrongState } from './refusals.js';

const answering = ['expert', ...staff] as const;
const asking = ['client', ...staff] as const;
const closed = wrongState('question', 'CS-5', 'closed', 'open', 'checking', 'researching', 'waiting-for-client');
const nextUpdate = (code: string, message: string) =>
  invalidField(`communication.${code}`, 'nextUpdateAt', message, 'CS-5');

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
    answer: getQuestion,
  })
  @Get(':id')
  get(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, getQuestion, { id });
  }

  @Endpoint({
    summary: 'Answer a question',
    description: 'The real answer, with an estimate: minutes, or a deadline. It stops the clocks.',
    rules: ['CS-5', 'CS-9'],
    roles: answering,
    answer: answerQuestion,
    examples: { request: { body: 'No, one at a time. Two take half a day.', estimate: { minutes: 240 } } },
    errors: [closed],
  })
  @Post(':id/answers')
  answer(@Caller() caller: Caller, @PathId() id: string, @Body({ schema: Answer }) answer: z.output<typeof Answer>) {
    return this.services.ask(caller, answerQuestion, { id, ...answer });
  }

  @Endpoint({
    summary: 'Say that colleagues are asked',
    description:
      'An honest "I don\'t know yet": the network\'s experts see the question and can help, and the next update is promised.',
    rules: ['CS-5'],
    roles: answering,
    answer: checkQuestion,
    status: 200,
    examples: { request: { body: "I don't know yet: I ask my colleagues and write again within the hour." } },
    errors: [closed],
  })
  @Post(':id/checking')
  check(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Body({ schema: Checking }) checking: z.output<typeof Checking>,
  ) {
    return this.services.ask(caller, checkQuestion, { id, ...checking });
  }

  @Endpoint({
    summary: 'Say that it takes a while',
    description: 'With the time of the next update, which is a promise.',
    rules: ['CS-5'],
    roles: answering,
    answer: researchQuestion,
    status: 200,
    examples: { request: { body: 'I try it with the old data.', nextUpdateAt: '2026-03-03T10:00:00.000Z' } },
    errors: [
      closed,
      nextUpdate('update-in-past', 'must be in the future'),
      nextUpdate('update-outside-service', 'has no service time before it'),
      nextUpdate('update-after-end', "must not be after the placement's last day, 2026-09-01"),
    ],
  })
  @Post(':id/research')
  research(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Body({ schema: Research }) research: z.output<typeof Research>,
  ) {
    return this.services.ask(caller, researchQuestion, { id, ...research });
  }

  @Endpoint({
    summary: 'Ask the client back',
    description: 'The clocks wait until it replies.',
    rules: ['CS-5', 'CS-7'],
    roles: answering,
    answer: askBack,
    examples: { request: { body: 'Which of the two shops do you mean?' } },
    errors: [closed],
  })
  @Post(':id/questions-back')
  askBack(@Caller() caller: Caller, @PathId() id: string, @Body({ schema: AskBack }) back: z.output<typeof AskBack>) {
    return this.services.ask(caller, askBack, { id, ...back });
  }

  @Endpoint({
    summary: 'Reply as the client',
    description: 'What waited runs on; after an answer the next-answer clock starts.',
    rules: ['CS-5', 'CS-7'],
    roles: asking,
    answer: replyToQuestion,
    examples: { request: { body: 'The one in Hamburg.' } },
    errors: [notRunning],
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
