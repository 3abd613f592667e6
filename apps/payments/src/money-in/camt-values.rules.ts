import { Day } from '#libs/contracts';
import { DomainError, invalidField } from '#libs/errors';
import { type Money, negate, parseMoney } from '#libs/money';
import { all, at, textAt, type Xml } from './xml-tree.rules.js';

/** Refuses with 422 what isn't a statement as it should be, and says where. */
export const malformed = (message: string): DomainError =>
  invalidField('payments.statement-malformed', 'xml', message, 'PM-4');

/** An amount as it stands on the account: a debit is below zero. */
export function signed(node: Xml, where: string): Money {
  const direction = textAt(node, 'CdtDbtInd');
  if (direction !== 'CRDT' && direction !== 'DBIT') throw malformed(`${where}/CdtDbtInd must be CRDT or DBIT`);
  const amount = amountAt(at(node, 'Amt'), `${where}/Amt`);
  return direction === 'CRDT' ? amount : negate(amount);
}

/** The first of a text, without half a character at its end: of what is kept as JSON a half is no text. */
export const startOf = (text: string, length: number): string => text.slice(0, length).toWellFormed();

/** Of an amount; what is longer is none. */
const longest = 40;

/** Banks write up to five decimals, and zeros in front; never less than a minor unit, nor more than can be told again. */
export function amountAt(node: Xml | undefined, where: string): Money {
  const parts = /^0*(?<whole>\d{1,16}?)(?:\.(?<fraction>\d*?)0*)?$/.exec(textAt(node)?.slice(0, longest) ?? '')?.groups;
  const currency = textAt(all(node, '@Ccy')[0]);
  if (!parts || !currency) throw malformed(`${where} must be an amount with its currency`);
  const { whole = '', fraction } = parts;
  try {
    return parseMoney({ amount: fraction ? `${whole}.${fraction}` : whole, currency });
  } catch (error) {
    throw error instanceof DomainError ? malformed(`${where}: ${error.detail}`) : error;
  }
}

/** The day of a date, or of an instant as the bank wrote it; null when it is none. */
export const dayIn = (text: string | null): string | null => Day.safeParse(text?.slice(0, 10)).data ?? null;

/** What stands where there is no reference. */
const placeholder = /^(not ?provided|no ?ref|non ?ref|none|n\/?a|0+|-)$/i;

/** A reference that refers to something. */
export const referenceAt = (node: Xml | undefined, path: string): string | null => {
  const text = textAt(node, path);
  return text && !placeholder.test(text) ? startOf(text, 100) : null;
};
