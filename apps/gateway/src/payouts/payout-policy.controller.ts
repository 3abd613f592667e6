import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { getPayoutPolicy, PayoutPolicyChange, setPayoutPolicy } from '#libs/contracts';
import { invalidField } from '#libs/errors';
import { Caller, Endpoint, IfMatch, Services, staff } from '../http/index.js';

@ApiTags('Payouts')
@Controller('payout-policy')
export class PayoutPolicyController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'See the payout policy',
    description: 'When a second person approves, and what is promised.',
    rules: ['PM-5', 'PM-6'],
    roles: staff,
    answer: getPayoutPolicy,
  })
  @Get()
  get(@Caller() caller: Caller) {
    return this.services.ask(caller, getPayoutPolicy, {});
  }

  @Endpoint({
    summary: 'Change the payout policy',
    rules: ['PM-5', 'PM-6'],
    roles: ['admin'],
    answer: setPayoutPolicy,
    examples: {
      request: {
        secondPersonAbove: ['USD', 'EUR', 'GBP'].map((currency) => ({ amount: '5000.00', currency })),
        bankDetailsRestHours: 72,
        promiseHours: 24,
      },
    },
    errors: [invalidField('payments.limit-twice', 'secondPersonAbove.1.currency', 'has a limit already', 'PM-6')],
  })
  @Put()
  set(
    @Caller() caller: Caller,
    @IfMatch() version: number,
    @Body({ schema: PayoutPolicyChange }) policy: z.output<typeof PayoutPolicyChange>,
  ) {
    return this.services.ask(caller, setPayoutPolicy, { version, policy });
  }
}
