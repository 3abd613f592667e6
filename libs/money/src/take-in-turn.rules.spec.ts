import fc from 'fast-check';
import { takeInTurn } from './take-in-turn.rules.js';

const same = (part: bigint): bigint => part;
const sum = (parts: readonly bigint[]): bigint => parts.reduce((all, part) => all + part, 0n);

describe('taking an amount from parts in turn', () => {
  it.each([
    [12n, [10n, 25n], [10n, 2n]],
    [10n, [10n, 25n], [10n]],
    [40n, [10n, 25n], [10n, 25n]],
    [5n, [0n, -3n, 10n], [5n]],
    [0n, [10n], []],
    [-1n, [10n], []],
  ])('%s of %s is %s', (amount, parts, expected) =>
    expect(takeInTurn(amount, parts, same).map(([, minor]) => minor)).toEqual(expected),
  );

  it('takes all of it where there is enough, and no part is touched before the one ahead is used up', () => {
    const parts = fc.array(fc.bigInt(1n, 100n));
    fc.assert(
      fc.property(parts, fc.bigInt(0n, 500n), (all, amount) => {
        const taken = takeInTurn(amount, all, same);
        const enough = amount < sum(all) ? amount : sum(all);
        expect(sum(taken.map(([, minor]) => minor))).toBe(enough);
        expect(taken.slice(0, -1).every(([part, minor]) => part === minor)).toBe(true);
        expect(taken.map(([part]) => part)).toEqual(all.slice(0, taken.length));
      }),
    );
  });
});
