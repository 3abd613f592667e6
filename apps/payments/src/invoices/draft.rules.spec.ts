import fc from 'fast-check';
import { draftsOf, type WaitingLine } from './draft.rules.js';

const aLine = (netMinor: string, change: Partial<WaitingLine> = {}): WaitingLine => ({
  ...{ settlementId: 's', contractNumber: 1, clientId: 'heron', currency: 'USD', placementId: 'p', expertId: 'e' },
  ...{ firstDay: '2026-01-06', lastDay: '2026-01-16' },
  ...{ title: 'Storefront', expertName: 'Ana', minutes: 60, billRateMinor: '8500', netMinor, payMinor: '1' },
  ...change,
});

describe('PM-4: drafts', () => {
  it('90.00 and a correction of -30.00 are a draft of 60.00 over the days of both', () => {
    const earlier = aLine('-3000', { minutes: -30, firstDay: '2025-12-22', lastDay: '2025-12-23' });
    const lines = [aLine('9000'), earlier];
    expect(draftsOf(lines)).toEqual([
      {
        ...{ clientId: 'heron', currency: 'USD', periodStart: '2025-12-22', periodEnd: '2026-01-16' },
        ...{ minutes: 30, netMinor: 6_000n, lines },
      },
    ]);
  });

  it('what sums to nothing or less waits', () => {
    expect(draftsOf([aLine('100'), aLine('-100')])).toEqual([]);
    expect(draftsOf([aLine('-1')])).toEqual([]);
    expect(draftsOf([])).toEqual([]);
  });

  it('one a client and currency: no line is lost, and none is twice', () => {
    const line = fc
      .tuple(fc.constantFrom('heron', 'egret'), fc.constantFrom('USD', 'EUR'), fc.integer({ min: 1, max: 10_000 }))
      .map(([clientId, currency, net]) => aLine(String(net), { clientId, currency }));
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const drafts = draftsOf(lines);
        expect(new Set(drafts.map(({ clientId, currency }) => clientId + currency)).size).toBe(drafts.length);
        expect(new Set(drafts.flatMap((draft) => draft.lines))).toEqual(new Set(lines));
        const total = lines.reduce((sum, { netMinor }) => sum + BigInt(netMinor), 0n);
        expect(drafts.reduce((sum, { netMinor }) => sum + netMinor, 0n)).toBe(total);
      }),
    );
  });
});
