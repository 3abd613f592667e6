import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#libs/access';
import { paymentsEvents } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import type { Money } from '#libs/money';
import { insertAll, newId, wireMoney } from '#libs/persistence';
import { Clock } from '#libs/time';
import { accountIdsOf } from '../bank-details/bank-account-ids.js';
import { InvoiceMoney, type Move } from '../invoices/invoice-money.js';
import { receiptLegs } from '../ledger/accounts.rules.js';
import type { NewEntry } from '../ledger/ledger.js';
import { clientsEarnedOnBy } from '../learnt/leads.consumer.js';
import { BankReturns } from './bank-returns.js';
import { ClientPaymentEntity } from './client-payment.entity.js';
import { type Arrival, type Match, wordsOf } from './matching.rules.js';
import { clientsByPayer, invoicesFor, OpenInvoices } from './open-invoices.js';
import { paymentStateOf } from './payment-state.rules.js';

/** Money that came in, as it is recorded. */
export interface Receipt extends Pick<
  ClientPaymentEntity,
  | 'clientId'
  | 'receivedOn'
  | 'bankReference'
  | 'payerName'
  | 'payerAccount'
  | 'remittance'
  | 'endToEndId'
  | 'source'
  | 'statementId'
  | 'asked'
> {
  amount: Money;
  invoiceNumber: string | null;
}

/** PM-4. Records money that came in and matches it, one payment or a statement full; what the bank took back goes again. */
@Injectable()
export class MoneyReceipts {
  constructor(
    private readonly invoiceMoney: InvoiceMoney,
    private readonly returns: BankReturns,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * The caller holds the references (`oneByOne` or `alone`), and posts the entries when all else is done: the end of the
   * ledger is locked from then on. `alsoLock`: other invoices that it will need, so that all are locked in their order.
   */
  async receive(
    tx: EntityManager,
    actor: Actor,
    receipts: readonly Receipt[],
    alsoLock: readonly string[] = [],
  ): Promise<{ payments: ClientPaymentEntity[]; entries: NewEntry[] }> {
    const accounts = receipts.map(({ payerAccount }) => payerAccount).filter((account) => account !== null);
    const payers = await accountIdsOf(tx, accounts);
    const clients = await clientsByPayer(tx, [...payers.values()]);
    const clientsOfRecorder = await clientsEarnedOnBy(tx, actor);
    const arrivals = receipts.map((receipt) => {
      const payerClients = clients.get(payerOf(receipt, payers) ?? '') ?? [];
      return arrivalOf(receipt, { payerClients, clientsOfRecorder });
    });
    const ids = [...new Set([...(await invoicesFor(tx, arrivals)), ...alsoLock])];
    const invoices = new Map((await this.invoiceMoney.lockInvoices(tx, ids)).map((invoice) => [invoice.id, invoice]));
    const book = new OpenInvoices([...invoices.values()]);
    const moves: Move[] = [];
    const payments = receipts.map((receipt, index) => {
      const found = book.matchNext(arrivals[index]!);
      const payment = this.paymentOf(actor, receipt, { found, payerAccountId: payerOf(receipt, payers) });
      for (const { invoiceId, minor, because } of found.parts)
        moves.push({ invoice: invoices.get(invoiceId)!, payment, minor, because });
      return payment;
    });
    await insertAll(tx, ClientPaymentEntity, payments);
    await this.invoiceMoney.allocate(tx, actor, moves);
    const entries = payments.map(({ id: reference, clientId }, index) => ({
      ...{ kind: 'money-received', reference, legs: receiptLegs(receipts[index]!.amount, clientId) },
    }));
    const takenBack = await this.returns.tryAgain(tx, actor, payments);
    const unmatched = payments.filter(({ allocatedMinor, state }) => allocatedMinor === '0' && state !== 'refunded');
    await this.tellUnmatched(tx, actor, unmatched);
    return { payments, entries: [...entries, ...takenBack] };
  }

  private paymentOf(
    actor: Actor,
    { amount, invoiceNumber: _, ...receipt }: Receipt,
    { found, payerAccountId }: { found: Match; payerAccountId: string | null },
  ): ClientPaymentEntity {
    const { currency, minor } = amount;
    const sums = { amountMinor: minor.toString(), allocatedMinor: '0', refundedMinor: '0' };
    return {
      ...{ id: newId(), ...receipt, ...sums, currency, payerAccountId, clientId: found.clientId },
      ...{ state: paymentStateOf({ ...sums, clientId: found.clientId }), matching: found.because },
      waitsForBank: found.waitsForBank,
      ...{ recordedAt: this.clock.now(), recordedBy: actor.name, recordedById: actor.id },
    };
  }

  private async tellUnmatched(
    tx: EntityManager,
    actor: Actor,
    payments: readonly ClientPaymentEntity[],
  ): Promise<void> {
    const events = payments.map((payment) => {
      const { id: paymentId, clientId, bankReference, payerName, remittance } = payment;
      const amount = wireMoney(payment.amountMinor, payment.currency);
      return {
        aggregateId: paymentId,
        actor,
        data: { paymentId, clientId, amount, bankReference, payerName, remittance },
      };
    });
    await this.outbox.addAll(tx, paymentsEvents.moneyUnmatched, events);
  }
}

const payerOf = ({ payerAccount }: Receipt, payers: ReadonlyMap<string, string>): string | null =>
  payerAccount === null ? null : (payers.get(payerAccount) ?? null);

/** What a payer calls the transfer may name the invoice, too. */
const arrivalOf = (
  { amount, clientId, invoiceNumber, remittance, endToEndId }: Receipt,
  known: Pick<Arrival, 'payerClients' | 'clientsOfRecorder'>,
): Arrival => ({
  ...{ amount: amount.minor, currency: amount.currency, clientId, invoiceNumber, ...known },
  remittance: wordsOf(remittance, endToEndId),
});
