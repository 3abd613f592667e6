import { z } from 'zod';
import { query } from '../contract.js';
import { Id, Instant, Money } from '../shapes.js';

// Reconciliation (PM-12)

export const Reconciliation = z
  .object({
    ok: z.boolean(),
    at: Instant,
    checks: z.array(
      z.object({
        name: z.string(),
        rule: z.string(),
        ok: z.boolean(),
        counted: z.int(),
        waiting: z.int().optional().meta({ description: 'Of those counted: no difference, but a person has to act' }),
        differences: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: 'Reconciliation' });

/** Checks that compare two services: what differs may be on its way between them. */
export const crossServiceChecks = {
  approvedHoursArrived: 'approved-hours-arrived',
  commissionsArrived: 'commissions-arrived',
} as const;

/** PM-12: recounts everything; `approved` is the timesheet's own count, `commissions` what referral says it told of. */
export const reconcile = query('payments.reconcile', {
  input: z.object({
    approved: z.array(z.object({ placementId: Id, lines: z.int(), minutes: z.int() })),
    commissions: z
      .array(
        z.object({
          referrerId: Id,
          currency: z.string(),
          held: Money.meta({ description: 'Less what is owed back' }),
          credited: Money,
        }),
      )
      .optional(),
  }),
  output: Reconciliation,
});
