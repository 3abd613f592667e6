import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { getQuestionnairePolicy, QuestionnairePolicyChange, setQuestionnairePolicy } from '#libs/contracts';
import { invalidField } from '#libs/errors';
import { Caller, Endpoint, IfMatch, Services, staff } from '../http/index.js';

@ApiTags('Questionnaires')
@Controller('questionnaire-policy')
export class QuestionnairePolicyController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'See the policy of questionnaires',
    description: "When contacts are asked, reminded and no longer heard, on the clock of the client's zone.",
    rules: ['QN-1', 'QN-2', 'QN-3'],
    roles: staff,
    answer: getQuestionnairePolicy,
  })
  @Get()
  get(@Caller() caller: Caller) {
    return this.services.ask(caller, getQuestionnairePolicy, {});
  }

  @Endpoint({
    summary: 'Change the policy of questionnaires',
    description: 'It counts from the next questionnaire on; what was sent closes when it said.',
    rules: ['QN-1', 'QN-2', 'QN-3'],
    roles: ['admin'],
    answer: setQuestionnairePolicy,
    examples: {
      request: {
        sending: { weekday: 4, time: '10:00' },
        reminder: { weekday: 5, time: '15:00' },
        closing: { weekday: 7, time: '24:00' },
        detractorAnswerHours: 48,
        leastAnswers: 5,
      },
    },
    errors: [invalidField('quality.policy-order', 'reminder', 'must be after it is sent', 'QN-1')],
  })
  @Put()
  set(
    @Caller() caller: Caller,
    @IfMatch() version: number,
    @Body({ schema: QuestionnairePolicyChange }) policy: z.output<typeof QuestionnairePolicyChange>,
  ) {
    return this.services.ask(caller, setQuestionnairePolicy, { version, policy });
  }
}
