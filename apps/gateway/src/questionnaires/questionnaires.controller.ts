import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  answerQuestionnaire,
  getQuestionnaire,
  listQuestionnaires,
  type Questionnaire,
  QuestionnaireAnswer,
  QuestionnaireFilter,
} from '#libs/contracts';
import { conflict, invalidField } from '#libs/errors';
import { Caller, Endpoint, PathId, Services, staff } from '../http/index.js';
import { QuestionnaireLinks } from '../questionnaire-page/questionnaire-links.js';
import { noPlacement } from '../questions/refusals.js';

const readers = ['client', ...staff] as const;

@ApiTags('Questionnaires')
@Controller('questionnaires')
export class QuestionnairesController {
  constructor(
    private readonly services: Services,
    private readonly links: QuestionnaireLinks,
  ) {}

  @Endpoint({
    summary: 'List questionnaires',
    description:
      "A client's user sees those of the contact with its e-mail address, a team lead those about its own people.",
    rules: ['QN-1'],
    roles: readers,
    answer: listQuestionnaires,
    errors: [noPlacement],
  })
  @Get()
  async list(
    @Caller() caller: Caller,
    @Query({ schema: QuestionnaireFilter }) filter: z.output<typeof QuestionnaireFilter>,
  ) {
    const page = await this.services.ask(caller, listQuestionnaires, filter);
    return { ...page, items: page.items.map((each) => this.linked(caller, each)) };
  }

  @Endpoint({
    summary: 'Read a questionnaire',
    description: 'Staff sees every answer it was given, the replaced ones too.',
    rules: ['QN-1'],
    roles: readers,
    of: 'questionnaire',
    answer: getQuestionnaire,
  })
  @Get(':id')
  async get(@Caller() caller: Caller, @PathId() id: string) {
    return this.linked(caller, await this.services.ask(caller, getQuestionnaire, { id }));
  }

  @Endpoint({
    summary: 'Answer a questionnaire',
    description:
      'Only the contact it is for, until the week closes. An answer replaces the one before; a score of 0 to 6 opens a case at once.',
    rules: ['QN-1', 'QN-3'],
    roles: ['client'],
    of: 'questionnaire',
    answer: answerQuestionnaire,
    examples: {
      request: {
        items: [
          {
            placementId: '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d10',
            score: 9,
            scores: { 'answers-fast': 5, reliable: 4 },
          },
        ],
        comment: 'The import is done, two days early.',
      },
    },
    errors: [
      conflict('quality.questionnaire-closed', 'The week is over; its answers stand.', {
        rule: 'QN-1',
        facts: { closedAt: '2026-03-08T23:00:00.000Z' },
      }),
      invalidField('quality.not-asked', 'items.0.placementId', 'must be one this questionnaire asks about', 'QN-1'),
      invalidField('quality.answered-twice', 'items.1.placementId', 'has an answer already', 'QN-1'),
    ],
  })
  @Put(':id/answer')
  answer(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Body({ schema: QuestionnaireAnswer }) answer: z.output<typeof QuestionnaireAnswer>,
  ) {
    return this.services.ask(caller, answerQuestionnaire, { id, ...answer });
  }

  /** A client's user sees its own contact's only; staff, who sees all, must not answer for a client. */
  private linked({ actor }: Caller, questionnaire: z.output<typeof Questionnaire>): z.output<typeof Questionnaire> {
    const isOpen = questionnaire.state !== 'closed';
    return actor.role === 'client' && isOpen
      ? { ...questionnaire, link: this.links.linkOf(questionnaire.id) }
      : questionnaire;
  }
}
