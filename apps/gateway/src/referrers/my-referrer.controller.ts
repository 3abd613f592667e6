import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { getMyReferrer } from '#libs/contracts';
import { Caller, Endpoint, referring, Services } from '../http/index.js';
import { CodePages } from './code-pages.js';

@ApiTags('Referrers')
@Controller('my-referrer')
export class MyReferrerController {
  constructor(
    private readonly services: Services,
    private readonly pages: CodePages,
  ) {}

  @Endpoint({
    summary: 'See who you are as a referrer',
    description: 'An expert or a partner itself, a client’s user its company; made at the first call.',
    rules: ['RC-1'],
    roles: referring,
    answer: getMyReferrer,
  })
  @Get()
  mine(@Caller() caller: Caller) {
    return this.pages.addressed(this.services.ask(caller, getMyReferrer, {}));
  }
}
