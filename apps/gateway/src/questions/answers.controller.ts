import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  Answer,
  answerQuestion,
  AskBack,
  askBack,
  Checking,
  checkQuestion,
  Research,
  researchQuestion,
} from '#libs/contracts';
import { invalidField } from '#libs/errors';
import { Caller, Endpoint, PathId, Services } from '../http/index.js';
import { wrongState } from './refusals.js';

const answering = ['expert', 'team-lead', 'account-executive'] as const;
const closed = wrongState('question', 'CS-5', 'closed', 'open', 'checking', 'researching', 'waiting-for-client');
const nextUpdate = (code: string, message: string) =>
  invalidField(`communication.${code}`, 'nextUpdateAt', message, 'CS-5');

@ApiTags('Questions')
@Controller('questions')
export class AnswersController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'Answer a question',
    description: 'The real answer, with an estimate: minutes, or a deadline. It stops the clocks.',
    rules: ['CS-5', 'CS-9'],
    roles: answering,
    of: 'question',
    answer: answerQuestion,
    examples: { request: { body: 'No, one at a time. Two take half a day.', estimate: { minutes: 240 } } },
    errors: [
      closed,
      invalidField('communication.deadline-in-past', 'estimate.deadline', 'must be in the future', 'CS-5'),
    ],
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
    of: 'question',
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
    of: 'question',
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
    of: 'question',
    answer: askBack,
    examples: { request: { body: 'Which of the two shops do you mean?' } },
    errors: [closed],
  })
  @Post(':id/questions-back')
  askBack(@Caller() caller: Caller, @PathId() id: string, @Body({ schema: AskBack }) back: z.output<typeof AskBack>) {
    return this.services.ask(caller, askBack, { id, ...back });
  }
}
