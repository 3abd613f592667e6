import { balanceKey, chooseGroups, type WaitingGroup } from './settlement-batch.rules.js';

let placements = 0;
const aGroup = (change: Partial<WaitingGroup> = {}): WaitingGroup => ({
  placementId: `placement-${++placements}`,
  expertId: 'expert',
  payCurrency: 'USD',
  billCurrency: 'USD',
  payMinor: 1000n,
  unratedOn: null,
  ...change,
});
const holding = (minor: bigint) => new Map([[balanceKey('expert', 'USD'), minor]]);

describe('what a settlement settles (PM-3)', () => {
  it('settles what is owed', () => {
    const groups = [aGroup(), aGroup({ payMinor: 0n })];
    expect(chooseGroups(groups, new Map())).toEqual({ settled: groups, refused: [] });
  });

  it.each([
    [3000n, 1500n, false],
    [3000n, 1999n, false],
    [3000n, 2000n, true],
    [0n, 5000n, true],
    [5000n, 0n, true],
  ])('-50.00 with %s cents in the safe and %s just settled is settled: %s', (safe, fresh, expected) => {
    const negative = aGroup({ payMinor: -5000n });
    const { settled, refused } = chooseGroups([negative, aGroup({ payMinor: fresh })], holding(safe));
    expect(settled.includes(negative)).toBe(expected);
    expect(refused.map(({ placementId }) => placementId)).toEqual(expected ? [] : [negative.placementId]);
  });

  it('posts what goes up first, so that no balance dips below zero on the way', () => {
    const [negative, positive] = [aGroup({ payMinor: -500n }), aGroup()];
    expect(chooseGroups([negative, positive], new Map()).settled).toEqual([positive, negative]);
  });

  it('a second correction only gets what the first one left', () => {
    const [first, second] = [aGroup({ payMinor: -600n }), aGroup({ payMinor: -600n })];
    const { settled, refused } = chooseGroups([first, second], holding(1000n));
    expect(settled).toEqual([first]);
    expect(refused).toEqual([
      {
        placementId: second.placementId,
        reason: 'Corrections take back 6.00 USD, 2.00 USD more than the safe balance holds; they wait.',
      },
    ]);
  });

  it("another expert's balance, or one in another currency, doesn't help", () => {
    const groups = [
      aGroup({ payMinor: -1n }),
      aGroup({ expertId: 'other' }),
      aGroup({ payCurrency: 'EUR', billCurrency: 'EUR' }),
    ];
    expect(chooseGroups(groups, new Map()).refused).toHaveLength(1);
  });

  it('refuses lines without a contract, and two currencies, with the reason', () => {
    const unrated = aGroup({ payCurrency: null, billCurrency: null, payMinor: 0n, unratedOn: '2026-01-02' });
    const mixed = aGroup({ billCurrency: 'EUR' });
    expect(chooseGroups([unrated, mixed], new Map())).toEqual({
      settled: [],
      refused: [
        { placementId: unrated.placementId, reason: 'No contract is in force on 2026-01-02; these lines wait.' },
        { placementId: mixed.placementId, reason: 'Paid in USD but billed in EUR: that has no settlement.' },
      ],
    });
  });
});
