import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import type { Actor } from '#libs/access';
import { paymentsEvents } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { money, negate } from '#libs/money';
import { newId, wireMoney } from '#libs/persistence';
import type { NewEntry } from '../ledger/ledger.js';
import type { StatementLine } from './camt053-entries.rules.js';
import { ClientPaymentEntity } from './client-payment.entity.js';
import { RefundEntity } from './refund.entity.js';
import { RefundsService } from './refunds.service.js';
import { BankReturnEntity } from './statement.entities.js';
import { differs, isSameMoney, type Outcome, outcome } from './statement-outcome.js';

/** What an import comes to: for the ledger, and the returns it told for the first time. */
export interface Found {
  entries: NewEntry[];
  returns: BankReturnEntity[];
}
type Named = Pick<ClientPaymentEntity, 'bankReference' | 'endToEndId'>;
const notKnown = 'The bank took money back, and which payment it was is not known yet.';
const doesNotFit = 'The bank took back more than is left of the payment, or before it came.';

/**
 * PM-4. What the bank took back. It may be told before its payment is: then it waits, and is tried again with every payment
 * that comes in, so that both end the same whichever comes first.
 */
@Injectable()
export class BankReturns {
  constructor(
    private readonly refunds: RefundsService,
    private readonly outbox: Outbox,
  ) {}

  /** The invoices that returns of a statement, or of before for these payments, may come off: to be locked first. */
  async invoicesOf(
    tx: EntityManager,
    lines: readonly StatementLine[],
    payments: readonly ClientPaymentEntity[],
  ): Promise<string[]> {
    const ids = payments.map(({ id }) => id);
    for (const { references, endToEndId, amount } of lines) {
      const payment = await originalOf(tx, { named: references, endToEndId, currency: amount.currency });
      if (payment) ids.push(payment.id);
    }
    return ids.length ? this.refunds.invoicesPaidBy(tx, ids) : [];
  }

  /** A return as a statement tells it, once for each bank reference. The caller posts the entries. */
  async take(tx: EntityManager, actor: Actor, line: StatementLine, found: Found): Promise<Outcome> {
    const { bankReference } = line;
    const refund = await tx.findOneBy(RefundEntity, { bankReference });
    const before = refund ?? (await tx.findOneBy(BankReturnEntity, { bankReference }));
    if (before && !isSameMoney(before, negate(line.amount))) return outcome('refused', differs, refund?.paymentId);
    if (refund) return outcome('known', `Recorded before, by ${refund.recordedBy}.`, refund.paymentId);
    const back = await this.kept(tx, line, found);
    const payment = await originalOf(tx, back);
    if (!payment) return outcome('return-unmatched', notKnown);
    if (!fits(back, payment)) return outcome('return-unmatched', doesNotFit, payment.id);
    const { refund: taken, entry } = await this.giveBack(tx, actor, back, payment);
    found.entries.push(entry);
    const numbers = taken.takenOff.map(({ invoiceNumber }) => invoiceNumber).join(', ');
    return outcome('returned', numbers ? `Taken off ${numbers}.` : 'It was on no invoice.', payment.id);
  }

  /**
   * Open returns that name one of these payments, which are new or known by more than before; they are changed to what was
   * saved. The caller holds the references of the returns, and the invoices of the payments, and posts the entries.
   */
  async tryAgain(tx: EntityManager, actor: Actor, payments: readonly ClientPaymentEntity[]): Promise<NewEntry[]> {
    const entries: NewEntry[] = [];
    for (const back of await openReturns(tx, payments)) {
      const original = await originalOf(tx, back);
      const payment = payments.find(({ id }) => id === original?.id);
      if (!payment || !fits(back, payment)) continue;
      const taken = await this.giveBack(tx, actor, back, payment);
      entries.push(taken.entry);
      Object.assign(payment, taken.payment);
    }
    return entries;
  }

  /** Somebody has to look at those of these that are still open. */
  async tellOpen(tx: EntityManager, actor: Actor, returns: readonly BankReturnEntity[]): Promise<void> {
    const references = returns.map(({ bankReference }) => bankReference);
    const refunds = await tx.findBy(RefundEntity, { bankReference: In(references) });
    const closed = new Set(refunds.map(({ bankReference }) => bankReference));
    for (const back of returns.filter(({ bankReference }) => !closed.has(bankReference))) {
      const { id: returnId, bankReference, bookedOn, remittance } = back;
      const clientId = (await originalOf(tx, back))?.clientId ?? null;
      const amount = wireMoney(back.amountMinor, back.currency);
      await this.outbox.add(tx, paymentsEvents.returnUnmatched, {
        ...{ aggregateId: returnId, actor, data: { returnId, clientId, amount, bankReference, bookedOn, remittance } },
      });
    }
  }

  private async kept(tx: EntityManager, line: StatementLine, found: Found): Promise<BankReturnEntity> {
    const known = await tx.findOneBy(BankReturnEntity, { bankReference: line.bankReference });
    if (known) return known;
    const { bankReference, bookedOn, remittance, references: named, endToEndId, amount } = line;
    const { currency, minor } = negate(amount);
    const back: BankReturnEntity = {
      ...{ id: newId(), bankReference, currency, amountMinor: minor.toString(), bookedOn: bookedOn! },
      ...{ remittance, named, endToEndId },
    };
    await tx.insert(BankReturnEntity, back);
    found.returns.push(back);
    return back;
  }

  private giveBack(tx: EntityManager, actor: Actor, back: BankReturnEntity, { id }: ClientPaymentEntity) {
    const { bankReference, bookedOn, remittance, amountMinor, currency } = back;
    return this.refunds.giveBack(tx, actor, {
      ...{ paymentId: id, amount: money(BigInt(amountMinor), currency), bankReference, refundedOn: bookedOn },
      ...{ kind: 'returned', reopensInvoices: true, reason: `The bank took it back. ${remittance ?? ''}`.trim() },
    });
  }
}

/** Returns that wait, and name one of these payments; in an order of their own, whichever came first. */
export function openReturns(tx: EntityManager, payments: readonly Named[]): Promise<BankReturnEntity[]> {
  const references = payments.map(({ bankReference }) => bankReference);
  const called = payments.map(({ endToEndId }) => endToEndId).filter((name) => name !== null);
  return tx
    .createQueryBuilder(BankReturnEntity, 'back')
    .where('(back.named && :references or back.endToEndId = any(:called))', { references, called })
    .andWhere('not exists (select from refunds r where r.bank_reference = back.bankReference)')
    .orderBy({ 'back.bookedOn': 'ASC', 'back.bankReference': 'ASC' })
    .getMany();
}

/** The payment a return names by a reference of the bank's, or by what its payer called it; of several none. */
async function originalOf(
  tx: EntityManager,
  { named, endToEndId, currency }: Pick<BankReturnEntity, 'named' | 'endToEndId' | 'currency'>,
): Promise<ClientPaymentEntity | null> {
  const byReference = await tx.findBy(ClientPaymentEntity, { bankReference: In(named), currency });
  if (byReference.length) return byReference.length === 1 ? byReference[0]! : null;
  if (!endToEndId) return null;
  const called = await tx.findBy(ClientPaymentEntity, { endToEndId, currency });
  return called.length === 1 ? called[0]! : null;
}

function fits(back: BankReturnEntity, { amountMinor, refundedMinor, receivedOn }: ClientPaymentEntity): boolean {
  const left = BigInt(amountMinor) - BigInt(refundedMinor);
  return BigInt(back.amountMinor) <= left && back.bookedOn >= receivedOn;
}
