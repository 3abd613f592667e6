import { type DomainError, invalid } from '#libs/errors';
import { formatMoney, type Money } from '#libs/money';

/** PM-5. Nobody gets more than is there. */
export const insufficientBalance = (available?: Money): DomainError =>
  available
    ? invalid(
        'payments.insufficient-balance',
        `Available are ${formatMoney(available).amount} ${available.currency}.`,
        {
          rule: 'PM-5',
          facts: { available: formatMoney(available) },
        },
      )
    : invalid('payments.insufficient-balance', 'The balance is less than that.', { rule: 'PM-5' });
