import type { Actor } from '#libs/access';
import type { ContractTerms, Party } from './types.js';

type Reader = Pick<Actor, 'role'>;

/** GW-3. What an expert is paid is between it and the network: a client never sees it. */
export const seesPay = ({ role }: Reader): boolean => role !== 'client';

/** GW-3. What a client pays is between it and the network: an expert never sees it. */
export const seesBill = ({ role }: Reader): boolean => role !== 'expert';

/** GW-3. A party sees its own rate only, staff both. */
export function termsFor(reader: Reader, { billRate, payRate, ...terms }: ContractTerms) {
  return { ...terms, ...(seesBill(reader) && { billRate }), ...(seesPay(reader) && { payRate }) };
}

/** GW-3. A written agreement may quote the rate of the party that gave it, so the other party doesn't read it. */
export const evidenceFor = ({ role }: Reader, party: Party, evidence: string | null): string | null =>
  (role === 'client' || role === 'expert') && role !== party ? null : evidence;
