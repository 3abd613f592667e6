import { Body, Controller, Delete, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  addOutsider,
  getReferrer,
  listReferrers,
  NewOutsider,
  ReferrerFilter,
  renewCode,
  withdrawCode,
} from '#libs/contracts';
import { conflict } from '#libs/errors';
import { Caller, Endpoint, network, PathId, referring, Services, staff } from '../http/index.js';
import { CodePages } from './code-pages.js';

@ApiTags('Referrers')
@Controller('referrers')
export class ReferrersController {
  constructor(
    private readonly services: Services,
    private readonly pages: CodePages,
  ) {}

  @Endpoint({
    summary: 'List referrers',
    description: 'Experts, clients and partners who asked for it or brought somebody, and outsiders.',
    rules: ['RC-1'],
    roles: staff,
    answer: listReferrers,
  })
  @Get()
  list(@Caller() caller: Caller, @Query({ schema: ReferrerFilter }) filter: z.output<typeof ReferrerFilter>) {
    return this.pages.allAddressed(this.services.ask(caller, listReferrers, filter));
  }

  @Endpoint({
    summary: 'Add somebody without an account who brings clients',
    description: 'Gets a referral code at once: hand it over together with the address of its page.',
    rules: ['RC-1'],
    roles: network,
    answer: addOutsider,
    examples: { request: { name: 'Olga Out', email: 'olga@outside.example', note: 'Met at the fair in Zagreb.' } },
    errors: [
      conflict('referral.has-account', 'Somebody logs in with this e-mail address, and brings clients so.', {
        rule: 'RC-1',
      }),
      conflict('referral.outsider-known', 'Somebody with this e-mail address brings clients already.', {
        rule: 'RC-1',
      }),
    ],
  })
  @Post()
  add(@Caller() caller: Caller, @Body({ schema: NewOutsider }) outsider: z.output<typeof NewOutsider>) {
    return this.pages.addressed(this.services.ask(caller, addOutsider, outsider));
  }

  @Endpoint({
    summary: 'Read a referrer',
    description: 'With its referral code, and how many leads are open, won and lost.',
    rules: ['RC-1'],
    roles: [...referring, ...staff],
    of: 'referrer',
    answer: getReferrer,
  })
  @Get(':id')
  get(@Caller() caller: Caller, @PathId() id: string) {
    return this.pages.addressed(this.services.ask(caller, getReferrer, { id }));
  }

  @Endpoint({
    summary: 'Make a new referral code',
    description: 'The one before stops working at once. Whoever has the code may register leads for its referrer.',
    rules: ['RC-1'],
    roles: [...referring, ...network],
    of: 'referrer',
    answer: renewCode,
    status: 200,
  })
  @Post(':id/code')
  renew(@Caller() caller: Caller, @PathId() id: string) {
    return this.pages.addressed(this.services.ask(caller, renewCode, { id }));
  }

  @Endpoint({
    summary: 'Withdraw a referral code',
    description: 'Leads that came by it stay.',
    rules: ['RC-1'],
    roles: [...referring, ...network],
    of: 'referrer',
    answer: withdrawCode,
    status: 200,
  })
  @Delete(':id/code')
  withdraw(@Caller() caller: Caller, @PathId() id: string) {
    return this.pages.addressed(this.services.ask(caller, withdrawCode, { id }));
  }
}
