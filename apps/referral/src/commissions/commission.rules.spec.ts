import fc from 'fast-check';
import { formatMoney, money } from '#libs/money';
import {
  baseOf,
  type CommissionTerms,
  differences,
  dueOn,
  type Heard,
  heldUntil,
  type MovementKind,
  type Posted,
  releaseOf,
  type Standing,
  takenBackFrom,
} from './commission.rules.js';

const own = '019c5b7e-0b1a-7c3e-9f51-000000000001';
const other = '019c5b7e-0b1a-7c3e-9f51-000000000002';
const usd = (minor: bigint) => formatMoney(money(minor, 'USD'));
interface Facts {
  number: number;
  paid: bigint;
  total: bigint;
  credited: bigint;
  /** Net of others' hours, and of the referrer's own. */
  net: [bigint, bigint];
}
const standingOf = ({ number, paid, total, credited, net }: Facts): Standing => ({
  ...{ number, invoiceNumber: 'INV-2026-0001', clientId: other },
  ...{ net: usd(net[0] + net[1]), tax: usd(0n), total: usd(total), credited: usd(credited), paid: usd(paid) },
  parts: [
    { placementId: other, expertId: other, net: usd(net[0]) },
    { placementId: own, expertId: own, net: usd(net[1]) },
  ],
});
const terms = (about: Partial<CommissionTerms> = {}): CommissionTerms => ({
  ...{ expertId: own, ratePercent: 25, onOwnHours: new Set(), ...about },
});

describe('RC-4, RC-6: commission due on an invoice', () => {
  it.each<[string, Omit<Facts, 'number'>, Partial<CommissionTerms>, bigint, bigint]>([
    ['the example', { paid: 6000n, total: 12000n, credited: 0n, net: [10000n, 0n] }, {}, 1250n, 5000n],
    ['a third of 100.00', { paid: 3333n, total: 10000n, credited: 0n, net: [10000n, 0n] }, {}, 833n, 3333n],
    ['two thirds', { paid: 6667n, total: 10000n, credited: 0n, net: [10000n, 0n] }, {}, 1667n, 6667n],
    ['one cent', { paid: 1n, total: 10000n, credited: 0n, net: [10000n, 0n] }, {}, 0n, 1n],
    ['two cents: half to even', { paid: 2n, total: 10000n, credited: 0n, net: [10000n, 0n] }, {}, 0n, 2n],
    ['six cents: half to even', { paid: 6n, total: 10000n, credited: 0n, net: [10000n, 0n] }, {}, 2n, 6n],
    ['own hours', { paid: 10000n, total: 10000n, credited: 0n, net: [6000n, 4000n] }, {}, 1500n, 6000n],
    [
      'own hours that count',
      { paid: 10000n, total: 10000n, credited: 0n, net: [6000n, 4000n] },
      { onOwnHours: new Set([own]) },
      ...([2500n, 10000n] as const),
    ],
    [
      'a client who brought it',
      { paid: 10000n, total: 10000n, credited: 0n, net: [6000n, 4000n] },
      { expertId: null },
      ...([2500n, 10000n] as const),
    ],
    ['half credited', { paid: 6000n, total: 12000n, credited: 6000n, net: [5000n, 0n] }, {}, 1250n, 5000n],
    ['all credited', { paid: 0n, total: 12000n, credited: 12000n, net: [0n, 0n] }, {}, 0n, 0n],
    ['own correction', { paid: 5000n, total: 5000n, credited: 0n, net: [10000n, -5000n] }, {}, 1250n, 5000n],
    [
      'own correction, and tax',
      { paid: 12000n, total: 12000n, credited: 0n, net: [13000n, -3000n] },
      {},
      2500n,
      10000n,
    ],
    ["others' correction", { paid: 12000n, total: 12000n, credited: 0n, net: [-3000n, 13000n] }, {}, 0n, 0n],
    ['no rate', { paid: 6000n, total: 12000n, credited: 0n, net: [10000n, 0n] }, { ratePercent: 0 }, 0n, 5000n],
  ])('%s', (_, facts, about, due, base) => {
    const standing = standingOf({ number: 1, ...facts });
    expect(dueOn(standing, terms(about))).toBe(due);
    expect(baseOf(standing, terms(about))).toBe(base);
  });
});

