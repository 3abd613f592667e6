import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import type { Actor } from '#libs/access';
import { invalid } from '#libs/errors';
import { formatMoney } from '#libs/money';
import { insertAll, newId } from '#libs/persistence';
import { addDays, Clock, dayOf } from '#libs/time';
import { compact, maskedAccount } from '../bank-details/bank-details.rules.js';
import { ReferrerPayoutReturns } from '../commissions/referrer-payout-returns.js';
import { Ledger } from '../ledger/ledger.js';
import { BankReturns, type Found } from './bank-returns.js';
import { type Statement, statementsOf } from './camt053.rules.js';
import { BankConfirmations } from './bank-confirmations.js';
import type { StatementLine } from './camt053-entries.rules.js';
import { ClientPaymentEntity } from './client-payment.entity.js';
import { alone } from './money-in.locks.js';
import { MoneyReceipts, type Receipt } from './money-receipts.js';
import { readXml } from './read-xml.js';
import { BankStatementEntity, StatementEntryEntity } from './statement.entities.js';
import { differs, isSameMoney, type Outcome, outcome } from './statement-outcome.js';

const inFuture = 'Its booking date lies in the future.';
const notOurs = 'Money of the network came back: if it is a transfer to a referrer, record its return.';
const repeats = 'Its reference stands twice in the statement: record it by hand.';

/** PM-4. Bank statements: every credit once, every return of one taken off again, all else left alone. */
@Injectable()
export class StatementImport {
  constructor(
    private readonly receipts: MoneyReceipts,
    private readonly returns: BankReturns,
    private readonly sentBack: ReferrerPayoutReturns,
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
    const found: Found = { entries: [], returns: [] };
    const imported: BankStatementEntity[] = [];
    for (const statement of statements) {
      const { account, statementId, content } = statement;
      const known = await tx.findOneBy(BankStatementEntity, { account, statementId, content });
      imported.push(known ?? (await this.importOne(tx, actor, statement, found)));
    }
    await this.returns.tellOpen(tx, actor, found.returns);
    await this.ledger.post(tx, actor, found.entries);
    return imported;
  }

