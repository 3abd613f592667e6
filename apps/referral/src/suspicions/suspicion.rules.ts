import type { z } from 'zod';
import type { LeadReview } from '#libs/contracts';
import { invalid } from '#libs/errors';
import { isSame, type Marks } from './company-keys.rules.js';
import type { SharedAccount } from './bank-accounts.js';
import type { KnownPerson } from './known-people.js';

/** RC-1. What was found about a lead; a review is what a person judges of it. */
export type Suspicion = Pick<z.output<typeof LeadReview>, 'kind' | 'detail' | 'otherLeadId' | 'otherClientId'>;

/** A referrer, or the company of a lead, which is known to the network only once a client account is named for it. */
export interface Party {
  id: string | null;
  marks: Marks;
}

/**
 * RC-1. Nobody brings itself, nor whoever brought it. Ann of Blue Heron can't bring `blueheron.example` (422
 * `referral.self-referral`); if Gull brought her company to the network, she can't bring Gull either (422
 * `referral.circle`). Nor do they become the client of a lead that was registered as another company.
 */
export function checkNew(company: Party, own: Party, bringers: readonly Party[]): void {
  if (isOne(company, own)) throw selfReferral(company);
  if (bringers.some((bringer) => isOne(company, bringer))) throw circle(company);
}

const isOne = (company: Party, other: Party): boolean =>
  (company.id !== null && company.id === other.id) || isSame(company.marks, other.marks);

const refused = (code: string, detail: string, { id }: Party, message: string) =>
  invalid(code, detail, { rule: 'RC-1', ...(id !== null && { errors: [{ field: 'clientId', message }] }) });
const selfReferral = (company: Party) =>
  refused(
    'referral.self-referral',
    'Nobody brings itself: the company or its contact is the referrer’s own.',
    ...([company, 'must not be the referrer'] as const),
  );
const circle = (company: Party) =>
  refused(
    'referral.circle',
    'The company or its contact brought the referrer to the network, so it is not new.',
    ...([company, 'must not be who brought the referrer'] as const),
  );

/**
 * RC-1. Who brought whom, upwards from a referrer: Blue Heron was brought by Gull, Gull by Ann: of Blue Heron these are
 * Gull and Ann. Each once, also where they brought each other; never the referrer itself.
 */
export function broughtBy(referrerId: string, bringers: ReadonlyMap<string, string>): string[] {
  const found = new Set<string>();
  let next = bringers.get(referrerId);
  while (next !== undefined && next !== referrerId && !found.has(next)) {
    found.add(next);
    next = bringers.get(next);
  }
  return [...found];
}

/** RC-1. Somebody brings a person whom the network knows: an expert's second address would be its own client. */
export const aboutPerson = ({ what, role, name, email }: KnownPerson): Suspicion => ({
  kind: 'known-person',
  detail:
    what === 'account'
      ? `${email} is the account of ${name} (${role.replaceAll('-', ' ')}).`
      : `${email} is ${name}, who brings clients without an account.`,
  otherLeadId: null,
  otherClientId: null,
});

/** RC-1. The referrer has the bank account of somebody else. */
export const aboutSharedAccount = ({ otherId, otherKind, otherName }: SharedAccount): Suspicion => ({
  kind: 'shared-bank-details',
  detail:
    otherKind === 'client'
      ? `The client ${otherName} pays from the bank account of the referrer.`
      : `The expert ${otherName} is paid to the bank account of the referrer.`,
  otherLeadId: null,
  otherClientId: otherKind === 'client' ? otherId : null,
});

/**
 * RC-1. Whether a suspicion about a shared account still has its reason. Of experts the review keeps only a name, so any expert
 * who has the account of the referrer is one.
 */
export const isFoundBy = (
  { otherClientId }: Pick<Suspicion, 'otherClientId'>,
  { otherId, otherKind }: SharedAccount,
): boolean => (otherClientId === null ? otherKind === 'expert' : otherClientId === otherId);

/** RC-1. Two who bring each other's people: between them nobody is new. */
export const aboutCircle = ({ id, referrerName }: { id: string; referrerName: string }): Suspicion => ({
  kind: 'circle',
  detail: `The company or its contact belongs to ${referrerName}, who brings people of the referrer.`,
  otherLeadId: id,
  otherClientId: null,
});

/**
 * RC-1. Whether two are the same suspicion about one lead, which a person judges once: of the same lead or client, whatever that
 * is called by now; in the same words where neither is named.
 */
export function isSameFact(one: Suspicion, other: Suspicion): boolean {
  if (one.kind !== other.kind) return false;
  if (one.otherLeadId !== other.otherLeadId || one.otherClientId !== other.otherClientId) return false;
  return one.otherLeadId !== null || one.otherClientId !== null || one.detail === other.detail;
}

/** A lead, as far as others concern it. */
export interface Concerned {
  referrerId: string;
  clientId: string | null;
}

/**
 * RC-1. Whether a shared account concerns a lead: always between two experts, who may be one person; with a client only
 * where it is the client of that lead, who would bring itself. Ana's account pays for Blue Heron: that concerns the lead by
 * which she brought Blue Heron, no other.
 */
export const isConcerned = ({ referrerId, clientId }: Concerned, shared: SharedAccount): boolean =>
  referrerId === shared.ownerId && (shared.otherKind === 'expert' || clientId === shared.otherId);
