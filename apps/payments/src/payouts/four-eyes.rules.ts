import { forbidden } from '#libs/errors';
import { compare, formatMoney, type Money } from '#libs/money';

export interface FourEyesPolicy {
  /** One limit a currency; above it a second person approves, and always where the currency has none. */
  secondPersonAbove: readonly Money[];
  /** Hours during which changed bank details are watched; new ones count as changed. */
  bankDetailsRestHours: number;
}

export interface AskedFor {
  amount: Money;
  detailsChangedAt: Date;
  now: Date;
}

const hourMs = 3_600_000;

/**
 * PM-6. Why a second person has to approve, in plain words; nothing when nobody has to. With a limit of 5000.00 USD,
 * 5000.00 needs nobody and 5000.01 does; bank details changed 71 h 59 min ago need somebody, after 72 h nobody.
 */
export function secondPersonReasons({ amount, detailsChangedAt, now }: AskedFor, policy: FourEyesPolicy): string[] {
  const limit = policy.secondPersonAbove.find(({ currency }) => currency === amount.currency);
  const rested = now.getTime() - detailsChangedAt.getTime() >= policy.bankDetailsRestHours * hourMs;
  return [
    ...(limit ? [] : [`there is no limit for ${amount.currency}`]),
    ...(limit && compare(amount, limit) > 0 ? [`it is above ${formatMoney(limit).amount} ${limit.currency}`] : []),
    ...(rested ? [] : [`the bank details changed in the last ${policy.bankDetailsRestHours} hours`]),
  ];
}

/**
 * PM-6. The second person is neither who asked for the money nor who entered the bank details it goes to. Throws
 * forbidden `payments.second-person`.
 */
export function checkSecondPerson(
  approverId: string,
  payout: { requestedById: string; bankDetailsById: string },
): void {
  if (approverId !== payout.requestedById && approverId !== payout.bankDetailsById) return;
  const done = approverId === payout.requestedById ? 'asked for this payout' : 'entered the bank details it goes to';
  throw forbidden('payments.second-person', `You ${done}: somebody else has to decide.`, { rule: 'PM-6' });
}
