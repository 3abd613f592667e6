import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, notYours } from '#libs/access';
import type { NewReversal } from '#libs/contracts';
import { invalidField } from '#libs/errors';
import { parseMoney } from '#libs/money';
import { wireMoney } from '#libs/persistence';
import type { InvoiceEntity } from '../invoices/invoice.entity.js';
import { InvoiceMoney } from '../invoices/invoice-money.js';
import { Ledger } from '../ledger/ledger.js';
import type { ClientPaymentEntity } from './client-payment.entity.js';
import { refused } from './money-in.errors.js';
import { oneByOne } from './money-in.locks.js';
import { checkAmount } from './payment-amount.rules.js';
import { decided, PaymentOwners } from './payment-owners.js';
import { unallocatedOf } from './payment-state.rules.js';

type Asked = z.output<typeof NewReversal>;

/** PM-4. Money that went to the wrong invoice, or to the wrong client, by a person or by what its payer wrote. */
@Injectable()
export class Reversals {
  constructor(
    private readonly invoiceMoney: InvoiceMoney,
    private readonly owners: PaymentOwners,
    private readonly ledger: Ledger,
  ) {}

  /**
   * Off the invoice, where it is the client's credit again; without an invoice it is nobody's any more. Throws conflict
   * `payments.more-than-allocated`, `payments.still-allocated`, `payments.nothing-left`, `payments.already-unmatched`; invalid
   * `payments.other-currency`, `payments.amount-not-positive`, `payments.invoice-needed`.
   */
  async reverse(tx: EntityManager, actor: Actor, id: string, asked: Asked): Promise<ClientPaymentEntity> {
    await oneByOne(tx, `client payment ${id}`);
    const { invoiceId, reason: because } = asked;
    const [invoice] = invoiceId ? await this.invoiceMoney.lockInvoices(tx, [invoiceId]) : [];
    const [payment] = await this.invoiceMoney.lockPayments(tx, [id]);
    if (!payment) throw notYours('client-payment');
    if (!invoiceId) {
      checkUnmatchable(payment, asked);
      await this.ledger.post(tx, actor, await this.owners.assign(tx, actor, payment, { clientId: null, because }));
      return payment;
    }
    if (!invoice) throw notYours('invoice');
    const minor = await minorOf(tx, payment, invoice, asked);
    await this.invoiceMoney.takeOff(tx, actor, { invoice, payment, minor, because, why: 'reversal' });
    await decided(tx, payment, because);
    return payment;
  }
}

/** Refuses what isn't only a client's credit. */
function checkUnmatchable(payment: ClientPaymentEntity, { amount }: Asked): void {
  const { clientId, allocatedMinor, currency } = payment;
  if (amount) throw invalidField('payments.invoice-needed', 'invoiceId', 'says what the amount is taken off', 'PM-4');
  if (!clientId) throw refused('already-unmatched', 'Nobody knows whose payment it is.');
  if (allocatedMinor !== '0') {
    const allocated = wireMoney(allocatedMinor, currency);
    const detail = `${allocated.amount} ${currency} of it are on invoices: take these off first.`;
    throw refused('still-allocated', detail, { allocated });
  }
  if (unallocatedOf(payment) === 0n)
    throw refused('nothing-left', 'Nothing of the payment is left: all of it went back.');
}

/** What is to be taken off the invoice: all that is on it unless it is said how much. */
async function minorOf(
  tx: EntityManager,
  { id, currency }: ClientPaymentEntity,
  invoice: InvoiceEntity,
  { amount: asked }: Asked,
): Promise<bigint> {
  const amount = asked && parseMoney(asked);
  if (amount) checkAmount(amount, currency);
  const [row] = await tx.query<{ minor: string }[]>(
    'select coalesce(sum(amount_minor), 0) as minor from allocations where payment_id = $1 and invoice_id = $2',
    [id, invoice.id],
  );
  const onInvoice = BigInt(row!.minor);
  const minor = amount?.minor ?? onInvoice;
  if (onInvoice > 0n && minor <= onInvoice) return minor;
  const allocated = wireMoney(onInvoice, currency);
  const detail = `Of the payment ${allocated.amount} ${currency} are on the invoice ${invoice.number ?? 'draft'}.`;
  throw refused('more-than-allocated', detail, { allocated });
}
