import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  approvePayout,
  cancelPayout,
  explainPayoutPromise,
  getPayout,
  listPayouts,
  NewPayout,
  PayoutFilter,
  PayoutStep,
  PayrollAnswer,
  recordPayrollAnswer,
  rejectPayout,
  requestPayout,
} from '#libs/contracts';
import { conflict, forbidden, invalid, invalidField } from '#libs/errors';
import { Caller, Endpoint, moneyRefusals, PathId, Services, staff } from '../http/index.js';

const Answer = PayrollAnswer.omit({ payoutId: true }).meta({ id: 'PayrollAnswerBody' });
const wrongState = conflict(
  'payments.payout-state',
  "The payout is paid: 'cancel' is not possible any more, or not yet.",
  { rule: 'PM-5' },
);
const secondPerson = forbidden('payments.second-person', 'You asked for it: somebody else has to decide.', {
  rule: 'PM-6',
});

@ApiTags('Payouts')
@Controller('payouts')
export class PayoutsController {
  constructor(private readonly services: Services) {}

  @Endpoint({ summary: 'List payouts', rules: ['PM-5'], roles: ['expert', 'payroll', ...staff], answer: listPayouts })
  @Get()
  list(@Caller() caller: Caller, @Query({ schema: PayoutFilter }) filter: z.output<typeof PayoutFilter>) {
    return this.services.ask(caller, listPayouts, filter);
  }

  @Endpoint({
    summary: 'Ask for a payout',
    description: 'Up to the available balance; the amount is reserved at once and paid within 24 hours.',
    rules: ['PM-5', 'PM-6'],
    roles: ['expert'],
    answer: requestPayout,
    idempotency: 'required',
    examples: { request: { amount: { amount: '85.00', currency: 'USD' }, invoiceReference: '2026-03' } },
    errors: [
      invalid('payments.insufficient-balance', 'Available are 60.00 USD.', {
        rule: 'PM-5',
        facts: { available: { amount: '60.00', currency: 'USD' } },
      }),
      invalid('payments.no-bank-details', 'Enter your bank details first: there is no account to pay to.', {
        rule: 'PM-5',
      }),
      invalidField('payments.amount-not-positive', 'amount', 'must be more than zero', 'PM-5'),
      ...moneyRefusals,
    ],
  })
  @Post()
  request(@Caller() caller: Caller, @Body({ schema: NewPayout }) payout: z.output<typeof NewPayout>) {
    return this.services.ask(caller, requestPayout, payout);
  }

  @Endpoint({ summary: 'Read a payout', rules: ['PM-5'], roles: ['expert', 'payroll', ...staff], answer: getPayout })
  @Get(':id')
  get(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, getPayout, { id });
  }

  @Endpoint({
    summary: 'Explain the promise of a payout',
    description:
      'How much of the promised time has passed, when warnings are given, and each stretch of time that counted, from the request to now, or to the end of the payout.',
    rules: ['PM-5', 'CS-7'],
    roles: ['expert', 'payroll', ...staff],
    answer: explainPayoutPromise,
  })
  @Get(':id/promise-explanation')
  explainPromise(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, explainPayoutPromise, { id });
  }

  @Endpoint({
    summary: 'Approve a payout as the second person',
    rules: ['PM-6'],
    roles: ['admin', 'account-executive'],
    answer: approvePayout,
    status: 200,
    idempotency: 'required',
    errors: [wrongState, secondPerson],
  })
  @Post(':id/approval')
  approve(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Body({ schema: PayoutStep }) { reason }: z.output<typeof PayoutStep>,
  ) {
    return this.services.ask(caller, approvePayout, { id, reason });
  }

  @Endpoint({
    summary: 'Reject a payout as the second person',
    description: 'The money goes back to the safe balance.',
    rules: ['PM-6'],
    roles: ['admin', 'account-executive'],
    answer: rejectPayout,
    status: 200,
    idempotency: 'required',
    errors: [wrongState, secondPerson],
  })
  @Post(':id/rejection')
  reject(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Body({ schema: PayoutStep }) { reason }: z.output<typeof PayoutStep>,
  ) {
    return this.services.ask(caller, rejectPayout, { id, reason });
  }

  @Endpoint({
    summary: 'Take a request back',
    description: 'Before it is approved; the money goes back to the safe balance.',
    rules: ['PM-5'],
    roles: ['expert'],
    answer: cancelPayout,
    status: 200,
    idempotency: 'required',
    errors: [wrongState],
  })
  @Post(':id/cancellation')
  cancel(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Body({ schema: PayoutStep }) { reason }: z.output<typeof PayoutStep>,
  ) {
    return this.services.ask(caller, cancelPayout, { id, reason });
  }

  @Endpoint({
    summary: "Record payroll's answer",
    description:
      'Sent, paid, failed or returned; the same answer any number of times is one answer. A failed payout gives the money back.',
    rules: ['PM-8'],
    roles: ['payroll', 'admin'],
    answer: recordPayrollAnswer,
    status: 200,
    idempotency: 'required',
    examples: { request: { outcome: 'paid', bankReference: 'PAY-2026-0042' } },
    errors: [
      wrongState,
      conflict(
        'payments.payout-paid-twice',
        'The payout was paid with the bank reference PAY-2026-0041; another payment of it has to be looked at.',
        { rule: 'PM-8', facts: { bankReference: 'PAY-2026-0041' } },
      ),
    ],
  })
  @Post(':id/payroll-answers')
  answer(
    @Caller() caller: Caller,
    @PathId() payoutId: string,
    @Body({ schema: Answer }) answer: z.output<typeof Answer>,
  ) {
    return this.services.ask(caller, recordPayrollAnswer, { payoutId, ...answer });
  }
}
