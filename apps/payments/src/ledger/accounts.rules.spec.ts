import fc from 'fast-check';
import { money } from '#libs/money';
import {
  assignmentLegs,
  billAgainLegs,
  commissionLegs,
  creditNoteLegs,
  invoiceLegs,
  type Leg,
  receiptLegs,
  referrerPayoutLegs,
  returnedReferrerPayoutLegs,
  refundLegs,
  settlementLegs,
  transferLegs,
} from './accounts.rules.js';

const usd = (minor: bigint) => money(minor, 'USD');
const of = { clientId: 'client', expertId: 'expert' };
const total = (legs: readonly Leg[]) => legs.reduce((sum, { amount }) => sum + amount.minor, 0n);

describe('what a settlement posts (PM-2)', () => {
  it('90.00 billed and 60.00 paid: the client owes 90.00, the expert is owed 60.00, 30.00 is revenue', () => {
    expect(settlementLegs({ ...of, pay: usd(6000n), bill: usd(9000n) })).toEqual([
      { account: 'client-receivable', ownerId: 'client', amount: usd(9000n) },
      { account: 'expert-safe', ownerId: 'expert', amount: usd(-6000n) },
      { account: 'network-revenue', amount: usd(-3000n) },
    ]);
  });

  it.each([
    [6000n, 6000n, ['client-receivable', 'expert-safe']],
    [6000n, 0n, ['expert-safe', 'network-revenue']],
    [0n, 9000n, ['client-receivable', 'network-revenue']],
    [0n, 0n, []],
  ])('pay %s and bill %s have the legs %s', (pay, bill, accounts) => {
    expect(settlementLegs({ ...of, pay: usd(pay), bill: usd(bill) }).map(({ account }) => account)).toEqual(accounts);
  });

  it('always balances, also below zero and when paid more than billed', () => {
    const cents = fc.bigInt(-(10n ** 12n), 10n ** 12n).map(usd);
    fc.assert(fc.property(cents, cents, (pay, bill) => total(settlementLegs({ ...of, pay, bill })) === 0n));
  });
});

describe('what is billed again posts (PM-4)', () => {
  const sums = (legs: readonly Leg[]) => {
    const byAccount: Record<string, bigint> = {};
    for (const { account, amount } of legs) byAccount[account] = (byAccount[account] ?? 0n) + amount.minor;
    return byAccount;
  };
  const client = { clientId: 'client', expertId: 'expert' };
  const billed = (tax: bigint) => invoiceLegs({ ...client, tax: usd(tax) });
  const credited = (net: bigint, tax: bigint) => creditNoteLegs({ ...client, net: usd(net), tax: usd(tax) });

  it('100.00 of net: the client owes it again, and it is revenue again', () => {
    expect(billAgainLegs({ ...client, net: usd(10_000n) })).toEqual([
      { account: 'client-receivable', ownerId: 'client', amount: usd(10_000n) },
      { account: 'network-revenue', amount: usd(-10_000n) },
    ]);
  });

  it('settled, invoiced, credited, billed again and invoiced with another tax is owed and earned once', () => {
    const cents = fc.bigInt(1n, 10n ** 12n);
    fc.assert(
      fc.property(cents, cents, cents, (net, wrongTax, tax) => {
        const settled = settlementLegs({ ...client, pay: usd(0n), bill: usd(net) });
        const again = [...credited(net, wrongTax), ...billAgainLegs({ ...client, net: usd(net) }), ...billed(tax)];
        const twice = sums([...settled, ...billed(wrongTax), ...again]);
        const once = sums([...settled, ...billed(tax)]);
        for (const account of Object.keys(twice)) if (twice[account] !== once[account]) return false;
        return total(again) === 0n;
      }),
    );
  });
});

