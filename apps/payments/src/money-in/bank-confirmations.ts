import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#libs/access';
import { InvoiceMoney } from '../invoices/invoice-money.js';
import type { NewEntry } from '../ledger/ledger.js';
import type { StatementLine } from './camt053-entries.rules.js';
import type { ClientPaymentEntity } from './client-payment.entity.js';
import { type Arrival, wordsOf } from './matching.rules.js';
import { invoicesFor, OpenInvoices } from './open-invoices.js';
import { decided, PaymentOwners } from './payment-owners.js';
import { unallocatedOf } from './payment-state.rules.js';

/** A line of a statement, and what was recorded before with its reference and amount. */
export interface Confirmed {
  line: StatementLine;
  payment: ClientPaymentEntity;
}

/** RC-4, PM-4. What a referrer recorded and the bank then shows is matched as all else is that comes by a statement. */
@Injectable()
export class BankConfirmations {
  constructor(
    private readonly invoiceMoney: InvoiceMoney,
    private readonly owners: PaymentOwners,
  ) {}

  /** The invoices they may pay: the caller locks them with all others that it needs. */
  invoicesOf(tx: EntityManager, confirmed: readonly Confirmed[]): Promise<string[]> {
    return invoicesFor(tx, confirmed.map(arrivalOf));
  }

  /** Whether it paid something, and why or why not. The caller is `alone`, and posts the entries. */
  async confirm(
    tx: EntityManager,
    actor: Actor,
    confirmed: Confirmed,
    entries: NewEntry[],
  ): Promise<{ isMatched: boolean; because: string }> {
    const ids = await this.invoicesOf(tx, [confirmed]);
    const invoices = new Map((await this.invoiceMoney.lockInvoices(tx, ids)).map((invoice) => [invoice.id, invoice]));
    const { payment } = confirmed;
    await this.invoiceMoney.lockPayments(tx, [payment.id]);
    const { clientId, parts, because } = new OpenInvoices([...invoices.values()]).matchNext(arrivalOf(confirmed));
    if (clientId && clientId !== payment.clientId)
      entries.push(...(await this.owners.assign(tx, actor, payment, { clientId, because })));
    const moves = parts.map(({ invoiceId, ...part }) => ({ invoice: invoices.get(invoiceId)!, payment, ...part }));
    await this.invoiceMoney.allocate(tx, actor, moves);
    await decided(tx, payment, because);
    return { isMatched: parts.length > 0, because };
  }
}

/** What the bank says of it counts as well as what was said before. */
function arrivalOf({ payment, line }: Confirmed): Arrival {
  return {
    ...{ amount: unallocatedOf(payment), currency: payment.currency, clientId: payment.clientId },
    ...{ payerClients: [], clientsOfRecorder: [], invoiceNumber: payment.asked.invoiceNumber ?? null },
    remittance: wordsOf(payment.remittance, payment.endToEndId, line.remittance, line.endToEndId),
  };
}
