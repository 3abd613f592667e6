import { z } from 'zod';
import { command, query } from '../contract.js';
import { Email, Id, Instant, listOf, Page, sortBy, text } from '../shapes.js';
import { hostOf } from './hosts.js';
import { LeadCompany, NewLead, RegisteredLead } from './leads.js';
import { ReferrerKind } from './referrer-kind.js';

// Who brings clients, and the codes by which outsiders do (RC-1)

/** An expert's id is its own, a client's its company's, a partner's its account's; an outsider has one of its own. */
export const Referrer = z
  .object({
    id: Id,
    kind: ReferrerKind,
    name: z.string(),
    email: z.string().nullable().meta({ description: 'Of an outsider; everybody else has an account' }),
    note: z.string().nullable().meta({ description: 'What the network noted of an outsider' }),
    code: z.string().nullable().meta({ description: 'The referral code in force', example: 'K7M2-Q9XD' }),
    codePage: z.string().nullable().meta({
      description: 'The page that takes leads: its address in REST, its path between services',
      example: 'https://shoreline.example/join/K7M2-Q9XD',
    }),
    leads: z.object({ open: z.int(), won: z.int(), lost: z.int() }),
    createdAt: Instant,
    createdBy: z.string(),
  })
  .meta({ id: 'Referrer' });

/** A person without an account, brought in by the network, which then gives them a code. */
export const NewOutsider = z
  .strictObject({ name: text(120), email: Email, note: text(1_000).optional() })
  .meta({ id: 'NewOutsider' });

export const addOutsider = command('referral.add-outsider', { input: NewOutsider, output: Referrer });
export const getReferrer = query('referral.get-referrer', { input: z.object({ id: Id }), output: Referrer });
/** The caller's own, made at the first call. */
export const getMyReferrer = command('referral.get-my-referrer', { input: z.object({}), output: Referrer });
export const ReferrerFilter = z.object({
  ...Page.shape,
  kind: ReferrerKind.optional(),
  q: text(100, 0).optional().meta({ description: 'Part of the name or e-mail address' }),
  sort: sortBy(['name', 'createdAt'], 'name'),
});
export const listReferrers = query('referral.list-referrers', { input: ReferrerFilter, output: listOf(Referrer) });
/** A new code; the one before stops working at once. */
export const renewCode = command('referral.renew-code', { input: z.object({ id: Id }), output: Referrer });
export const withdrawCode = command('referral.withdraw-code', { input: z.object({ id: Id }), output: Referrer });

export const referralCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/, 'must be a code such as K7M2-Q9XD')
  .meta({ example: 'K7M2-Q9XD' });
/** What the page of a code shows: who invites. 404 for one that is not in force. */
export const openCode = query('referral.open-code', {
  input: z.object({ code: referralCode }),
  output: z.object({ referrerName: z.string() }),
});
/**
 * A lead by the page of a code: it belongs to the code's referrer. `filledInBy` is who typed it. What is no website is
 * found with all else that is wrong, before anything is asked.
 */
export const LeadByCode = NewLead.omit({ referrerId: true }).extend({
  filledInBy: text(120),
  company: LeadCompany.extend({
    domain: text(253)
      .refine((typed) => hostOf(typed) !== undefined, 'must be a domain such as blueheron.example')
      .optional(),
  }),
});
export const registerByCode = command('referral.register-by-code', {
  input: z.object({ code: referralCode, lead: LeadByCode }),
  output: RegisteredLead,
});
