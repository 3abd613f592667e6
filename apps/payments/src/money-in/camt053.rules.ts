import { hash } from 'node:crypto';
import { invalid } from '#libs/errors';
import { add, formatMoney, type Money, sum } from '#libs/money';
import { dayIn, malformed, signed, startOf } from './camt-values.rules.js';
import { entriesOf, type StatementLine } from './camt053-entries.rules.js';
import { all, at, firstText, textAt, type Xml, type XmlNode } from './xml-tree.rules.js';

export interface Statement {
  /** The bank's own; two statements may have the same. */
  statementId: string;
  /** IBAN without spaces, or what the bank calls it. */
  account: string;
  from: string | null;
  to: string | null;
  opening: Money;
  closing: Money;
  lines: StatementLine[];
  /** Of all that it says: the same statement has the same, whenever it was written. */
  content: string;
}

/**
 * PM-4. The statements of a camt.053 message, whatever its version and prefixes. Opening balance 100.00, a credit of 50.00
 * booked and one of 20.00 pending, closing balance 150.00: one entry to record and one to ignore. Refuses 422
 * `payments.statement-malformed`, and `payments.statement-balances` when opening and entries don't come to closing.
 */
export function statementsOf(tree: XmlNode): Statement[] {
  // No other message has this element, whatever namespace and version it names.
  const message = at(tree, 'Document/BkToCstmrStmt');
  if (message === undefined) throw malformed('is no bank statement: Document/BkToCstmrStmt is missing');
  const statements = all(message, 'Stmt');
  if (!statements.length) throw malformed('holds no statement: Document/BkToCstmrStmt/Stmt is missing');
  return statements.map((statement, index) => statementOf(statement, `Stmt[${index + 1}]`));
}

function statementOf(statement: Xml, where: string): Statement {
  const statementId = textAt(statement, 'Id');
  const account = firstText(statement, 'Acct/Id/IBAN', 'Acct/Id/Othr/Id');
  if (!statementId) throw malformed(`${where}/Id is missing`);
  if (!account) throw malformed(`${where}/Acct/Id is missing`);
  const { opening, closing } = balancesOf(statement, where);
  const about = { statementId: startOf(statementId, 140), account: account.replace(/\s/g, '').toUpperCase() };
  const lines = entriesOf(statement, { where, account: about.account, currency: opening.currency });
  checkBalances(about.statementId, opening, closing, lines);
  const day = (end: string) => dayIn(textAt(statement, `FrToDt/${end}`));
  const said = { ...about, from: day('FrDtTm'), to: day('ToDtTm'), opening, closing, lines };
  const content = hash(
    'sha256',
    JSON.stringify(said, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value)),
  );
  return { ...said, content };
}

/** Of a page of a statement that goes on, the balances between its pages. */
function balancesOf(statement: Xml, where: string): { opening: Money; closing: Money } {
  const balances = all(statement, 'Bal').map((balance, index) => ({
    code: textAt(balance, 'Tp/CdOrPrtry/Cd') ?? '',
    amount: signed(balance, `${where}/Bal[${index + 1}]`),
  }));
  const of = (...codes: string[]) => codes.map((code) => balances.filter((each) => each.code === code));
  const [openings = [], previous = [], between = [], closings = []] = of('OPBD', 'PRCD', 'ITBD', 'CLBD');
  const opening = openings[0] ?? previous[0] ?? between[0];
  const closing = closings[0] ?? between.findLast((each) => each !== opening);
  if (!opening || !closing)
    throw malformed(`${where}/Bal: the opening (OPBD) or the closing (CLBD) balance is missing`);
  if (opening.amount.currency !== closing.amount.currency) throw malformed(`${where}/Bal: two currencies`);
  return { opening: opening.amount, closing: closing.amount };
}

/** What is booked must lead from the one balance to the other: else something is missing, or was changed. */
function checkBalances(statementId: string, opening: Money, closing: Money, lines: readonly StatementLine[]): void {
  const booked = lines.filter((line) => line.kind !== 'pending').map(({ amount }) => amount);
  const reached = add(opening, sum(booked, opening.currency));
  if (reached.minor === closing.minor) return;
  const [told, counted] = [formatMoney(closing), formatMoney(reached)];
  throw invalid(
    'payments.statement-balances',
    `Statement ${statementId}: the opening balance and its entries come to ${counted.amount}, its closing balance is ${told.amount} ${told.currency}.`,
    { rule: 'PM-4', facts: { statementId, opening: formatMoney(opening), closing: told, counted } },
  );
}
