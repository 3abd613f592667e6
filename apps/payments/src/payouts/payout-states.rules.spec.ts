import fc from 'fast-check';
import {
  checkReference,
  isOpen,
  placeOf,
  type PayoutState,
  type PayoutStep,
  stateAfter,
} from './payout-states.rules.js';

const steps: PayoutStep[] = ['approve', 'reject', 'cancel', 'sent', 'paid', 'failed', 'returned'];
const states = Object.keys(placeOf) as PayoutState[];
const after = (state: PayoutState, ...taken: PayoutStep[]) => taken.reduce(stateAfter, state);

describe('the life of a payout (PM-5, PM-8)', () => {
  it.each<[PayoutState, PayoutStep[], PayoutState]>([
    ['requested', ['approve', 'sent', 'paid'], 'paid'],
    ['requested', ['reject'], 'rejected'],
    ['requested', ['cancel'], 'cancelled'],
    ['approved', ['paid'], 'paid'],
    ['approved', ['paid', 'paid', 'sent', 'paid'], 'paid'],
    ['approved', ['failed', 'failed', 'sent'], 'failed'],
    ['sent', ['failed'], 'failed'],
    ['approved', ['paid', 'returned', 'returned', 'paid', 'sent'], 'returned'],
    ['sent', ['returned'], 'returned'],
  ])('%s, then %j, is %s', (from, taken, to) => expect(after(from, ...taken)).toBe(to));

  it.each<[PayoutState, PayoutStep]>([
    ['requested', 'paid'],
    ['requested', 'sent'],
    ['approved', 'approve'],
    ['approved', 'cancel'],
    ['sent', 'reject'],
    ['paid', 'failed'],
    ['failed', 'paid'],
    ['failed', 'returned'],
    ['returned', 'failed'],
    ['rejected', 'paid'],
    ['cancelled', 'paid'],
    ['rejected', 'approve'],
  ])('a %s payout refuses %s', (state, step) =>
    expect(() => stateAfter(state, step)).toThrow(expect.objectContaining({ code: 'payments.payout-state' })),
  );

  it('the same answer again never changes anything', () => {
    fc.assert(
      fc.property(fc.constantFrom(...states), fc.constantFrom(...steps.slice(3)), (state, step) => {
        let once: PayoutState;
        try {
          once = stateAfter(state, step);
        } catch {
          return;
        }
        expect(stateAfter(once, step)).toBe(once);
      }),
    );
  });

  it('money that went back to the safe never leaves again by the same payout', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...steps), { maxLength: 12 }), (taken) => {
        let state: PayoutState = 'requested';
        let back = false;
        for (const step of taken) {
          try {
            state = stateAfter(state, step);
          } catch {
            continue;
          }
          if (back) expect(placeOf[state]).toBe('expert-safe');
          back ||= placeOf[state] === 'expert-safe';
        }
      }),
    );
  });

  it('the promise runs until the money has arrived or is back', () => {
    expect(states.filter(isOpen)).toEqual(['requested', 'approved', 'exported', 'sent']);
  });
});

describe('paid at most once (PM-8)', () => {
  const paid = { state: 'paid', bankReference: 'B-1' } as const;

  it.each([['B-1'], [undefined]])('the same payment told again, by reference %s, is fine', (reference) =>
    expect(() => checkReference(paid, reference)).not.toThrow(),
  );

  it('another bank reference is another payment', () => {
    expect(() => checkReference(paid, 'B-2')).toThrow(expect.objectContaining({ code: 'payments.payout-paid-twice' }));
  });

  it('a reference may come later, and while it is sent it may change', () => {
    expect(() => checkReference({ ...paid, bankReference: null }, 'B-2')).not.toThrow();
    expect(() => checkReference({ state: 'sent', bankReference: 'S-1' }, 'B-2')).not.toThrow();
  });
});
