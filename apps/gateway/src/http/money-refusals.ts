import { invalidField } from '#libs/errors';
import { largestMinor } from '#libs/money';

export const unknownCurrency = invalidField('money.unknown-currency', 'currency', 'must be a known ISO 4217 code');
/** What `parseMoney` refuses of an amount in a currency that is known already. */
export const amountRefusals = (field = 'amount') => [
  invalidField('money.too-precise', field, 'has more than the 2 decimals USD has'),
  invalidField('money.too-large', field, `is beyond what a ledger holds (${largestMinor} minor units)`),
];
/** What `parseMoney` refuses of what has the form of money. */
export const moneyRefusals = [...amountRefusals(), unknownCurrency];
