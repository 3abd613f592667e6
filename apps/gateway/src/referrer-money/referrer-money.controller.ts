import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  getReferrerBalance,
  listReferrerPayouts,
  NewReferrerPayout,
  NewReferrerPayoutReturn,
  recordReferrerPayout,
  returnReferrerPayout,
} from '#libs/contracts';
import { conflict, invalid, invalidField } from '#libs/errors';
import { Caller, Endpoint, moneyRefusals, network, PathId, Services, staff } from '../http/index.js';

const ReferrerPayoutFilter = listReferrerPayouts.input.omit({ referrerId: true });
const isExpert = invalid(
  'payments.referrer-is-expert',
  "An expert's commission is in its safe balance: it asks for payouts as for what it worked for.",
  { rule: 'RC-5' },
);

@ApiTags('Referrers')
@Controller('referrers/:id')
export class ReferrerMoneyController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'See what a referrer has',
    description:
      'Of a client, partner or outsider, by currency: commission held, available, and paid. An expert has it in its safe ' +
      'balance: `/v1/experts/{id}/balances`. What it was earned by: `/v1/referrers/{id}/commission-statement`.',
    of: 'referrer',
    rules: ['RC-5', 'PM-2'],
    roles: ['client', 'partner', ...staff],
    answer: getReferrerBalance,
    errors: [isExpert],
  })
  @Get('balance')
  balance(@Caller() caller: Caller, @PathId() referrerId: string) {
    return this.services.ask(caller, getReferrerBalance, { referrerId });
  }

  @Endpoint({
    summary: 'List what a referrer was paid',
    description: 'Transfers the network made to a client, partner or outsider, and whether they came back.',
    of: 'referrer',
    rules: ['RC-5'],
    roles: ['client', 'partner', ...staff],
    answer: listReferrerPayouts,
    errors: [isExpert],
  })
  @Get('payouts')
  list(
    @Caller() caller: Caller,
    @PathId() referrerId: string,
    @Query({ schema: ReferrerPayoutFilter }) filter: z.output<typeof ReferrerPayoutFilter>,
  ) {
    return this.services.ask(caller, listReferrerPayouts, { referrerId, ...filter });
  }

  @Endpoint({
    summary: 'Record a transfer to a referrer',
    description:
      'Up to what is available. Once for each bank reference: the same again answers the same, another content is refused.',
    of: 'referrer',
    rules: ['RC-5'],
    roles: network,
    answer: recordReferrerPayout,
    idempotency: 'required',
    examples: {
      request: {
        ...{ amount: { amount: '85.00', currency: 'USD' }, bankReference: '2026030200012345', paidOn: '2026-03-02' },
      },
    },
    errors: [
      isExpert,
      conflict('payments.bank-reference-used', 'Another transfer or return was recorded with this bank reference.', {
        rule: 'RC-5',
      }),
      invalid('payments.insufficient-balance', 'Available are 60.00 USD.', {
        rule: 'PM-5',
        facts: { available: { amount: '60.00', currency: 'USD' } },
      }),
      invalidField('payments.date-in-future', 'paidOn', 'must not lie in the future', 'RC-5'),
      invalidField('payments.amount-not-positive', 'amount', 'must be more than zero', 'RC-5'),
      ...moneyRefusals,
    ],
  })
  @Post('payouts')
  record(
    @Caller() caller: Caller,
    @PathId() referrerId: string,
    @Body({ schema: NewReferrerPayout }) payout: z.output<typeof NewReferrerPayout>,
  ) {
    return this.services.ask(caller, recordReferrerPayout, { referrerId, payout });
  }

  @Endpoint({
    summary: 'Record that a transfer to a referrer came back',
    description:
      'As a whole, and once: the same again answers the same. It is available again. A bank statement that names the bank ' +
      'reference of the transfer does it by itself.',
    of: 'referrer-payout',
    rules: ['RC-5'],
    roles: network,
    answer: returnReferrerPayout,
    idempotency: 'required',
    examples: {
      request: { bankReference: '2026030400000031', returnedOn: '2026-03-04', reason: 'The account is closed.' },
    },
    errors: [
      conflict(
        'payments.payout-already-returned',
        'It came back on 2026-03-04, with the bank reference 2026030400000031.',
        {
          rule: 'RC-5',
          facts: { bankReference: '2026030400000031', amount: { amount: '85.00', currency: 'USD' } },
        },
      ),
      conflict('payments.bank-reference-used', 'Another transfer or return was recorded with this bank reference.', {
        rule: 'RC-5',
      }),
      invalidField('payments.date-in-future', 'returnedOn', 'must not lie in the future', 'RC-5'),
      invalidField(
        'payments.return-before-transfer',
        'returnedOn',
        'must not be before 2026-03-02, when it was transferred',
        'RC-5',
      ),
    ],
  })
  @Post('payouts/:payoutId/return')
  returned(
    @Caller() caller: Caller,
    @PathId() referrerId: string,
    @PathId('payoutId') payoutId: string,
    @Body({ schema: NewReferrerPayoutReturn }) returned: z.output<typeof NewReferrerPayoutReturn>,
  ) {
    return this.services.ask(caller, returnReferrerPayout, { referrerId, payoutId, returned });
  }
}
