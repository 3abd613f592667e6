import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, notYours } from '#libs/access';
import type { NewAllocation } from '#libs/contracts';
import { invalidField } from '#libs/errors';
import { formatMoney, money, parseMoney } from '#libs/money';
import type { InvoiceEntity } from '../invoices/invoice.entity.js';
import { InvoiceMoney } from '../invoices/invoice-money.js';
import { sumsOf } from '../invoices/invoice-state.rules.js';
import { Ledger } from '../ledger/ledger.js';
import type { ClientPaymentEntity } from './client-payment.entity.js';
import { knownClient } from './client-payments.service.js';
import { refused } from './money-in.errors.js';
import { oneByOne } from './money-in.locks.js';
import { checkAmount } from './payment-amount.rules.js';
import { decided, PaymentOwners } from './payment-owners.js';
import { unallocatedOf } from './payment-state.rules.js';

type Asked = z.output<typeof NewAllocation>;

/** PM-4. A person says whose money it is, and what it is for. */
@Injectable()
export class ClientPaymentAllocations {
  constructor(
    private readonly invoiceMoney: InvoiceMoney,
    private readonly owners: PaymentOwners,
    private readonly ledger: Ledger,
  ) {}

  /**
   * Two at once: whoever comes second finds what is left. Throws conflict `payments.other-client`,
   * `payments.invoice-not-open`, `payments.nothing-left`, `payments.more-than-unallocated`, `payments.more-than-open`;
   * invalid `payments.other-currency`, `payments.amount-not-positive`.
   */
  async allocate(tx: EntityManager, actor: Actor, id: string, asked: Asked): Promise<ClientPaymentEntity> {
    await oneByOne(tx, `client payment ${id}`);
    const [invoice] = asked.invoiceId ? await this.invoiceMoney.lockInvoices(tx, [asked.invoiceId]) : [];
    const [payment] = await this.invoiceMoney.lockPayments(tx, [id]);
    if (!payment) throw notYours('client-payment');
    if (asked.invoiceId && !invoice) throw notYours('invoice');
    const clientId = await this.clientOf(tx, payment, asked, invoice);
    const minor = invoice ? minorFor(payment, invoice, asked) : 0n;
    const said = { clientId, because: `${actor.name} said whose it is.` };
    const entries = payment.clientId === clientId ? [] : await this.owners.assign(tx, actor, payment, said);
    if (invoice) {
      const because = `Allocated by ${actor.name}.`;
      await this.invoiceMoney.allocate(tx, actor, [{ invoice, payment, minor, because }]);
      await decided(tx, payment, because);
    }
    await this.ledger.post(tx, actor, entries);
    return payment;
  }

  private async clientOf(
    tx: EntityManager,
    payment: ClientPaymentEntity,
    { clientId: said, amount }: Asked,
    invoice?: InvoiceEntity,
  ): Promise<string> {
    if (!invoice && amount)
      throw invalidField('payments.invoice-needed', 'invoiceId', 'says what the amount is for', 'PM-4');
    if (said && !invoice && !payment.clientId) await knownClient(tx, said);
    const [first, ...others] = [payment.clientId, said, invoice?.clientId].filter((id) => !!id);
    if (others.some((id) => id !== first))
      throw refused('other-client', 'The payment and the invoice are not of one client.');
    return first!;
  }
}

/** As much as both sides have left, unless it is said how much. */
function minorFor(payment: ClientPaymentEntity, invoice: InvoiceEntity, { amount: asked }: Asked): bigint {
  const { number, state, currency } = invoice;
  if (state === 'draft' || state === 'void' || state === 'paid')
    throw refused('invoice-not-open', `The invoice ${number ?? 'draft'} is ${state}: nothing of it is open.`, {
      state,
    });
  if (payment.currency !== currency)
    throw invalidField(
      'payments.other-currency',
      'invoiceId',
      `is in ${currency}, the payment in ${payment.currency}`,
      'PM-4',
    );
  const amount = asked && parseMoney(asked);
  if (amount) checkAmount(amount, currency);
  const [unallocated, { open }] = [unallocatedOf(payment), sumsOf(invoice)];
  const told = (minor: bigint) => formatMoney(money(minor, currency));
  if (unallocated === 0n) throw refused('nothing-left', 'Nothing of the payment is left to allocate.');
  if (!amount) return unallocated < open ? unallocated : open;
  const { minor } = amount;
  const left = { unallocated: told(unallocated), open: told(open) };
  if (minor > unallocated)
    throw refused('more-than-unallocated', `Of the payment ${left.unallocated.amount} ${currency} are left.`, left);
  if (minor > open) throw refused('more-than-open', `Of the invoice ${left.open.amount} ${currency} are open.`, left);
  return minor;
}
