import fc from 'fast-check';
import { creditorReference } from './creditor-reference.rules.js';

/** ISO 7064 as a bank checks it: the first four to the end, letters as numbers, and the remainder by 97 is 1. */
const isValid = (reference: string): boolean => {
  const turned = reference.slice(4) + reference.slice(0, 4);
  return BigInt(turned.replace(/[A-Z]/g, (letter) => String(Number.parseInt(letter, 36)))) % 97n === 1n;
};

describe('PM-4: the creditor reference (ISO 11649)', () => {
  it.each([
    ['539007547034', 'RF18539007547034'],
    ['2348231', 'RF712348231'],
    ['INV-2026-000042', 'RF54INV2026000042'],
  ])('of %s is %s', (number, reference) => {
    expect(creditorReference(number)).toBe(reference);
    expect(isValid(reference)).toBe(true);
  });

  it('of any number passes the check of banks, and a wrong digit does not', () => {
    const serials = fc.integer({ min: 1, max: 9_999_999 });
    const prefixes = fc.stringMatching(/^[A-Z]{1,6}$/);
    fc.assert(
      fc.property(prefixes, serials, fc.integer({ min: 1, max: 9 }), (prefix, serial, slip) => {
        const reference = creditorReference(`${prefix}-2026-${String(serial).padStart(6, '0')}`);
        expect(reference.length).toBeLessThanOrEqual(25);
        expect(isValid(reference)).toBe(true);
        const last = Number(reference.at(-1));
        expect(isValid(`${reference.slice(0, -1)}${(last + slip) % 10}`)).toBe(false);
      }),
    );
  });
});
