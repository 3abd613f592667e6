import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import type { Actor } from '#libs/access';
import { invalid } from '#libs/errors';
import { formatMoney, negate } from '#libs/money';
import { insertAll, newId } from '#libs/persistence';
import { addDays, Clock, dayOf } from '#libs/time';
import { maskedAccount } from '../bank-details/bank-details.rules.js';
import { Ledger, type NewEntry } from '../ledger/ledger.js';
import { type Statement, statementsOf } from './camt053.rules.js';
import { BankConfirmations, isWaiting } from './bank-confirmations.js';
import type { StatementLine } from './camt053-entries.rules.js';
import { ClientPaymentEntity } from './client-payment.entity.js';
import { alone } from './money-in.locks.js';
import { MoneyReceipts, type Receipt } from './money-receipts.js';
import { readXml } from './read-xml.js';
import { RefundEntity } from './refund.entity.js';
import { RefundsService } from './refunds.service.js';
import { BankStatementEntity, StatementEntryEntity } from './statement.entities.js';

type Outcome = Pick<StatementEntryEntity, 'outcome' | 'detail' | 'paymentId'>;
const outcome = (of: Outcome['outcome'], detail: string, paymentId: string | null = null): Outcome => ({
  ...{ outcome: of, detail, paymentId },
});
const inFuture = 'Its booking date lies in the future.';
const differs = 'Its reference was recorded before with another amount: look at both.';
const repeats = 'Its reference stands twice in the statement: record it by hand.';
const notKnown = 'The bank took money back, and which payment it was is not known: record it as a refund.';

/** PM-4. Bank statements: every credit once, every return of one taken off again, all else left alone. */
@Injectable()
export class StatementImport {
  constructor(
    private readonly receipts: MoneyReceipts,
    private readonly refunds: RefundsService,
    private readonly confirmations: BankConfirmations,
    private readonly ledger: Ledger,
    private readonly clock: Clock,
  ) {}

  /**
   * All statements of a file or, when one is wrong, none. Throws invalid `payments.statement-malformed`,
   * `payments.statement-balances`, `payments.not-our-account`.
   */
  async import(tx: EntityManager, actor: Actor, xml: string): Promise<BankStatementEntity[]> {
    const statements = statementsOf(readXml(xml));
    await alone(tx);
    await checkAccounts(tx, statements);
    const entries: NewEntry[] = [];
    const imported: BankStatementEntity[] = [];
    for (const statement of statements) {
      const { account, statementId, content } = statement;
      const known = await tx.findOneBy(BankStatementEntity, { account, statementId, content });
      imported.push(known ?? (await this.importOne(tx, actor, statement, entries)));
    }
    await this.ledger.post(tx, actor, entries);
    return imported;
  }

  private async importOne(tx: EntityManager, actor: Actor, statement: Statement, entries: NewEntry[]) {
    const id = newId();
    const { lines, opening, closing, from, to, statementId, account, content } = statement;
    const known = await knownPayments(tx, lines);
    const outcomes = new Map<number, Outcome>(lines.map((line) => [line.line, this.plain(line, known)]));
    const fresh = lines.filter(({ kind, line }) => kind === 'in' && outcomes.get(line)!.outcome === 'unmatched');
    const repeated = repeatedIn(fresh);
    const taken = fresh.filter((line) => !repeated.has(line));
    for (const { line } of repeated) outcomes.set(line, outcome('refused', repeats));

    const waiting = lines.flatMap((line) => {
      const payment = outcomes.get(line.line)!.outcome === 'known' ? known.get(line.bankReference) : undefined;
      return payment && isWaiting(payment) ? [{ line, payment }] : [];
    });
    const alsoLock = [
      ...(await this.invoicesOfReturns(tx, lines)),
      ...(await this.confirmations.invoicesOf(tx, waiting)),
    ];
    const receipts = taken.map((line) => receiptOf(line, id));
    const received = await this.receipts.receive(tx, actor, receipts, alsoLock);
    entries.push(...received.entries);
    for (const [index, { line }] of taken.entries()) {
      const { id: paymentId, allocatedMinor, matching } = received.payments[index]!;
      outcomes.set(line, outcome(allocatedMinor === '0' ? 'unmatched' : 'matched', matching, paymentId));
    }
    for (const each of waiting) {
      // The reference may stand there twice.
      if (!isWaiting(each.payment)) continue;
      const { isMatched, because } = await this.confirmations.confirm(tx, actor, each, entries);
      outcomes.set(each.line.line, outcome(isMatched ? 'matched' : 'unmatched', because, each.payment.id));
    }
    const returns = lines.filter(({ kind }) => kind === 'returned');
    const repeatedReturns = repeatedIn(returns);
    for (const line of returns) {
      const isRepeated = repeatedReturns.has(line);
      outcomes.set(line.line, isRepeated ? outcome('refused', repeats) : await this.takeBack(tx, actor, line, entries));
    }

    const counts: BankStatementEntity['counts'] = {};
    for (const { outcome: of } of outcomes.values()) counts[of] = (counts[of] ?? 0) + 1;
    const imported: BankStatementEntity = {
      ...{ id, statementId, account, fromDay: from, toDay: to, currency: opening.currency, counts, content },
      ...{ openingMinor: opening.minor.toString(), closingMinor: closing.minor.toString() },
      ...{ importedAt: this.clock.now(), importedBy: actor.name },
    };
    await tx.insert(BankStatementEntity, imported);
    const rows = lines.map(({ line, bankReference, bookedOn, amount, payerName, remittance }) => ({
      ...{ statementId: id, line, bankReference, bookedOn, amountMinor: amount.minor.toString(), payerName },
      ...{ remittance, ...outcomes.get(line)! },
    }));
    await insertAll(tx, StatementEntryEntity, rows);
    return imported;
  }

