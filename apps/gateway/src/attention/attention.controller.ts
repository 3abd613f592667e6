import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { AttentionFilter, getAttention } from '#libs/contracts';
import { Caller, Endpoint, Services, staff } from '../http/index.js';

@ApiTags('Promises')
@Controller('attention')
export class AttentionController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'See what needs somebody now',
    description: 'Who is late, which clocks ran out and which run out next, mistakes not yet told, silent shifts.',
    rules: ['CS-1', 'CS-3', 'CS-7', 'CS-8'],
    roles: staff,
    answer: getAttention,
  })
  @Get()
  get(@Caller() caller: Caller, @Query({ schema: AttentionFilter }) filter: z.output<typeof AttentionFilter>) {
    return this.services.ask(caller, getAttention, filter);
  }
}
