import { money } from '#libs/money';
import { tell, type TimelineSubject } from './timeline.rules.js';

const settlement = {
  ...{ kind: 'settlement' as const, clientName: 'Acme', title: 'Backend', minutes: 2550 },
  ...{ periodStart: '2026-01-05', periodEnd: '2026-01-18' },
};
const payout = (change: object = {}): TimelineSubject => ({
  ...{ kind: 'payout-requested', state: 'approved', amount: money(50_000n, 'USD'), bankAccount: '****6789' },
  ...{
    bankReference: null,
    approvalReason: null,
    promisedBy: new Date('2026-01-21T09:00:00Z'),
    late: false,
    because: null,
  },
  ...change,
});

describe('the timeline in plain words (PM-9)', () => {
  it.each([
    [2550, '42 h 30 min for Acme, Backend, from 2026-01-05 to 2026-01-18.'],
    [2400, '40 h for Acme, Backend, from 2026-01-05 to 2026-01-18.'],
    [-75, '-1 h 15 min for Acme, Backend, from 2026-01-05 to 2026-01-18.'],
    [0, '0 min for Acme, Backend, from 2026-01-05 to 2026-01-18.'],
  ])('%s minutes settled: %s', (minutes, reason) => {
    expect(tell({ ...settlement, minutes })).toEqual({ state: 'settled', nextDate: null, reason });
  });

  it('a commission names the invoice and the money it came of (RC-8)', () => {
    const commission = { kind: 'commission' as const, clientName: 'Acme', invoiceNumber: 'INV-2026-000001' };
    expect(tell({ ...commission, bankReference: 'B-7' })).toEqual({
      ...{ state: 'credited', nextDate: null },
      reason: 'Commission for invoice INV-2026-000001 of Acme, bank reference B-7.',
    });
  });

  it.each([
    [{}, 'You asked for 500.00 USD to ****6789; payroll pays it by 2026-01-21 09:00 UTC.'],
    [
      { late: true },
      'You asked for 500.00 USD to ****6789; it should have been paid by 2026-01-21 09:00 UTC, and we are looking after it.',
    ],
    [
      { state: 'requested', approvalReason: 'A second person has to approve: it is above 5000.00 USD.' },
      'You asked for 500.00 USD to ****6789. A second person has to approve: it is above 5000.00 USD. Promised by 2026-01-21 09:00 UTC.',
    ],
  ])('an open request has a date to look forward to: %j', (change, reason) => {
    const promisedBy = new Date('2026-01-21T09:00:00Z');
    expect(tell(payout(change))).toMatchObject({ nextDate: promisedBy, reason });
  });

  it.each([
    [{ state: 'paid' }, 'You asked for 500.00 USD to ****6789.'],
    [
      { kind: 'payout-paid', state: 'paid', bankReference: 'B-7' },
      '500.00 USD arrived at ****6789, bank reference B-7.',
    ],
    [{ kind: 'payout-paid', state: 'returned' }, '500.00 USD arrived at ****6789.'],
    [
      { kind: 'payout-released', state: 'failed', because: 'account closed' },
      '500.00 USD is back: the payout failed: account closed',
    ],
    [{ kind: 'payout-released', state: 'cancelled' }, '500.00 USD is back: the payout was cancelled.'],
    [{ kind: 'payout-returned', state: 'returned' }, '500.00 USD is back: the bank returned it.'],
  ])('what is over has none: %j', (change, reason) => {
    expect(tell(payout(change))).toMatchObject({ nextDate: null, reason });
  });
});