/** Payments, refunds and credit notes of one invoice, as payments would tell them. */
const history = fc
  .record({
    net: fc
      .tuple(fc.bigInt(-20_000n, 50_000n), fc.bigInt(-20_000n, 50_000n))
      .filter(([others, ownHours]) => others + ownHours >= 0n),
    taxPercent: fc.bigInt(0n, 25n),
    steps: fc.array(fc.tuple(fc.constantFrom('pay', 'refund', 'credit'), fc.bigInt(1n, 1_000n), fc.nat(1)), {
      maxLength: 12,
    }),
  })
  .map(({ net, taxPercent, steps }) => {
    const total = ((net[0] + net[1]) * (100n + taxPercent)) / 100n;
    const now: Facts = { number: 1, paid: 0n, total, credited: 0n, net: [...net] };
    return steps.map(([kind, permille, part]): Heard => {
      now.number += 1;
      if (kind === 'pay') now.paid += ((total - now.credited - now.paid) * permille) / 1_000n;
      else if (kind === 'refund') now.paid -= (now.paid * permille) / 1_000n;
      else {
        const left = [now.net[part]!, now.net[0] + now.net[1]].toSorted((a, b) => Number(a - b))[0]!;
        const off = ((left > 0n ? left : 0n) * permille) / 1_000n;
        now.net[part]! -= off;
        now.credited += (off * (100n + taxPercent)) / 100n;
        if (now.paid > total - now.credited) now.paid = total - now.credited;
      }
      return heardAs(kind === 'pay' ? 'received' : kind === 'refund' ? 'refund' : 'credit-note', standingOf(now));
    });
  });
const heardAs = (kind: MovementKind, standing: Standing): Heard => ({
  ...{ kind, movementId: `movement ${standing.number}`, at: new Date('2026-03-02T09:00:00Z'), standing },
  ...{ paymentId: kind === 'credit-note' ? null : `payment ${standing.number}`, bankReference: null },
});
const anyTerms = fc.record({
  expertId: fc.constantFrom(own, null),
  ratePercent: fc.integer({ min: 0, max: 100 }),
  onOwnHours: fc.constantFrom(new Set<string>(), new Set([own]), new Set([other])),
});

/** An oracle of its own: whether `value` is `numerator / denominator` to the nearest whole, the even one on a tie. */
const isNearest = (value: bigint, numerator: bigint, denominator: bigint): boolean => {
  const off = 2n * (value * denominator - numerator);
  const size = off < 0n ? -off : off;
  return size < denominator || (size === denominator && value % 2n === 0n);
};
const minorOf = ({ amount }: { amount: string }) => BigInt(amount.replace('.', ''));

