import { money } from '#libs/money';
import { checkAmount, largestPayment } from './payment-amount.rules.js';

describe('amounts of payments (PM-4)', () => {
  it.each([
    [1n, 'USD', 'USD'],
    [largestPayment, 'USD', 'USD'],
    [1n, 'EUR', undefined],
  ])('%s minor units of %s may be recorded of a payment in %s', (minor, told, currency) => {
    expect(() => checkAmount(money(minor, told), currency)).not.toThrow();
  });

  it.each([
    [0n, 'USD', 'payments.amount-not-positive'],
    [-1n, 'USD', 'payments.amount-not-positive'],
    [largestPayment + 1n, 'USD', 'payments.amount-too-large'],
    [1n, 'EUR', 'payments.other-currency'],
  ])('%s minor units of %s are refused of a payment in USD: %s', (minor, told, code) => {
    expect(() => checkAmount(money(minor, told), 'USD')).toThrow(expect.objectContaining({ code, kind: 'invalid' }));
  });
});
