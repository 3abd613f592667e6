import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { isValidIBAN } from 'ibantools';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, maySee, notYours, scopeOf } from '#libs/access';
import type { ClientPaymentFilter, NewClientPayment } from '#libs/contracts';
import { invalidField } from '#libs/errors';
import { formatMoney, type Money, parseMoney } from '#libs/money';
import { type Page, pageOf } from '#libs/persistence';
import { Clock } from '#libs/time';
import { compact } from '../bank-details/bank-details.rules.js';
import { checkNotInFuture } from '../billing/seller-day.js';
import { Ledger } from '../ledger/ledger.js';
import { openReturns } from './bank-returns.js';
import { ClientPaymentEntity } from './client-payment.entity.js';
import { referenceUsed } from './money-in.errors.js';
import { oneByOne } from './money-in.locks.js';
import { checkAmount } from './payment-amount.rules.js';
import { MoneyReceipts } from './money-receipts.js';

type Typed = z.output<typeof NewClientPayment>;

/** PM-4. What clients pay: recorded by an account executive or a partner, and who may see it. */
@Injectable()
export class ClientPaymentsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly receipts: MoneyReceipts,
    private readonly ledger: Ledger,
    private readonly clock: Clock,
  ) {}

  /**
   * Once for each bank reference: the same again gives the payment as it is now. Throws conflict
   * `payments.bank-reference-used`; invalid `payments.amount-not-positive`, `payments.amount-too-large`, `payments.date-in-future`,
   * `payments.iban-invalid`, and those of `parseMoney`.
   */
  async record(tx: EntityManager, actor: Actor, typed: Typed): Promise<ClientPaymentEntity> {
    const amount = parseMoney(typed.amount);
    const asked = this.checked(typed, amount);
    const dated = { day: asked.receivedOn, field: 'receivedOn', rule: 'PM-4' };
    await checkNotInFuture(tx, this.clock.now(), dated);
    await oneByOne(tx, `bank reference ${asked.bankReference}`);
    const known = await tx.findOneBy(ClientPaymentEntity, { bankReference: asked.bankReference });
    if (known) {
      if (mayRead(actor, known) && isDeepStrictEqual(known.asked, asked)) return known;
      throw referenceUsed(asked.bankReference);
    }
    // A return that came before it: whoever records it as a refund by hand waits, or was first.
    const returns = await openReturns(tx, [{ bankReference: asked.bankReference, endToEndId: null }]);
    await oneByOne(tx, ...returns.map((each) => `refund ${each.bankReference}`));
    if (asked.clientId) await knownClient(tx, asked.clientId);
    const { bankReference, receivedOn, clientId = null, invoiceNumber = null, remittance = null } = asked;
    const { payments, entries } = await this.receipts.receive(tx, actor, [
      {
        ...{ bankReference, amount, receivedOn, clientId, invoiceNumber, remittance, asked },
        ...{ payerName: asked.payerName ?? null, payerAccount: asked.payerIban ?? null, endToEndId: null },
        ...{ source: actor.role === 'partner' ? 'partner' : 'by-hand', statementId: null },
      },
    ]);
    await this.ledger.post(tx, actor, entries);
    return payments[0]!;
  }

  async get(actor: Actor, id: string, on: EntityManager = this.dataSource.manager): Promise<ClientPaymentEntity> {
    const payment = await on.findOneBy(ClientPaymentEntity, { id });
    if (!payment || !mayRead(actor, payment)) throw notYours('client-payment');
    return payment;
  }

  /** Throws invalid `payments.not-for-partners`, `payments.currency-needed`, and those of `parseMoney`. */
  async list(actor: Actor, filter: z.output<typeof ClientPaymentFilter>): Promise<Page<ClientPaymentEntity>> {
    const { clientId, invoiceId, state, source, bankReference, from, to, currency } = filter;
    const query = this.dataSource.manager.createQueryBuilder(ClientPaymentEntity, 'payment');
    if (actor.role === 'partner') {
      // What an answer doesn't tell, a filter doesn't either.
      for (const [field, asked] of Object.entries({ invoiceId, state }))
        if (asked) throw invalidField('payments.not-for-partners', field, 'is not told to partners', 'PM-4');
      query.where({ recordedById: actor.id });
      if (clientId) query.andWhere(`payment.asked ->> 'clientId' = :clientId`, { clientId });
    } else query.where(scopeOf(actor, { clientId }));
    if (state) query.andWhere('payment.state = :state', { state });
    if (source) query.andWhere('payment.source = :source', { source });
    if (bankReference) query.andWhere('payment.bankReference = :bankReference', { bankReference });
    if (from) query.andWhere('payment.receivedOn >= :from', { from });
    if (to) query.andWhere('payment.receivedOn <= :to', { to });
    const { least, most } = amountsOf(filter);
    if (currency) query.andWhere('payment.currency = :currency', { currency });
    if (least) query.andWhere('payment.amountMinor >= :least', { least });
    if (most) query.andWhere('payment.amountMinor <= :most', { most });
    if (invoiceId) {
      const onInvoice =
        'exists (select from allocations a where a.payment_id = payment.id and a.invoice_id = :invoiceId)';
      query.andWhere(onInvoice, { invoiceId });
    }
    return pageOf(query, filter, {
      id: 'payment.id',
      sorts: { receivedOn: 'payment.receivedOn', recordedAt: 'payment.recordedAt' },
      defaultSort: '-recordedAt',
    });
  }

  /** What was asked for, in the one form in which two of it are the same. */
  private checked(typed: Typed, amount: Money): Typed {
    checkAmount(amount);
    const payerIban = typed.payerIban && compact(typed.payerIban);
    if (payerIban !== undefined && !isValidIBAN(payerIban))
      throw invalidField('payments.iban-invalid', 'payerIban', 'is not an IBAN: check its digits', 'PM-4');
    return JSON.parse(JSON.stringify({ ...typed, amount: formatMoney(amount), payerIban })) as Typed;
  }
}

/** In minor units, which only a currency tells. */
function amountsOf({ currency, amountFrom, amountTo }: z.output<typeof ClientPaymentFilter>) {
  if (!currency && (amountFrom ?? amountTo))
    throw invalidField('payments.currency-needed', 'currency', 'says what the amount is of', 'PM-4');
  const minor = (field: string, amount?: string) =>
    amount && currency && parseMoney({ amount, currency }, field).minor.toString();
  return { least: minor('amountFrom', amountFrom), most: minor('amountTo', amountTo) };
}

/** GW-3. Staff sees all, a partner what it recorded, a client what is known to be its own. */
function mayRead(actor: Actor, payment: ClientPaymentEntity): boolean {
  if (actor.role === 'partner') return payment.recordedById === actor.id;
  return maySee(actor, { clientId: payment.clientId });
}

/** Throws 404 for a client nobody knows. */
export async function knownClient(tx: Pick<EntityManager, 'query'>, clientId: string): Promise<void> {
  const known = await tx.query<unknown[]>('select from clients where client_id = $1', [clientId]);
  if (!known.length) throw notYours('client');
}