describe('RC-4, RC-5: what is posted', () => {
  it('is the exact fraction, rounded once, in whatever order and however often it is heard', () => {
    fc.assert(
      fc.property(history, anyTerms, fc.infiniteStream(fc.nat()), (steps, rules, random) => {
        const order = [...steps, ...steps]
          .map((step) => ({ step, at: random.next().value as number }))
          .toSorted((a, b) => a.at - b.at);
        const known = new Map<number, Heard>();
        let posted: Posted = { number: 0, earned: 0n, base: 0n };
        const shares: { isHeld: boolean; left: bigint }[] = [];
        let bases = 0n;
        for (const { step } of order) {
          if (!known.has(step.standing.number)) known.set(step.standing.number, step);
          const found = differences([...known.values()], posted, rules);
          for (const { amount, base, payment } of found.differences) {
            bases += base;
            if (amount > 0n) {
              expect(payment?.kind).toBe('received');
              expect(base).toBeGreaterThanOrEqual(0n);
              shares.push({ isHeld: true, left: amount });
            }
            const taken = amount < 0n ? takenBackFrom(-amount, shares) : [];
            expect(taken.reduce((sum, each) => sum + each.amount, 0n)).toBe(amount < 0n ? -amount : 0n);
            for (const each of taken) each.share.left -= each.amount;
          }
          ({ posted } = found);
          expect(posted.earned).toBeGreaterThanOrEqual(0n);
        }
        const last = steps.at(-1)?.standing;
        const left = shares.reduce((sum, share) => sum + share.left, 0n);
        expect(left).toBe(posted.earned);
        expect(bases).toBe(posted.base);
        if (!last) return;
        const [others, ownHours] = last.parts.map(({ net }) => minorOf(net)) as [bigint, bigint];
        const [total, paid] = [minorOf(last.total) - minorOf(last.credited), minorOf(last.paid)];
        const outOfIt = rules.onOwnHours.has(own) || !rules.expertId || ownHours < 0n ? 0n : ownHours;
        const paying = others + ownHours - outOfIt;
        const dividend = BigInt(rules.ratePercent) * paid * (paying > 0n ? paying : 0n);
        if (total === 0n) expect(left).toBe(0n);
        else expect(isNearest(left, dividend, 100n * total)).toBe(true);
        // Never on more than what was received net of tax, to the nearest cent.
        expect(2n * baseOf(last, rules) * total).toBeLessThanOrEqual(2n * paid * (others + ownHours) + total);
      }),
    );
  });

  it('waits for its payment to be heard, names it, and passes over what comes late', () => {
    const facts = { total: 10000n, credited: 0n };
    const first = heardAs('received', standingOf({ number: 2, ...facts, paid: 4000n, net: [6000n, 4000n] }));
    const note = heardAs(
      'credit-note',
      standingOf({ number: 3, ...facts, paid: 4000n, credited: 4000n, net: [6000n, 0n] }),
    );
    const nothing = { number: 0, earned: 0n, base: 0n };
    expect(differences([note], nothing, terms())).toEqual({ differences: [], posted: nothing });
    const both = differences([note, first], nothing, terms());
    expect(both.differences.map(({ amount, heard, payment }) => [amount, heard, payment])).toEqual([
      [600n, first, first],
      [400n, note, first],
    ]);
    expect(both.posted).toEqual({ number: 3, earned: 1000n, base: 4000n });
    expect(differences([first, note], both.posted, terms()).differences).toEqual([]);
  });

  it('a credit note that frees money takes its exact share: of paid hours of the referrer itself that is nothing', () => {
    const standing = (net: [bigint, bigint], minor: bigint) =>
      standingOf({ number: 2, paid: minor, total: 10000n, credited: 10000n - minor, net });
    expect(dueOn(standing([5000n, 5000n], 10000n), terms())).toBe(1250n);
    expect(dueOn(standing([5000n, 4000n], 9000n), terms())).toBe(1250n);
    expect(dueOn(standing([4000n, 5000n], 9000n), terms())).toBe(1000n);
  });
});

describe('RC-5: taken back and released', () => {
  it('is taken from what is held, the latest first, then from what was released', () => {
    const shares = [
      { id: 'a', isHeld: false, left: 2500n },
      { id: 'b', isHeld: true, left: 600n },
      { id: 'c', isHeld: true, left: 400n },
    ];
    const taken = (amount: bigint) => takenBackFrom(amount, shares).map(({ share, amount: part }) => [share.id, part]);
    expect(taken(300n)).toEqual([['c', 300n]]);
    expect(taken(1200n)).toEqual([
      ['c', 400n],
      ['b', 600n],
      ['a', 200n],
    ]);
  });

  it.each([
    [1000n, 1200n, 1000n, 0n],
    [1000n, 1000n, 1000n, 0n],
    [1000n, 300n, 300n, 700n],
    [1000n, 0n, 0n, 1000n],
  ])('%s released with %s owed back: %s set off, %s credited', (held, owed, setOff, credited) =>
    expect(releaseOf(held, owed)).toEqual({ setOff, credited }),
  );
});

describe('RC-5: the hold', () => {
  it.each([
    ['2026-03-02T09:00:00Z', '2026-01-20T09:00:00Z', '2026-03-16T09:00:00.000Z'],
    ['2026-03-02T09:00:00Z', '2026-03-10T08:00:00Z', '2026-03-24T08:00:00.000Z'],
  ])('received %s of a client won %s until %s', (received, won, until) =>
    expect(heldUntil(new Date(received), new Date(won), 14).toISOString()).toBe(until),
  );
});
