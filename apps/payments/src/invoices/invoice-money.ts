import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import type { Actor } from '#libs/access';
import { paymentsEvents } from '#libs/contracts';
import { History } from '#libs/history';
import { Outbox } from '#libs/messaging';
import { newId, wireMoney } from '#libs/persistence';
import { Clock, dayOf } from '#libs/time';
import { ClientPaymentEntity } from '../money-in/client-payment.entity.js';
import { paymentStateOf } from '../money-in/payment-state.rules.js';
import { InvoiceEntity } from './invoice.entity.js';
import { type Standing, standingOf } from './invoice-standing.js';
import { stateOf, sumsOf } from './invoice-state.rules.js';

const { moneyReceived, moneyTakenOff, invoicePaid } = paymentsEvents;

/** Money that goes to an invoice, or off it again. */
export interface Move {
  invoice: InvoiceEntity;
  payment: ClientPaymentEntity;
  /** Above zero, in minor units. */
  minor: bigint;
  because: string;
}

/**
 * PM-4. The one way of money between payments and invoices. Both are locked by the caller: invoices first, then payments,
 * each in the order of their ids. The entities given are changed to what was saved. The ledger isn't touched: the money
 * was the client's before and is afterwards.
 */
@Injectable()
export class InvoiceMoney {
  constructor(
    private readonly outbox: Outbox,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  lockInvoices(tx: EntityManager, ids: readonly string[]): Promise<InvoiceEntity[]> {
    return tx.find(InvoiceEntity, {
      where: { id: In(ids) },
      order: { id: 'asc' },
      lock: { mode: 'pessimistic_write' },
    });
  }

  lockPayments(tx: EntityManager, ids: readonly string[]): Promise<ClientPaymentEntity[]> {
    const where = { id: In(ids) };
    return tx.find(ClientPaymentEntity, { where, order: { id: 'asc' }, lock: { mode: 'pessimistic_write' } });
  }

  async allocate(tx: EntityManager, actor: Actor, move: Move): Promise<void> {
    const movementId = await this.move(tx, actor, move, move.minor);
    const { invoice, payment, minor } = move;
    const standing = await standingOf(tx, invoice);
    const { id: paymentId, bankReference, payerAccountId, receivedOn } = payment;
    await this.outbox.add(tx, moneyReceived, {
      ...{ aggregateId: invoice.id, actor },
      data: {
        ...{ invoiceId: invoice.id, standing, movementId, paymentId, bankReference, payerAccountId, receivedOn },
        ...{ amount: wireMoney(minor, invoice.currency), at: this.clock.now().toISOString() },
      },
    });
    if (invoice.state === 'paid') await this.tellPaid(tx, actor, invoice.id, standing);
  }

  /** Nothing of it is open any more, by money or by a credit note. */
  async tellPaid(tx: EntityManager, actor: Actor, invoiceId: string, standing: Standing): Promise<void> {
    const data = { invoiceId, standing, paidOn: dayOf(this.clock.now(), 'UTC') };
    await this.outbox.add(tx, invoicePaid, { aggregateId: invoiceId, actor, data });
  }

  async takeOff(
    tx: EntityManager,
    actor: Actor,
    move: Move & { why: 'refund' | 'returned' | 'credit-note' | 'reversal' },
  ): Promise<void> {
    const movementId = await this.move(tx, actor, move, -move.minor);
    const { invoice, payment, minor, why } = move;
    await this.outbox.add(tx, moneyTakenOff, {
      ...{ aggregateId: invoice.id, actor },
      data: {
        ...{ invoiceId: invoice.id, standing: await standingOf(tx, invoice), movementId, paymentId: payment.id, why },
        ...{ amount: wireMoney(minor, invoice.currency), at: this.clock.now().toISOString() },
      },
    });
  }

  private async move(tx: EntityManager, actor: Actor, about: Move, change: bigint): Promise<string> {
    const { invoice, payment, because } = about;
    const id = newId();
    await tx.query(
      `insert into allocations (id, payment_id, invoice_id, amount_minor, because, at, by)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [id, payment.id, invoice.id, change.toString(), because, this.clock.now(), actor.name],
    );
    const before = invoice.state;
    const paidMinor = (BigInt(invoice.paidMinor) + change).toString();
    const state = stateOf(sumsOf({ ...invoice, paidMinor }));
    Object.assign(invoice, { paidMinor, state, movements: invoice.movements + 1, version: invoice.version + 1 });
    const { movements, version } = invoice;
    await tx.update(InvoiceEntity, { id: invoice.id }, { paidMinor, state, movements, version });
    if (state !== before) await this.history.add(tx, invoice.id, actor, state, because);

    payment.allocatedMinor = (BigInt(payment.allocatedMinor) + change).toString();
    payment.state = paymentStateOf(payment);
    const { allocatedMinor } = payment;
    await tx.update(ClientPaymentEntity, { id: payment.id }, { allocatedMinor, state: payment.state });
    return id;
  }
}