describe('what a step of a payout posts (PM-5)', () => {
  it('a request moves the amount from safe to reserved', () => {
    expect(transferLegs(usd(500n), 'expert', 'expert-safe', 'expert-reserved')).toEqual([
      { account: 'expert-safe', ownerId: 'expert', amount: usd(500n) },
      { account: 'expert-reserved', ownerId: 'expert', amount: usd(-500n) },
    ]);
  });

  it('money on its way out has no owner', () => {
    expect(transferLegs(usd(500n), 'expert', 'network-clearing', 'network-cash')).toEqual([
      { account: 'network-clearing', amount: usd(500n) },
      { account: 'network-cash', amount: usd(-500n) },
    ]);
  });
});

describe('what becomes of a commission posts (RC-4, RC-5)', () => {
  const referrer = { referrerId: 'referrer', expertId: null };
  const held = (minor: bigint): Leg => ({ account: 'referrer-held', ownerId: 'referrer', amount: usd(minor) });

  it('earned, it is held; taken back, it is held no more', () => {
    expect(commissionLegs({ ...referrer, kind: 'earned', amount: usd(2500n) })).toEqual([
      { account: 'network-commission', amount: usd(2500n) },
      held(-2500n),
    ]);
    expect(commissionLegs({ ...referrer, kind: 'taken-back', amount: usd(500n) })).toEqual([
      held(500n),
      { account: 'network-commission', amount: usd(-500n) },
    ]);
  });

  it('released, it is an expert’s safe balance, or a referrer’s own', () => {
    const released = { kind: 'released', amount: usd(2000n) } as const;
    expect(commissionLegs({ ...referrer, ...released })).toEqual([
      held(2000n),
      { account: 'referrer-safe', ownerId: 'referrer', amount: usd(-2000n) },
    ]);
    expect(commissionLegs({ referrerId: 'referrer', expertId: 'expert', ...released })).toEqual([
      held(2000n),
      { account: 'expert-safe', ownerId: 'expert', amount: usd(-2000n) },
    ]);
  });

  it('nothing has no leg, and all of it balances', () => {
    const kinds = fc.constantFrom('earned', 'taken-back', 'released');
    const experts = fc.constantFrom(null, 'expert');
    fc.assert(
      fc.property(kinds, experts, fc.bigInt(0n, 10n ** 12n), (kind, expertId, minor) => {
        const legs = commissionLegs({ kind, referrerId: 'referrer', expertId, amount: usd(minor) });
        expect([legs.length, total(legs)]).toEqual([minor ? 2 : 0, 0n]);
      }),
    );
  });

  it('a transfer takes it from the referrer and out of the bank', () => {
    expect(referrerPayoutLegs('referrer', usd(2000n))).toEqual([
      { account: 'referrer-safe', ownerId: 'referrer', amount: usd(2000n) },
      { account: 'network-cash', amount: usd(-2000n) },
    ]);
    expect(returnedReferrerPayoutLegs('referrer', usd(2000n))).toEqual([
      { account: 'referrer-safe', ownerId: 'referrer', amount: usd(-2000n) },
      { account: 'network-cash', amount: usd(2000n) },
    ]);
  });
});

describe('what money of a client posts (PM-4)', () => {
  const hundred = usd(100n);
  const receivable = (amount: bigint) => ({ account: 'client-receivable', ownerId: 'client', amount: usd(amount) });
  const network = (account: string, amount: bigint) => ({ account: `network-${account}`, amount: usd(amount) });

  it.each([
    ['in', receiptLegs(hundred, 'client'), [network('cash', 100n), receivable(-100n)]],
    ['in, of nobody', receiptLegs(hundred, null), [network('cash', 100n), network('suspense', -100n)]],
    ['known whose', assignmentLegs(hundred, null, 'client'), [network('suspense', 100n), receivable(-100n)]],
    ['not theirs', assignmentLegs(hundred, 'client', null), [receivable(100n), network('suspense', -100n)]],
    ['back', refundLegs(hundred, 'client'), [receivable(100n), network('cash', -100n)]],
    ['back, of nobody', refundLegs(hundred, null), [network('suspense', 100n), network('cash', -100n)]],
  ])('%s', (_, legs, expected) => expect([legs, total(legs)]).toEqual([expected, 0n]));
});
