import { paymentStateOf, unallocatedOf } from './payment-state.rules.js';

const payment = (amount: number, allocated: number, refunded: number, clientId: string | null = 'client') => ({
  ...{ clientId, amountMinor: `${amount}`, allocatedMinor: `${allocated}`, refundedMinor: `${refunded}` },
});

describe('the state of money that came in (PM-4)', () => {
  it.each([
    ['unmatched', payment(100, 0, 0, null), 100n],
    ['refunded', payment(100, 0, 100, null), 0n],
    ['unallocated', payment(100, 0, 0), 100n],
    ['unallocated', payment(100, 0, 40), 60n],
    ['partly-allocated', payment(100, 60, 10), 30n],
    ['allocated', payment(100, 60, 40), 0n],
    ['refunded', payment(100, 0, 100), 0n],
  ] as const)('is %s: %j', (state, about, left) => {
    expect([paymentStateOf(about), unallocatedOf(about)]).toEqual([state, left]);
  });
});
