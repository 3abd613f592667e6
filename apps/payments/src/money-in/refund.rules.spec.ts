import fc from 'fast-check';
import { takenOff } from './refund.rules.js';

const on = (invoiceId: string, minor: number) => ({ invoiceId, minor: BigInt(minor) });

describe('where money that goes back comes from (PM-4)', () => {
  it.each([
    ['first what is on none', 10, [on('A', 60), on('B', 30)], []],
    ['the example', 50, [on('A', 60), on('B', 30)], [on('B', 30), on('A', 10)]],
    ['allocated twice', 45, [on('A', 30), on('B', 30), on('A', 30)], [on('A', 35)]],
    ['what was taken off is gone', 50, [on('A', 60), on('B', 30), on('B', -30)], [on('A', 40)]],
    ['all of it', 100, [on('A', 60), on('B', 30)], [on('B', 30), on('A', 60)]],
  ])('%s', (_, amount, allocations, expected) => {
    expect(takenOff(BigInt(amount), 10n, allocations)).toEqual(expected);
  });

  it('comes to what is missing, and never more off an invoice than is on it', () => {
    const allocations = fc.array(fc.tuple(fc.constantFrom('A', 'B', 'C'), fc.integer({ min: 1, max: 99 })), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(allocations, fc.nat(50), fc.nat(100), (drawn, unallocated, percent) => {
        const paid = drawn.map(([invoiceId, minor]) => on(invoiceId, minor));
        const total = paid.reduce((sum, { minor }) => sum + minor, BigInt(unallocated));
        const amount = (total * BigInt(percent)) / 100n;
        const parts = takenOff(amount, BigInt(unallocated), paid);
        const off = parts.reduce((sum, { minor }) => sum + minor, 0n);
        const missing = amount - BigInt(unallocated);
        const most = (id: string) => paid.reduce((sum, each) => sum + (each.invoiceId === id ? each.minor : 0n), 0n);
        return off === (missing > 0n ? missing : 0n) && parts.every((part) => part.minor <= most(part.invoiceId));
      }),
    );
  });
});
