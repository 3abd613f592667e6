import { parseMoney } from '#libs/money';
import { checkPayRate, moneyAt } from './pay-rate.rules.js';
import { refused } from './test-support/refused.js';

it.each([
  ['0.01', 'USD', undefined],
  ['0.00', 'USD', 'placement.pay-not-positive'],
  ['-45.00', 'USD', 'placement.pay-not-positive'],
  ['10000000000.00', 'USD', undefined],
  ['10000000000.01', 'USD', 'placement.rate-too-large'],
  ['45.00', 'EUR', 'placement.mixed-currency'],
])('a pay of %s %s, where the client pays in USD, is answered with %s (PL-6)', (amount, currency, code) => {
  expect(refused(() => checkPayRate(parseMoney({ amount, currency }), 'USD'))?.code).toBe(code);
});

it.each([
  [{ amount: '45.005', currency: 'USD' }, 'money.too-precise', 'payRate.amount'],
  [{ amount: '45', currency: 'XXX' }, 'money.unknown-currency', 'payRate.currency'],
  [{ amount: '1e308', currency: 'USD' }, 'money.not-a-decimal', 'payRate.amount'],
  [{ amount: 'NaN', currency: 'USD' }, 'money.not-a-decimal', 'payRate.amount'],
])('%j is refused by its path', (wire, code, field) => {
  expect(refused(() => moneyAt('payRate', wire))).toMatchObject({ code, errors: [{ field }] });
});

it('keeps 2^53 + 1 cents to the last one', () => {
  expect(moneyAt('payRate', { amount: '90071992547409.93', currency: 'USD' }).minor).toBe(2n ** 53n + 1n);
});
