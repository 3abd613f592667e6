import type { Money } from '#libs/money';
import type { StatementEntryEntity } from './statement.entities.js';

export type Outcome = Pick<StatementEntryEntity, 'outcome' | 'detail' | 'paymentId'>;
export const outcome = (of: Outcome['outcome'], detail: string, paymentId: string | null = null): Outcome => ({
  ...{ outcome: of, detail, paymentId },
});
export const differs = 'Its reference was recorded before with another amount: look at both.';

/** Whether what was recorded is what the bank says. */
export const isSameMoney = (recorded: { currency: string; amountMinor: string }, { currency, minor }: Money): boolean =>
  recorded.currency === currency && BigInt(recorded.amountMinor) === minor;
