import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, notYours, scopeOf } from '#libs/access';
import { type NewRefund, paymentsEvents, type Refund, type RefundFilter } from '#libs/contracts';
import { conflict, invalidField } from '#libs/errors';
import { Outbox } from '#libs/messaging';
import { formatMoney, type Money, parseMoney } from '#libs/money';
import { newId, onConstraint, type Page, pageOf, wireMoney } from '#libs/persistence';
import { Clock } from '#libs/time';
import { checkNotInFuture } from '../billing/seller-day.js';
import { InvoiceMoney } from '../invoices/invoice-money.js';
import { refundLegs } from '../ledger/accounts.rules.js';
import { Ledger, type NewEntry } from '../ledger/ledger.js';
import { ClientPaymentEntity } from './client-payment.entity.js';
import { referenceUsed } from './money-in.errors.js';
import { oneByOne } from './money-in.locks.js';
import { checkAmount } from './payment-amount.rules.js';
import { paymentStateOf, unallocatedOf } from './payment-state.rules.js';
import { RefundEntity } from './refund.entity.js';
import { takenOff } from './refund.rules.js';
import { BankReturnEntity } from './statement.entities.js';
import { isSameMoney } from './statement-outcome.js';

/** Money that goes back; `amount` of the payment's currency. */
interface GivenBack extends Pick<RefundEntity, 'bankReference' | 'refundedOn' | 'reason' | 'kind'> {
  paymentId: string;
  amount: Money;
  /** Whether it may come off invoices: said by a person, and so by the bank, which has taken it already. */
  reopensInvoices: boolean;
}

/** PM-4. Money that goes back to a client, and what the bank takes back. */
@Injectable()
export class RefundsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly invoiceMoney: InvoiceMoney,
    private readonly ledger: Ledger,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * Once for each bank reference; what the bank took back and nobody knew what of is settled by it. Throws conflict
   * `payments.bank-reference-used`, `payments.refund-too-large`, `payments.refund-reopens-invoices`; invalid
   * `payments.amount-not-positive`, `payments.other-currency`, `payments.date-in-future`, `payments.refund-before-receipt`.
   */
  async refund(
    tx: EntityManager,
    actor: Actor,
    paymentId: string,
    typed: z.output<typeof NewRefund>,
  ): Promise<RefundEntity> {
    const { bankReference, refundedOn, reason, reopensInvoices = false } = typed;
    const amount = parseMoney(typed.amount);
    await checkNotInFuture(tx, this.clock.now(), { day: refundedOn, field: 'refundedOn', rule: 'PM-4' });
    await oneByOne(tx, `refund ${bankReference}`, `client payment ${paymentId}`);
    const known = await tx.findOneBy(RefundEntity, { bankReference });
    if (known) {
      const same = known.paymentId === paymentId && known.reason === reason && known.refundedOn === refundedOn;
      if (!same || !isSameMoney(known, amount)) throw referenceUsed(bankReference);
      return known;
    }
    const back = await tx.findOneBy(BankReturnEntity, { bankReference });
    if (back && !isSameMoney(back, amount)) throw referenceUsed(bankReference);
    const { refund, entry } = await this.giveBack(tx, actor, {
      ...{ paymentId, amount, bankReference, refundedOn, reason },
      ...(back ? { kind: 'returned', reopensInvoices: true } : { kind: 'refund', reopensInvoices }),
    });
    await this.ledger.post(tx, actor, [entry]);
    return refund;
  }

  list(actor: Actor, filter: z.output<typeof RefundFilter>): Promise<Page<RefundEntity>> {
    const { clientId, paymentId, kind, from, to } = filter;
    const query = this.dataSource.manager.createQueryBuilder(RefundEntity, 'refund');
    query.where(scopeOf(actor, { clientId }));
    if (paymentId) query.andWhere('refund.paymentId = :paymentId', { paymentId });
    if (kind) query.andWhere('refund.kind = :kind', { kind });
    if (from) query.andWhere('refund.refundedOn >= :from', { from });
    if (to) query.andWhere('refund.refundedOn <= :to', { to });
    const sorts = { recordedAt: 'refund.recordedAt' };
    return pageOf(query, filter, { id: 'refund.id', sorts, defaultSort: '-recordedAt' });
  }

  /** The invoices that money of these payments is on: to be locked before the payments. */
  async invoicesPaidBy(on: Pick<EntityManager, 'query'>, paymentIds: readonly string[]): Promise<string[]> {
    const rows = await on.query<{ id: string }[]>(
      `select invoice_id as id from allocations where payment_id = any($1)
       group by payment_id, invoice_id having sum(amount_minor) > 0`,
      [paymentIds],
    );
    return [...new Set(rows.map(({ id }) => id))];
  }

  /** The caller holds the reference and the payment (`oneByOne` or `alone`), and posts the entry at the end. */
  async giveBack(
    tx: EntityManager,
    actor: Actor,
    { reopensInvoices, ...about }: GivenBack,
  ): Promise<{ refund: RefundEntity; payment: ClientPaymentEntity; entry: NewEntry }> {
    const { paymentId, amount, kind, reason } = about;
    const locked = await this.invoiceMoney.lockInvoices(tx, await this.invoicesPaidBy(tx, [paymentId]));
    const invoices = new Map(locked.map((invoice) => [invoice.id, invoice]));
    const [payment] = await this.invoiceMoney.lockPayments(tx, [paymentId]);
    if (!payment) throw notYours('client-payment');
    checkRefund(payment, about);
    const parts = takenOff(amount.minor, unallocatedOf(payment), await this.allocationsOf(tx, paymentId));
    const off = parts.map(({ invoiceId, minor }) => ({
      ...{ invoiceId, invoiceNumber: invoices.get(invoiceId)!.number ?? '', amount: wireMoney(minor, amount.currency) },
    }));
    if (off.length && !reopensInvoices) throw reopens(payment, off);
    for (const { invoiceId, minor } of parts) {
      const invoice = invoices.get(invoiceId)!;
      await this.invoiceMoney.takeOff(tx, actor, { invoice, payment, minor, because: reason, why: kind });
    }
    payment.refundedMinor = (BigInt(payment.refundedMinor) + amount.minor).toString();
    payment.state = paymentStateOf(payment);
    const { refundedMinor, state } = payment;
    await tx.update(ClientPaymentEntity, { id: paymentId }, { refundedMinor, state });
    const refund = await this.record(tx, actor, payment, { ...about, takenOff: off });
    const legs = refundLegs(amount, payment.clientId);
    return { refund, payment, entry: { kind: 'refund', reference: refund.id, legs } };
  }

  private allocationsOf(tx: EntityManager, paymentId: string): Promise<{ invoiceId: string; minor: bigint }[]> {
    return tx
      .query<{ invoiceId: string; minor: string }[]>(
        `select invoice_id as "invoiceId", amount_minor as minor from allocations where payment_id = $1 order by at, id`,
        [paymentId],
      )
      .then((rows) => rows.map(({ invoiceId, minor }) => ({ invoiceId, minor: BigInt(minor) })));
  }

  private async record(
    tx: EntityManager,
    actor: Actor,
    { clientId }: ClientPaymentEntity,
    about: Omit<GivenBack, 'reopensInvoices'> & Pick<RefundEntity, 'takenOff'>,
  ): Promise<RefundEntity> {
    const { amount, ...rest } = about;
    const { paymentId, bankReference, kind, reason, refundedOn } = rest;
    const refund: RefundEntity = {
      ...{ id: newId(), ...rest, clientId, currency: amount.currency, amountMinor: amount.minor.toString() },
      ...{ recordedAt: this.clock.now(), recordedBy: actor.name },
    };
    try {
      await tx.insert(RefundEntity, refund);
    } catch (error) {
      throw onConstraint(error, { refund_reference_once: () => referenceUsed(bankReference) });
    }
    const data = { paymentId, clientId, amount: formatMoney(amount), bankReference, refundId: refund.id };
    await this.outbox.add(tx, paymentsEvents.moneyRefunded, {
      ...{ aggregateId: paymentId, actor },
      data: { ...data, kind, reason, refundedOn },
    });
    return refund;
  }
}

