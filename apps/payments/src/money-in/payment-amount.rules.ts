import { invalidField } from '#libs/errors';
import type { Money } from '#libs/money';

/** In minor units: ten trillion dollars, so that no number of payments brings a balance to what a ledger can't hold. */
export const largestPayment = 10n ** 15n;

/**
 * PM-4. What comes in or goes back is more than nothing: 0.01 may be recorded, 0.00 and -0.01 not. Of a payment in USD
 * only USD can be told. Throws invalid `payments.other-currency`, `payments.amount-not-positive`, `payments.amount-too-large`.
 */
export function checkAmount({ minor, currency: told }: Money, currency = told): void {
  if (told !== currency) throw invalidField('payments.other-currency', 'amount', `must be in ${currency}`, 'PM-4');
  if (minor <= 0n) throw invalidField('payments.amount-not-positive', 'amount', 'must be more than zero', 'PM-4');
  if (minor > largestPayment)
    throw invalidField('payments.amount-too-large', 'amount', 'is more than a payment may be', 'PM-4');
}
