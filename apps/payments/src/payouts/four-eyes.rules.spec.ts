import { money } from '#libs/money';
import { checkSecondPerson, type FourEyesPolicy, secondPersonReasons } from './four-eyes.rules.js';

const now = new Date('2026-03-10T12:00:00Z');
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
const policy: FourEyesPolicy = { secondPersonAbove: [money(500_000n, 'USD')], bankDetailsRestHours: 72 };
const asked = (minor: bigint, change: object = {}) => ({
  ...{ amount: money(minor, 'USD'), detailsChangedAt: hoursAgo(100), now },
  ...change,
});

describe('four eyes (PM-6)', () => {
  it.each([
    ['5000.00', asked(500_000n), []],
    ['5000.01', asked(500_001n), ['it is above 5000.00 USD']],
    ['a currency without a limit', asked(1n, { amount: money(1n, 'EUR') }), ['there is no limit for EUR']],
    ['details of 72 hours ago', asked(1n, { detailsChangedAt: hoursAgo(72) }), []],
    [
      'details of a minute less',
      asked(1n, { detailsChangedAt: hoursAgo(72 - 1 / 60) }),
      ['the bank details changed in the last 72 hours'],
    ],
    [
      'both',
      asked(500_001n, { detailsChangedAt: now }),
      ['it is above 5000.00 USD', 'the bank details changed in the last 72 hours'],
    ],
  ])('%s', (_, request, reasons) => expect(secondPersonReasons(request, policy)).toEqual(reasons));

  it('with no rest fresh details need nobody', () => {
    const relaxed = { ...policy, bankDetailsRestHours: 0 };
    expect(secondPersonReasons(asked(1n, { detailsChangedAt: now }), relaxed)).toEqual([]);
  });

  const payout = { requestedById: 'expert', bankDetailsById: 'admin' };

  it.each([['expert'], ['admin']])('%s has a part in it and may not decide', (who) =>
    expect(() => checkSecondPerson(who, payout)).toThrow(expect.objectContaining({ code: 'payments.second-person' })),
  );

  it('anybody else may', () => expect(() => checkSecondPerson('ae', payout)).not.toThrow());
});
