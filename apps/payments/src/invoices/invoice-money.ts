import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import type { Actor } from '#libs/access';
import { paymentsEvents } from '#libs/contracts';
import { History, type NewChange } from '#libs/history';
import { Outbox } from '#libs/messaging';
import { newId, wireMoney } from '#libs/persistence';
import { Clock, type Day } from '#libs/time';
import { sellerDay } from '../billing/seller-day.js';
import { ClientPaymentEntity } from '../money-in/client-payment.entity.js';
import { paymentStateOf } from '../money-in/payment-state.rules.js';
import { InvoiceEntity } from './invoice.entity.js';
import { type Standing, standingsOf } from './invoice-standing.js';
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

interface Moved extends Move {
  movementId: string;
  /** Of the invoice, and how it stands, after this one. */
  state: InvoiceEntity['state'];
  standing: Standing;
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

  async allocate(tx: EntityManager, actor: Actor, moves: readonly Move[]): Promise<void> {
    const at = this.clock.now().toISOString();
    const received = await this.move(tx, actor, moves, 1n);
    const events = received.map(({ invoice, payment, minor, movementId, standing }) => {
      const { id: paymentId, bankReference, payerAccountId, receivedOn } = payment;
      const about = { paymentId, bankReference, payerAccountId, receivedOn, at };
      const data = {
        invoiceId: invoice.id,
        standing,
        movementId,
        ...about,
        amount: wireMoney(minor, invoice.currency),
      };
      return { aggregateId: invoice.id, actor, data };
    });
    await this.outbox.addAll(tx, moneyReceived, events);
    const paid = received.filter(({ state }) => state === 'paid');
    const paidOn = await sellerDay(tx, this.clock.now());
    const told = paid.map(({ invoice, standing }) => paidNow(actor, invoice.id, standing, paidOn));
    await this.outbox.addAll(tx, invoicePaid, told);
  }

  /** Nothing of it is open any more, by money or by a credit note. */
  async tellPaid(tx: EntityManager, actor: Actor, invoiceId: string, standing: Standing): Promise<void> {
    await this.outbox.add(tx, invoicePaid, paidNow(actor, invoiceId, standing, await sellerDay(tx, this.clock.now())));
  }

  async takeOff(
    tx: EntityManager,
    actor: Actor,
    move: Move & { why: 'refund' | 'returned' | 'reversal' },
  ): Promise<void> {
    const [{ movementId, standing }] = (await this.move(tx, actor, [move], -1n)) as [Moved];
    const { invoice, payment, minor, why } = move;
    await this.outbox.add(tx, moneyTakenOff, {
      ...{ aggregateId: invoice.id, actor },
      data: {
        ...{ invoiceId: invoice.id, standing, movementId, paymentId: payment.id, why },
        ...{ amount: wireMoney(minor, invoice.currency), at: this.clock.now().toISOString() },
      },
    });
  }

  /** By a credit note, which tells of it itself: nobody hears of an invoice that is paid less already, and not credited yet. */
  async free(tx: EntityManager, actor: Actor, move: Move) {
    const [{ movementId, payment, minor }] = (await this.move(tx, actor, [move], -1n)) as [Moved];
    return { movementId, paymentId: payment.id, amount: wireMoney(minor, move.invoice.currency) };
  }

  /** One after the other in memory; then each table is written once, however many there are. */
  private async move(tx: EntityManager, actor: Actor, moves: readonly Move[], sign: 1n | -1n): Promise<Moved[]> {
    if (!moves.length) return [];
    const invoices = [...new Set(moves.map(({ invoice }) => invoice))];
    const payments = [...new Set(moves.map(({ payment }) => payment))];
    const standingNow = await standingsOf(tx, invoices);
    const changes: NewChange[] = [];
    const moved = moves.map((each): Moved => {
      const { invoice, payment, because } = each;
      const change = sign * each.minor;
      const before = invoice.state;
      const paidMinor = (BigInt(invoice.paidMinor) + change).toString();
      const state = stateOf(sumsOf({ ...invoice, paidMinor }));
      Object.assign(invoice, { paidMinor, state, movements: invoice.movements + 1, version: invoice.version + 1 });
      if (state !== before) changes.push({ subjectId: invoice.id, state, reason: because });
      payment.allocatedMinor = (BigInt(payment.allocatedMinor) + change).toString();
      payment.state = paymentStateOf(payment);
      return { ...each, state, movementId: newId(), standing: standingNow(invoice) };
    });
    const rows = moved.map(({ movementId: id, payment, invoice, minor, because }) => ({
      ...{ id, payment_id: payment.id, invoice_id: invoice.id, amount_minor: (sign * minor).toString(), because },
    }));
    await tx.query(inserted, [JSON.stringify(rows), this.clock.now(), actor.name]);
    const invoicesNow = invoices.map(({ id, paidMinor, state, movements, version }) => ({
      ...{ id, paidMinor, state, movements, version },
    }));
    await tx.query(changedInvoices, [JSON.stringify(invoicesNow)]);
    const paymentsNow = payments.map(({ id, allocatedMinor, state }) => ({ id, allocatedMinor, state }));
    await tx.query(changedPayments, [JSON.stringify(paymentsNow)]);
    await this.history.addAll(tx, actor, changes);
    return moved;
  }
}

const paidNow = (actor: Actor, invoiceId: string, standing: Standing, paidOn: Day) => ({
  ...{ aggregateId: invoiceId, actor, data: { invoiceId, standing, paidOn } },
});

const inserted = `
  insert into allocations (id, payment_id, invoice_id, amount_minor, because, at, by)
  select fresh.*, $2, $3 from jsonb_to_recordset($1::jsonb)
    as fresh (id uuid, payment_id uuid, invoice_id uuid, amount_minor bigint, because text)`;
const changedInvoices = `
  update invoices set paid_minor = now."paidMinor", state = now.state, movements = now.movements, version = now.version
  from jsonb_to_recordset($1::jsonb) as now (id uuid, "paidMinor" bigint, state text, movements int, version int)
  where invoices.id = now.id`;
const changedPayments = `
  update client_payments set allocated_minor = now."allocatedMinor", state = now.state
  from jsonb_to_recordset($1::jsonb) as now (id uuid, "allocatedMinor" bigint, state text)
  where client_payments.id = now.id`;
