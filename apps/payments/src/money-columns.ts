import type { MoneyWire } from '#libs/contracts';
import { formatMoney, money, type Money } from '#libs/money';

/** Money from the columns it is kept in: Postgres gives a bigint as a string. */
export const moneyIn = (minor: string | bigint, currency: string): Money => money(BigInt(minor), currency);

/** The same, as it is on the wire. */
export const wire = (minor: string | bigint, currency: string): MoneyWire => formatMoney(moneyIn(minor, currency));
