import fc from 'fast-check';
import { currencies } from './currency.rules.js';
import { formatMoney, largestMinor, money, parseMoney } from './index.js';

const anyMoney = fc
  .tuple(fc.bigInt(-largestMinor, largestMinor), fc.constantFrom(...currencies))
  .map(([minor, currency]) => money(minor, currency));

describe('money as a decimal string', () => {
  it.each([
    ['12.50', 'USD', 1250n],
    ['12.5', 'USD', 1250n],
    ['12', 'USD', 1200n],
    ['-0.05', 'EUR', -5n],
    ['-0.00', 'EUR', 0n],
    ['1250', 'JPY', 1250n],
    ['0.001', 'KWD', 1n],
    ['90071992547409.93', 'USD', 2n ** 53n + 1n],
    ['92233720368547758.07', 'USD', 2n ** 63n - 1n],
    ['-92233720368547758.07', 'CHF', -(2n ** 63n) + 1n],
  ])('%s %s is %s minor units', (amount, currency, minor) => {
    expect(parseMoney({ amount, currency })).toEqual({ minor, currency });
  });

  it.each([
    ['0.005', 'USD', 'money.too-precise'],
    ['12.500', 'USD', 'money.too-precise'],
    ['12.0', 'JPY', 'money.too-precise'],
    ['92233720368547758.08', 'USD', 'money.too-large'],
    ['-92233720368547758.08', 'USD', 'money.too-large'],
    ['9'.repeat(1_000_000), 'USD', 'money.too-large'],
    [`1.${'0'.repeat(1_000_000)}`, 'USD', 'money.too-precise'],
    ['1e308', 'USD', 'money.not-a-decimal'],
    ['NaN', 'USD', 'money.not-a-decimal'],
    ['Infinity', 'USD', 'money.not-a-decimal'],
    ['', 'USD', 'money.not-a-decimal'],
    ['-', 'USD', 'money.not-a-decimal'],
    ['+1', 'USD', 'money.not-a-decimal'],
    ['.5', 'USD', 'money.not-a-decimal'],
    ['5.', 'USD', 'money.not-a-decimal'],
    ['007', 'USD', 'money.not-a-decimal'],
    ['1,000.00', 'USD', 'money.not-a-decimal'],
    ['1 000', 'USD', 'money.not-a-decimal'],
    ['12.50\n', 'USD', 'money.not-a-decimal'],
    ['0x10', 'USD', 'money.not-a-decimal'],
    ['١٢', 'USD', 'money.not-a-decimal'],
    ['1', 'XXX', 'money.unknown-currency'],
    ['1', 'usd', 'money.unknown-currency'],
    ['1', '__proto__', 'money.unknown-currency'],
  ])('refuses %s %s with %s', (amount, currency, code) => {
    expect(() => parseMoney({ amount, currency })).toThrow(expect.objectContaining({ code, kind: 'invalid' }));
  });

  it.each([Number.NaN, 12.5, null, undefined, ['1'], { toString: () => '1' }])(
    'refuses %p, which is no string at all',
    (value) => {
      const amount = value as string;
      expect(() => parseMoney({ amount, currency: 'USD' })).toThrow(
        expect.objectContaining({ code: 'money.not-a-decimal' }),
      );
    },
  );

  it.each([
    [-5n, 'USD', '-0.05'],
    [0n, 'USD', '0.00'],
    [-1250n, 'JPY', '-1250'],
    [1n, 'KWD', '0.001'],
    [123456789n, 'EUR', '1234567.89'],
  ])('shows %s minor units of %s as %s', (minor, currency, amount) => {
    expect(formatMoney(money(minor, currency))).toEqual({ amount, currency });
  });

  it('reads back exactly what it wrote', () => {
    fc.assert(fc.property(anyMoney, (amount) => expect(parseMoney(formatMoney(amount))).toEqual(amount)));
  });

  it('refuses every text that is not exactly a decimal, by name', () => {
    const nearlyDecimal = fc
      .string({ unit: fc.constantFrom(...'0123456789.-+e, '), maxLength: 12 })
      .filter((text) => !/^-?(0|[1-9]\d*)(\.\d{1,2})?$/.test(text));
    fc.assert(
      fc.property(nearlyDecimal, (amount) => {
        expect(() => parseMoney({ amount, currency: 'USD' })).toThrow(expect.objectContaining({ kind: 'invalid' }));
      }),
    );
  });
});
