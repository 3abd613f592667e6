import type { Actor } from '#libs/access';
import { forbidden, invalid } from '#libs/errors';
import type { Party } from '../types.js';

/**
 * PL-11. Whose agreement this is: a client's user and an expert agree for themselves; an account executive records the
 * written agreement of the party it names. Nobody agrees for another, so the other roles are refused.
 * Refuses 403 `placement.party-agrees`, 422 `placement.evidence-missing` with the fields that are missing.
 */
export function agreeingParty(
  { role }: Pick<Actor, 'role'>,
  { party, evidence }: { party?: Party | undefined; evidence?: string | undefined },
): Party {
  if (role === 'client' || role === 'expert') {
    if (party && party !== role) throw partyAgrees();
    return role;
  }
  if (role !== 'account-executive') throw partyAgrees();
  if (party && evidence) return party;
  const errors = [
    ...(party ? [] : [{ field: 'party', message: 'must name whose agreement it is' }]),
    ...(evidence ? [] : [{ field: 'evidence', message: 'must quote the written agreement' }]),
  ];
  throw invalid('placement.evidence-missing', "A party's written agreement is needed.", { rule: 'PL-11', errors });
}

const partyAgrees = () =>
  forbidden(
    'placement.party-agrees',
    'A contract is agreed by the client and the expert themselves, or recorded by an account executive with evidence.',
    { rule: 'PL-11' },
  );
