import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { notYours } from '#libs/access';
import { allocateClientPayment, NewAllocation, NewReversal, reverseClientPayment } from '#libs/contracts';
import { conflict, invalidField } from '#libs/errors';
import { amountRefusals, Caller, Endpoint, network, PathId, Services } from '../http/index.js';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const rule = 'PM-4';
const left = { unallocated: usd('50.00'), open: usd('85.00') };
const allocated = usd('50.00');
const badAmount = [
  invalidField('payments.amount-not-positive', 'amount', 'must be more than zero', rule),
  invalidField('payments.amount-too-large', 'amount', 'is more than a payment may be', rule),
  ...amountRefusals(),
];

/** Where a payment goes: to an invoice, to a client, and back. */
@ApiTags('Money in')
@Controller('client-payments/:id')
export class AllocationsController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'Allocate a payment to an invoice',
    description: 'Or say only whose it is. As much as both sides have left, unless an amount is given.',
    rules: [rule],
    roles: network,
    of: 'client-payment',
    answer: allocateClientPayment,
    status: 200,
    idempotency: 'required',
    examples: { request: { invoiceId: '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d10', amount: usd('85.00') } },
    errors: [
      notYours('client'),
      notYours('invoice'),
      conflict('payments.other-client', 'The payment and the invoice are not of one client.', { rule }),
      conflict('payments.invoice-not-open', 'The invoice INV-2026-000042 is void: nothing of it is open.', {
        rule,
        facts: { state: 'void' },
      }),
      conflict('payments.nothing-left', 'Nothing of the payment is left to allocate.', { rule }),
      conflict('payments.more-than-unallocated', 'Of the payment 50.00 USD are left.', { rule, facts: left }),
      conflict('payments.more-than-open', 'Of the invoice 85.00 USD are open.', { rule, facts: left }),
      invalidField('payments.other-currency', 'invoiceId', 'is in EUR, the payment in USD', rule),
      invalidField('payments.invoice-needed', 'invoiceId', 'says what the amount is for', rule),
      ...badAmount,
    ],
  })
  @Post('allocations')
  allocate(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Body({ schema: NewAllocation }) allocation: z.output<typeof NewAllocation>,
  ) {
    return this.services.ask(caller, allocateClientPayment, { id, allocation });
  }

  @Endpoint({
    summary: 'Take a payment back from where it went',
    description:
      "Money that came to the wrong invoice is taken off it, all of it or an amount, and is the client's credit; the invoice is open again, and commission on it is taken back. Without an invoice: it isn't this client's money, and waits for a person. Both are kept with the reason.",
    rules: [rule],
    roles: network,
    of: 'client-payment',
    answer: reverseClientPayment,
    status: 200,
    idempotency: 'required',
    examples: {
      request: {
        invoiceId: '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d10',
        reason: 'The payer named the number of another client.',
      },
    },
    errors: [
      notYours('invoice'),
      conflict('payments.more-than-allocated', 'Of the payment 50.00 USD are on the invoice INV-2026-000042.', {
        rule,
        facts: { allocated },
      }),
      conflict('payments.still-allocated', '50.00 USD of it are on invoices: take these off first.', {
        rule,
        facts: { allocated },
      }),
      conflict('payments.nothing-left', 'Nothing of the payment is left: all of it went back.', { rule }),
      conflict('payments.already-unmatched', 'Nobody knows whose payment it is.', { rule }),
      invalidField('payments.other-currency', 'amount', 'must be in USD', rule),
      invalidField('payments.invoice-needed', 'invoiceId', 'says what the amount is taken off', rule),
      ...badAmount,
    ],
  })
  @Post('reversals')
  reverse(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Body({ schema: NewReversal }) reversal: z.output<typeof NewReversal>,
  ) {
    return this.services.ask(caller, reverseClientPayment, { id, reversal });
  }
}
