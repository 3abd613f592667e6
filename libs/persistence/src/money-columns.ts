import { Column } from 'typeorm';
import { formatMoney, money, type Money } from '#libs/money';

const bigints = {
  from: (text: string | null): bigint | null => (text === null ? null : BigInt(text)),
  to: (value: bigint | null | undefined): string | null | undefined => value?.toString() ?? (value as null | undefined),
};

/** An amount in two columns: `pay_rate_minor` and `pay_rate_currency` for `payRate`. */
export class MoneyColumns implements Money {
  @Column('bigint', { transformer: bigints })
  minor!: bigint;

  @Column('char', { length: 3 })
  currency!: string;
}

/** An amount from a row of plain SQL, where Postgres gives a bigint as text. */
export const moneyIn = (minor: string | bigint, currency: string): Money => money(BigInt(minor), currency);

/** The same, as it is on the wire. */
export const wireMoney = (minor: string | bigint, currency: string) => formatMoney(moneyIn(minor, currency));
