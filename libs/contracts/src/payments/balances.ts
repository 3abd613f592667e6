import { z } from 'zod';
import { query } from '../contract.js';
import { Day, Id, Instant, listOf, Money, Page, sortBy } from '../shapes.js';

// Safe balance (PM-2, PM-9)

export const Balance = z
  .object({
    currency: z.string(),
    available: Money.meta({ description: 'The safe balance: what can be paid out now' }),
    reserved: Money.meta({ description: 'Asked for and on its way' }),
    waiting: Money.meta({ description: 'Approved hours not settled yet, at the rates of their days' }),
    commissionHeld: Money.meta({
      description: 'Commission not credited yet; below zero when more is owed back than is held (RC-5)',
    }),
    nextSettlementOn: Day,
  })
  .meta({ id: 'Balance' });

export const Balances = z.object({ expertId: Id, balances: z.array(Balance) }).meta({ id: 'Balances' });

/** PM-9: one line of an expert's timeline. */
export const TimelineItem = z
  .object({
    id: Id,
    at: Instant,
    kind: z.enum(['settlement', 'commission', 'payout-requested', 'payout-paid', 'payout-released', 'payout-returned']),
    amount: Money.meta({ description: 'Change of the safe balance; negative when it goes out' }),
    balance: Money.meta({ description: 'The safe balance after it' }),
    state: z.string(),
    nextDate: Instant.nullable(),
    reason: z.string(),
    settlementId: Id.nullable(),
    payoutId: Id.nullable(),
    commissionId: Id.nullable(),
  })
  .meta({ id: 'TimelineItem' });

export const getBalances = query('payments.get-balances', { input: z.object({ expertId: Id }), output: Balances });
export const TimelineFilter = z.object({
  ...Page.shape,
  kind: TimelineItem.shape.kind.optional(),
  currency: Money.shape.currency.optional(),
  from: Day.optional(),
  to: Day.optional(),
  sort: sortBy(['at'], '-at'),
});
export const listTimeline = query('payments.list-timeline', {
  input: z.object({ expertId: Id, ...TimelineFilter.shape }),
  output: listOf(TimelineItem),
});
