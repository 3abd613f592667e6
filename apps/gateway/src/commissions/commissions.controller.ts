import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { notYours } from '#libs/access';
import { CommissionFilter, getCommission, getCommissionStatement, listCommissions } from '#libs/contracts';
import { Caller, Endpoint, PathId, referring, Services, staff } from '../http/index.js';

const readers = [...referring, ...staff];

@ApiTags('Commission')
@Controller()
export class CommissionsController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'List commissions',
    description:
      'One for each payment that earned something, with its trail: the payment, invoice, lead and rate it came from, and what became of it.',
    rules: ['RC-4', 'RC-5', 'RC-8'],
    roles: readers,
    answer: listCommissions,
    errors: [notYours('referrer')],
  })
  @Get('commissions')
  list(@Caller() caller: Caller, @Query({ schema: CommissionFilter }) filter: z.output<typeof CommissionFilter>) {
    return this.services.ask(caller, listCommissions, filter);
  }

  @Endpoint({
    summary: 'Read a commission',
    description: 'With its trail. All that is behind it, to the hours worked: `/v1/evidence?commissionId=…`.',
    rules: ['RC-4', 'RC-5', 'RC-8'],
    roles: readers,
    of: 'commission',
    answer: getCommission,
  })
  @Get('commissions/:id')
  get(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, getCommission, { id });
  }

  @Endpoint({
    summary: 'See what a referrer has earned',
    description:
      'By currency: earned = held + taken back + set off + credited, and what is owed back. What is paid out of it: ' +
      '`/v1/referrers/{id}/balance`, or an expert’s `/v1/experts/{id}/balances`.',
    rules: ['RC-4', 'RC-5'],
    roles: readers,
    of: 'referrer',
    answer: getCommissionStatement,
  })
  @Get('referrers/:id/commission-statement')
  statement(@Caller() caller: Caller, @PathId() referrerId: string) {
    return this.services.ask(caller, getCommissionStatement, { referrerId });
  }
}
