import { z } from 'zod';
import { command, query } from '../contract.js';
import { reason } from '../placement/fields.js';
import { Day, Id, Instant, listOf, Money, Page, sortBy, text } from '../shapes.js';

// What referrers who are no experts are paid (RC-5): an expert's commission is in its safe balance

export const ReferrerBalance = z
  .object({
    referrerId: Id,
    balances: z.array(
      z.object({
        currency: z.string(),
        held: Money.meta({ description: 'Not credited yet; below zero when more is owed back than is held (RC-5)' }),
        available: Money.meta({ description: 'Credited and not paid yet' }),
        paid: Money,
      }),
    ),
  })
  .meta({ id: 'ReferrerBalance' });
export const getReferrerBalance = query('payments.get-referrer-balance', {
  input: z.object({ referrerId: Id }),
  output: ReferrerBalance,
});
export const ReferrerPayout = z
  .object({
    id: Id,
    referrerId: Id,
    amount: Money,
    bankReference: z.string(),
    paidOn: Day,
    recordedAt: Instant,
    recordedBy: z.string(),
    state: z.enum(['paid', 'returned']).meta({ description: 'returned: the bank sent it back, it is available again' }),
    returned: z
      .object({
        bankReference: z.string(),
        returnedOn: Day,
        reason: z.string(),
        recordedAt: Instant,
        recordedBy: z.string(),
      })
      .nullable(),
  })
  .meta({ id: 'ReferrerPayout' });
/**
 * A transfer the network made, never more than is available. Once for each bank reference: the same again gives the same,
 * another content 409 `payments.bank-reference-used`. 422 `payments.referrer-is-expert` for an expert: it asks for payouts.
 */
export const NewReferrerPayout = z
  .strictObject({ amount: Money, bankReference: text(140), paidOn: Day })
  .meta({ id: 'NewReferrerPayout' });
export const recordReferrerPayout = command('payments.record-referrer-payout', {
  input: z.object({ referrerId: Id, payout: NewReferrerPayout }),
  output: ReferrerPayout,
});
export const listReferrerPayouts = query('payments.list-referrer-payouts', {
  input: z.object({ referrerId: Id, ...Page.shape, sort: sortBy(['recordedAt'], '-recordedAt') }),
  output: listOf(ReferrerPayout),
});

/** A transfer that came back, as a whole and once: the same again gives the same, another content is refused. */
export const NewReferrerPayoutReturn = z
  .strictObject({
    bankReference: text(140).meta({ description: 'Of the return, not of the transfer' }),
    returnedOn: Day,
    reason,
  })
  .meta({ id: 'NewReferrerPayoutReturn' });
export const returnReferrerPayout = command('payments.return-referrer-payout', {
  input: z.object({ referrerId: Id, payoutId: Id, returned: NewReferrerPayoutReturn }),
  output: ReferrerPayout,
});
