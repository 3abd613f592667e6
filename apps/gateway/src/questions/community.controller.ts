import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { CommunityFilter, Help, helpWithQuestion, listCommunityQuestions } from '#libs/contracts';
import { Caller, Endpoint, PathId, Services, staff } from '../http/index.js';

const community = ['expert', ...staff] as const;

@ApiTags('Questions')
@Controller('community-questions')
export class CommunityController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'List questions colleagues need help with',
    description: 'Those being checked, of any placement, without the name of the client.',
    rules: ['CS-5'],
    roles: community,
    answer: listCommunityQuestions,
  })
  @Get()
  list(@Caller() caller: Caller, @Query({ schema: CommunityFilter }) filter: z.output<typeof CommunityFilter>) {
    return this.services.ask(caller, listCommunityQuestions, filter);
  }

  @Endpoint({
    summary: 'Help with a question',
    description:
      'Who answers it is told; the client sees nothing of it. One that is no longer checked is not there any more.',
    rules: ['CS-5'],
    roles: community,
    of: 'question',
    answer: helpWithQuestion,
    examples: { request: { body: 'The coupon table has a column for it; see `combinable`.' } },
  })
  @Post(':id/help')
  help(@Caller() caller: Caller, @PathId() id: string, @Body({ schema: Help }) help: z.output<typeof Help>) {
    return this.services.ask(caller, helpWithQuestion, { id, ...help });
  }
}