function checkRefund(
  payment: ClientPaymentEntity,
  { amount, refundedOn }: Pick<GivenBack, 'amount' | 'refundedOn'>,
): void {
  const { currency, receivedOn } = payment;
  checkAmount(amount, currency);
  if (refundedOn < receivedOn)
    throw invalidField('payments.refund-before-receipt', 'refundedOn', `must not be before ${receivedOn}`, 'PM-4');
  const left = BigInt(payment.amountMinor) - BigInt(payment.refundedMinor);
  if (amount.minor <= left) return;
  const facts = { left: wireMoney(left, currency) };
  throw conflict('payments.refund-too-large', `Of the payment ${facts.left.amount} ${currency} are left.`, {
    rule: 'PM-4',
    facts,
  });
}

/** PM-4. Invoices that were paid aren't opened again unawares: whoever refunds says so. */
function reopens(payment: ClientPaymentEntity, invoices: RefundEntity['takenOff']) {
  const unallocated = wireMoney(unallocatedOf(payment), payment.currency);
  const list = invoices.map(({ invoiceNumber, amount }) => `${amount.amount} of ${invoiceNumber}`).join(', ');
  const left = `${unallocated.amount} ${unallocated.currency}`;
  return conflict(
    'payments.refund-reopens-invoices',
    `${left} of the payment are on no invoice; the rest opens again ${list}. Say \`reopensInvoices\` if it shall.`,
    { rule: 'PM-4', facts: { unallocated, invoices } },
  );
}

export const refundView = (refund: RefundEntity): z.output<typeof Refund> => {
  const { id, paymentId, clientId, bankReference, refundedOn, reason, kind, recordedBy } = refund;
  return {
    ...{ id, paymentId, clientId, amount: wireMoney(refund.amountMinor, refund.currency), bankReference, refundedOn },
    ...{ reason, kind, takenOff: refund.takenOff, recordedAt: refund.recordedAt.toISOString(), recordedBy },
  };
};
