import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { notYours } from '#libs/access';
import {
  ClientPaymentFilter,
  getClientPayment,
  listClientPayments,
  listRefunds,
  NewClientPayment,
  NewRefund,
  recordClientPayment,
  refundClientPayment,
  RefundFilter,
} from '#libs/contracts';
import { conflict, invalidField } from '#libs/errors';
import {
  amountRefusals,
  Caller,
  Endpoint,
  moneyRefusals,
  network,
  PathId,
  Services,
  staff,
  unknownCurrency,
} from '../http/index.js';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const rule = 'PM-4';
const referenceUsed = conflict(
  'payments.bank-reference-used',
  'The bank reference 2026030200012345 was recorded with another content.',
  { rule, facts: { bankReference: '2026030200012345' } },
);
const notPositive = invalidField('payments.amount-not-positive', 'amount', 'must be more than zero', rule);
const tooLarge = invalidField('payments.amount-too-large', 'amount', 'is more than a payment may be', rule);
const exampleInvoice = '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d10';

@ApiTags('Money in')
@Controller()
export class ClientPaymentsController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'List payments of clients',
    description:
      'A client sees its own, as far as it is known that they are; a partner those it recorded, without what became of them.',
    rules: [rule],
    roles: ['client', 'partner', ...staff],
    answer: listClientPayments,
    errors: [
      invalidField('payments.currency-needed', 'currency', 'says what the amount is of', rule),
      ...amountRefusals('amountFrom'),
      unknownCurrency,
      invalidField('payments.not-for-partners', 'state', 'is not told to partners', rule),
    ],
  })
  @Get('client-payments')
  list(@Caller() caller: Caller, @Query({ schema: ClientPaymentFilter }) filter: z.output<typeof ClientPaymentFilter>) {
    return this.services.ask(caller, listClientPayments, filter);
  }

  @Endpoint({
    summary: 'Record a payment of a client',
    description:
      "Once for each bank reference: the same again answers the same payment. It goes to the invoices it names, in `invoiceNumber` or in what the payer wrote, or to the client's only open invoice over exactly its amount; what can't be matched waits for a person, with suggestions. So does money that whoever records it earns commission on, until a statement shows it or a person allocates it. A partner is told that it was received, and whether it is known whose it is.",
    rules: [rule, 'RC-4'],
    roles: ['partner', ...network],
    answer: recordClientPayment,
    idempotency: 'required',
    examples: {
      request: {
        bankReference: '2026030200012345',
        amount: usd('1071.00'),
        receivedOn: '2026-03-02',
        remittance: 'Invoice INV-2026-000042',
        payerName: 'Blue Heron Inc.',
      },
    },
    errors: [
      referenceUsed,
      notPositive,
      tooLarge,
      ...moneyRefusals,
      invalidField('payments.date-in-future', 'receivedOn', 'must not lie in the future', rule),
      notYours('client'),
      invalidField('payments.iban-invalid', 'payerIban', 'is not an IBAN: check its digits', rule),
    ],
  })
  @Post('client-payments')
  record(@Caller() caller: Caller, @Body({ schema: NewClientPayment }) payment: z.output<typeof NewClientPayment>) {
    return this.services.ask(caller, recordClientPayment, payment);
  }

  @Endpoint({
    summary: 'Read a payment of a client',
    description: 'With where its money went and, for staff, what the rest of it may be for.',
    rules: [rule],
    roles: ['client', 'partner', ...staff],
    of: 'client-payment',
    answer: getClientPayment,
  })
  @Get('client-payments/:id')
  get(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, getClientPayment, { id });
  }

  @Endpoint({
    summary: 'Record a refund',
    description:
      'Money that went back to the client. It comes from what is on no invoice; more than that comes off the invoices it had paid, the latest first, if `reopensInvoices` says so. Once for each bank reference.',
    rules: [rule],
    roles: network,
    of: 'client-payment',
    answer: refundClientPayment,
    idempotency: 'required',
    examples: {
      request: {
        amount: usd('85.00'),
        bankReference: '2026031000000815',
        refundedOn: '2026-03-10',
        reason: 'Paid twice.',
      },
    },
    errors: [
      referenceUsed,
      conflict('payments.refund-too-large', 'Of the payment 50.00 USD are left.', {
        rule,
        facts: { left: usd('50.00') },
      }),
      conflict(
        'payments.refund-reopens-invoices',
        '50.00 USD of the payment are on no invoice; the rest opens again 35.00 of INV-2026-000042. Say `reopensInvoices` if it shall.',
        {
          rule,
          facts: {
            unallocated: usd('50.00'),
            invoices: [{ invoiceId: exampleInvoice, invoiceNumber: 'INV-2026-000042', amount: usd('35.00') }],
          },
        },
      ),
      notPositive,
      tooLarge,
      ...moneyRefusals,
      invalidField('payments.other-currency', 'amount', 'must be in USD', rule),
      invalidField('payments.date-in-future', 'refundedOn', 'must not lie in the future', rule),
      invalidField('payments.refund-before-receipt', 'refundedOn', 'must not be before 2026-03-02', rule),
    ],
  })
  @Post('client-payments/:id/refunds')
  refund(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Body({ schema: NewRefund }) refund: z.output<typeof NewRefund>,
  ) {
    return this.services.ask(caller, refundClientPayment, { id, refund });
  }

  @Endpoint({
    summary: 'List refunds',
    description: 'What went back to clients, and what their banks took back.',
    rules: [rule],
    roles: ['client', ...staff],
    answer: listRefunds,
  })
  @Get('refunds')
  refunds(@Caller() caller: Caller, @Query({ schema: RefundFilter }) filter: z.output<typeof RefundFilter>) {
    return this.services.ask(caller, listRefunds, filter);
  }
}
