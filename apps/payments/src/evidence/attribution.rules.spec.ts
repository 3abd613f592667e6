import fc from 'fast-check';
import { attribute, type SafeMove } from './attribution.rules.js';

const line = (id: string, minor: bigint): SafeMove => ({ kind: 'line', id, minor });
const commission = (id: string, minor: bigint): SafeMove => ({ kind: 'commission', id, minor });
const payout = (id: string, minor: bigint): SafeMove => ({ kind: 'payout', id, minor });
const sum = (amounts: readonly { minor: bigint }[]): bigint => amounts.reduce((total, { minor }) => total + minor, 0n);

describe('what a payout paid for (PM-10, RC-8)', () => {
  it('the oldest that was not paid out yet', () => {
    const moves = [line('a', 6000n), commission('b', 4000n), payout('first', 5000n), payout('second', 3000n)];
    expect(attribute(moves)).toEqual([
      { sourceId: 'a', payoutId: 'first', minor: 5000n },
      { sourceId: 'a', payoutId: 'second', minor: 1000n },
      { sourceId: 'b', payoutId: 'second', minor: 2000n },
    ]);
  });

  it('a correction takes back from the oldest', () => {
    expect(attribute([line('a', 100n), line('b', 100n), line('correction', -120n), payout('p', 80n)])).toEqual([
      { sourceId: 'b', payoutId: 'p', minor: 80n },
    ]);
  });

  /** Only what the ledger would let happen: nothing is paid or taken back that isn't there. */
  const histories = fc
    .array(
      fc.record({
        kind: fc.constantFrom<SafeMove['kind']>('line', 'line', 'commission', 'payout'),
        minor: fc.bigInt(-500n, 1000n),
      }),
      {
        maxLength: 60,
      },
    )
    .map((wishes) => {
      let safe = 0n;
      return wishes.flatMap(({ kind, minor }, n): SafeMove[] => {
        if (kind === 'payout') {
          const amount = minor < 0n ? -minor : minor;
          if (amount === 0n || amount > safe) return [];
          safe -= amount;
          return [payout(`payout-${n}`, amount)];
        }
        if (safe + minor < 0n || (kind === 'commission' && minor < 0n)) return [];
        safe += minor;
        return [{ kind, id: `${kind}-${n}`, minor }];
      });
    });

  it('the parts sum to the whole, nothing gives more than it has, and the oldest comes first', () => {
    fc.assert(
      fc.property(histories, (moves) => {
        const parts = attribute(moves);
        for (const { kind, id, minor } of moves) {
          const own = parts.filter((part) => (kind === 'payout' ? part.payoutId : part.sourceId) === id);
          if (kind === 'payout') expect(sum(own)).toBe(minor);
          else expect(sum(own) <= (minor > 0n ? minor : 0n)).toBe(true);
        }
        const places = new Map(moves.map(({ id }, place) => [id, place]));
        const order = parts.map(({ sourceId }) => places.get(sourceId)!);
        expect(order).toEqual(order.toSorted((a, b) => a - b));
        expect(parts.every(({ minor }) => minor > 0n)).toBe(true);
      }),
    );
  });
});