  private async importOne(tx: EntityManager, actor: Actor, statement: Statement, found: Found) {
    const id = newId();
    const { lines, opening, closing, from, to, statementId, account, content } = statement;
    const known = await knownPayments(tx, lines);
    const outcomes = new Map<number, Outcome>(lines.map((line) => [line.line, this.plain(line, known)]));
    const allOf = (kind: StatementLine['kind']) =>
      lines.filter((line) => line.kind === kind && outcomes.get(line.line)!.outcome !== 'refused');
    const fresh = lines.filter(({ kind, line }) => kind === 'in' && outcomes.get(line)!.outcome === 'unmatched');
    const repeated = repeatedIn(fresh);
    const taken = fresh.filter((line) => !repeated.has(line));
    for (const { line } of repeated) outcomes.set(line, outcome('refused', repeats));

    const waiting = lines.flatMap((line) => {
      const payment = outcomes.get(line.line)!.outcome === 'known' ? known.get(line.bankReference) : undefined;
      return payment?.waitsForBank ? [{ line, payment }] : [];
    });
    const returns = allOf('returned');
    const named = await nowNamed(tx, lines, known);
    const alsoLock = [
      ...(await this.returns.invoicesOf(tx, returns, named)),
      ...(await this.confirmations.invoicesOf(tx, waiting)),
    ];
    const receipts = taken.map((line) => receiptOf(line, id));
    const received = await this.receipts.receive(tx, actor, receipts, alsoLock);
    found.entries.push(...received.entries, ...(await this.returns.tryAgain(tx, actor, named)));
    for (const [index, { line }] of taken.entries()) outcomes.set(line, outcomeOf(received.payments[index]!));
    for (const each of waiting) {
      // The reference may stand there twice, or the bank has taken it back.
      if (!each.payment.waitsForBank || each.payment.state === 'refunded') continue;
      const { isMatched, because } = await this.confirmations.confirm(tx, actor, each, found.entries);
      outcomes.set(each.line.line, outcome(isMatched ? 'matched' : 'unmatched', because, each.payment.id));
    }
    const repeatedReturns = repeatedIn(returns);
    for (const line of returns) {
      const of = repeatedReturns.has(line) ? outcome('refused', repeats) : undefined;
      outcomes.set(line.line, of ?? (await this.returns.take(tx, actor, line, found)));
    }
    for (const line of allOf('came-back')) outcomes.set(line.line, await this.cameBack(tx, actor, line, found));

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

  /** RC-5. Of what is sent back to the network, payroll tells what was an expert's. */
  private async cameBack(tx: EntityManager, actor: Actor, line: StatementLine, found: Found): Promise<Outcome> {
    const told = await this.sentBack.told(tx, actor, line);
    if (told?.entry) found.entries.push(told.entry);
    if (told?.fits) return outcome(told.entry ? 'returned' : 'known', 'A transfer to a referrer came back.');
    if (told) return outcome('refused', 'It names a transfer to a referrer, and is no return of it: look at both.');
    const ofExperts = await tx.query<unknown[]>('select from payouts where bank_reference = any($1)', [
      line.references,
    ]);
    return ofExperts.length ? outcome('ignored', 'A payout that came back.') : outcome('refused', notOurs);
  }

  /** What is plain before anything is recorded; `unmatched` is what is to be recorded. */
  private plain(
    { kind, detail, bankReference, amount, bookedOn }: StatementLine,
    known: Map<string, ClientPaymentEntity>,
  ): Outcome {
    if (kind === 'refused') return outcome('refused', detail);
    if (kind === 'ignored' || kind === 'pending') return outcome('ignored', detail);
    // Where the bank is, it may be tomorrow already.
    if (bookedOn && bookedOn > addDays(dayOf(this.clock.now(), 'UTC'), 1)) return outcome('refused', inFuture);
    if (kind !== 'in') return outcome('ignored', detail);
    const payment = known.get(bankReference);
    if (!payment) return outcome('unmatched', '');
    if (isSameMoney(payment, amount)) return outcome('known', `Recorded before, by ${payment.recordedBy}.`, payment.id);
    return outcome('refused', differs, payment.id);
  }
}

/** PM-4. Statements of another account are none of ours; which it is, the invoices say. */
async function checkAccounts(tx: EntityManager, statements: readonly Statement[]): Promise<void> {
  const [policy] = await tx.query<{ iban: string | null }[]>(
    `select policy->'seller'->>'iban' as iban from invoice_policy`,
  );
  const ours = policy?.iban && compact(policy.iban);
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

/** What became of a payment that was new: one that the bank had taken back already is gone again. */
function outcomeOf({ id, allocatedMinor, matching, state }: ClientPaymentEntity): Outcome {
  if (state === 'refunded') return outcome('returned', `${matching} The bank took it back.`, id);
  return outcome(allocatedMinor === '0' ? 'unmatched' : 'matched', matching, id);
}

/** Who records a payment by hand doesn't know what its payer named it, by which a return may name it: the bank tells now. */
async function nowNamed(
  tx: EntityManager,
  lines: readonly StatementLine[],
  known: ReadonlyMap<string, ClientPaymentEntity>,
): Promise<ClientPaymentEntity[]> {
  const named: ClientPaymentEntity[] = [];
  for (const { kind, bankReference, endToEndId, amount } of lines) {
    const payment = kind === 'in' && endToEndId ? known.get(bankReference) : undefined;
    if (!payment || payment.endToEndId || !isSameMoney(payment, amount)) continue;
    payment.endToEndId = endToEndId;
    await tx.update(ClientPaymentEntity, payment.id, { endToEndId });
    named.push(payment);
  }
  return named;
}

/** Two transfers can't be told apart by one reference: the first is recorded, a person looks at the others. */
function repeatedIn(lines: readonly StatementLine[]): Set<StatementLine> {
  const seen = new Set<string>();
  return new Set(lines.filter(({ bankReference }) => seen.size === seen.add(bankReference).size));
}

function receiptOf(line: StatementLine, statementId: string): Receipt {
  const { bankReference, amount, bookedOn, payerName, payerAccount, remittance, endToEndId } = line;
  const asked = { bankReference, amount: formatMoney(amount), receivedOn: bookedOn! };
  return {
    ...{ bankReference, amount, receivedOn: bookedOn!, payerName, payerAccount, remittance, endToEndId, statementId },
    ...{ clientId: null, invoiceNumber: null, source: 'statement', asked },
  };
}
