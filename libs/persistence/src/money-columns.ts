import { Column } from 'typeorm';
import type { Money } from '#libs/money';

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
