import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { listProblems, ProblemFilter } from '#libs/contracts';
import { Caller, Endpoint, Services, staff } from '../http/index.js';

@ApiTags('Complaints')
@Controller('problems')
export class ProblemsController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'List problems that were seen twice',
    description:
      'Each was proposed as a situation for the contract catalogue. A team lead reads how often, and where among its own people.',
    rules: ['QN-11'],
    roles: staff,
    answer: listProblems,
  })
  @Get()
  list(@Caller() caller: Caller, @Query({ schema: ProblemFilter }) filter: z.output<typeof ProblemFilter>) {
    return this.services.ask(caller, listProblems, filter);
  }
}