  /** What is plain before anything is recorded; `unmatched` is what is to be recorded. */
  private plain(
    { kind, detail, bankReference, amount, bookedOn }: StatementLine,
    known: Map<string, ClientPaymentEntity>,
  ): Outcome {
    if (kind === 'refused') return outcome('refused', detail);
    if (kind !== 'in') return outcome('ignored', detail);
    // Where the bank is, it may be tomorrow already.
    if (bookedOn! > addDays(dayOf(this.clock.now(), 'UTC'), 1)) return outcome('refused', inFuture);
    const payment = known.get(bankReference);
    if (!payment) return outcome('unmatched', '');
    if (payment.currency === amount.currency && BigInt(payment.amountMinor) === amount.minor)
      return outcome('known', `Recorded before, by ${payment.recordedBy}.`, payment.id);
    return outcome('refused', differs, payment.id);
  }

  private async invoicesOfReturns(tx: EntityManager, lines: readonly StatementLine[]): Promise<string[]> {
    const payments: string[] = [];
    for (const line of lines.filter(({ kind }) => kind === 'returned')) {
      const payment = await originalOf(tx, line);
      if (payment) payments.push(payment.id);
    }
    return payments.length ? this.refunds.invoicesPaidBy(tx, payments) : [];
  }

  private async takeBack(tx: EntityManager, actor: Actor, line: StatementLine, entries: NewEntry[]): Promise<Outcome> {
    const { bankReference, bookedOn, remittance } = line;
    const known = await tx.findOneBy(RefundEntity, { bankReference });
    const amount = negate(line.amount);
    if (known) {
      if (known.currency !== amount.currency || BigInt(known.amountMinor) !== amount.minor)
        return outcome('refused', differs, known.paymentId);
      return outcome('known', `Recorded before, by ${known.recordedBy}.`, known.paymentId);
    }
    const payment = await originalOf(tx, line);
    if (!payment) return outcome('unmatched', notKnown);
    const left = BigInt(payment.amountMinor) - BigInt(payment.refundedMinor);
    if (amount.minor > left || bookedOn! < payment.receivedOn)
      return outcome(
        'unmatched',
        'The bank took back more than is left of the payment, or before it came.',
        payment.id,
      );
    const { refund, entry } = await this.refunds.giveBack(tx, actor, {
      ...{ paymentId: payment.id, amount, bankReference, refundedOn: bookedOn!, kind: 'returned' },
      reopensInvoices: true,
      reason: `The bank took it back. ${remittance ?? ''}`.trim(),
    });
    entries.push(entry);
    const numbers = refund.takenOff.map(({ invoiceNumber }) => invoiceNumber).join(', ');
    return outcome('returned', numbers ? `Taken off ${numbers}.` : 'It was on no invoice.', payment.id);
  }
}

/** PM-4. Statements of another account are none of ours; which it is, the invoices say. */
async function checkAccounts(tx: EntityManager, statements: readonly Statement[]): Promise<void> {
  const [policy] = await tx.query<{ iban: string | null }[]>(
    `select policy->'seller'->>'iban' as iban from invoice_policy`,
  );
  const ours = policy?.iban?.replace(/[\s-]/g, '').toUpperCase();
  const foreign = ours && statements.find(({ account }) => account !== ours);
  if (!foreign) return;
  const { account, statementId } = foreign;
  const detail = `Statement ${statementId} is of the account ${maskedAccount(account)}; invoices name ${maskedAccount(ours)}.`;
  throw invalid('payments.not-our-account', detail, { rule: 'PM-4', facts: { statementId } });
}

async function knownPayments(tx: EntityManager, lines: readonly StatementLine[]) {
  const references = lines.filter(({ kind }) => kind === 'in').map(({ bankReference }) => bankReference);
  const payments = await tx.findBy(ClientPaymentEntity, { bankReference: In(references) });
  return new Map(payments.map((payment) => [payment.bankReference, payment]));
}

/** Two transfers can't be told apart by one reference: the first is recorded, a person looks at the others. */
function repeatedIn(lines: readonly StatementLine[]): Set<StatementLine> {
  const seen = new Set<string>();
  return new Set(lines.filter(({ bankReference }) => seen.size === seen.add(bankReference).size));
}

/** The payment a return names by a reference of the bank's, or by what its payer called it; of several none. */
async function originalOf(tx: EntityManager, { references, endToEndId, amount }: StatementLine) {
  const { currency } = amount;
  const named = await tx.findBy(ClientPaymentEntity, { bankReference: In(references), currency });
  if (named.length) return named.length === 1 ? named[0]! : null;
  if (!endToEndId) return null;
  const called = await tx.findBy(ClientPaymentEntity, { endToEndId, currency });
  return called.length === 1 ? called[0]! : null;
}

function receiptOf(line: StatementLine, statementId: string): Receipt {
  const { bankReference, amount, bookedOn, payerName, payerAccount, remittance, endToEndId } = line;
  const asked = { bankReference, amount: formatMoney(amount), receivedOn: bookedOn! };
  return {
    ...{ bankReference, amount, receivedOn: bookedOn!, payerName, payerAccount, remittance, endToEndId, statementId },
    ...{ clientId: null, invoiceNumber: null, source: 'statement', asked },
  };
}
