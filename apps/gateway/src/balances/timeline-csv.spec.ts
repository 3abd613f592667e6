import { timelineCsv } from './timeline-csv.js';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const anItem = (change: object = {}): Parameters<typeof timelineCsv>[0][number] => ({
  ...{ id: 'id', at: '2026-01-19T00:00:00.000Z', kind: 'settlement', amount: usd('90.00'), balance: usd('90.00') },
  ...{ state: 'settled', nextDate: null, reason: '2 h for Blue Heron.', settlementId: 'settlement', payoutId: null },
  commissionId: null,
  ...change,
});

describe('the timeline for a spreadsheet (PM-9)', () => {
  it('is a line an amount under a heading', () => {
    expect(timelineCsv([anItem()])).toBe(
      'at,kind,amount,balance,currency,state,nextDate,reason,settlementId,payoutId,commissionId\n' +
        '2026-01-19T00:00:00.000Z,settlement,90.00,90.00,USD,settled,,2 h for Blue Heron.,settlement,,\n',
    );
  });

  it('nothing in it is a heading alone', () => expect(timelineCsv([]).trim().split('\n')).toHaveLength(1));

  it.each([['=HYPERLINK("http://x")'], ['+1'], ['-1 h for Blue Heron'], ['@sum'], ['\tx']])(
    'what somebody typed is no formula: %j',
    (reason) => {
      const [, line] = timelineCsv([anItem({ reason })]).split('\n');
      expect(line).toContain(`'${reason.slice(0, 2)}`);
    },
  );

  it('an amount that goes out stays a number', () => {
    expect(timelineCsv([anItem({ amount: usd('-90.00') })])).toContain(',-90.00,90.00,USD,');
  });
});
