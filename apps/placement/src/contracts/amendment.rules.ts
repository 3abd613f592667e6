import { invalidField } from '#libs/errors';
import type { Day } from '#libs/time';
import type { Commitment } from '../placements/capacity.rules.js';
import type { ContractTerms } from '../types.js';

/** An agreed contract or amendment. */
export interface Version {
  effectiveFrom: Day;
  terms: ContractTerms;
}

/**
 * PM-11. An amendment is dated: from the day of the version it amends at the earliest, so that a later number never
 * begins before an earlier one, until the last day of the contract; the start it can't move.
 * Refuses 422 `placement.bad-effective-day`, `placement.start-is-agreed`.
 */
export function checkAmendment(amended: Version, amendment: Version): void {
  const { effectiveFrom, terms } = amendment;
  if (terms.startsOn !== amended.terms.startsOn) {
    throw invalidField('placement.start-is-agreed', 'change.startsOn', "can't be amended", 'PM-11');
  }
  if (effectiveFrom < amended.effectiveFrom || effectiveFrom > terms.endsOn) {
    throw invalidField(
      'placement.bad-effective-day',
      'effectiveFrom',
      `must be a day from ${amended.effectiveFrom} to ${terms.endsOn}`,
      'PM-11',
    );
  }
}

/** PM-11. Versions that bind on `day` or later: the one in force then, and all that follow. Oldest first, as given. */
export const bindingFrom = <V extends { effectiveFrom: Day }>(versions: readonly V[], day: Day): V[] => {
  const inForce = versions.findLastIndex(({ effectiveFrom }) => effectiveFrom <= day);
  return versions.slice(Math.max(0, inForce));
};

/**
 * PL-9. What a placement promises of the expert's time by its binding versions: until an amendment begins, the more
 * demanding of them holds, so that nobody is promised hours which aren't free yet.
 */
export function commitmentOf(binding: readonly Version[]) {
  const last = binding.at(-1);
  if (!last) throw new RangeError('What nobody agreed to binds nobody.');
  const { startsOn, endsOn, engagementKind } = last.terms;
  const fullTime = binding.some(({ terms }) => terms.engagementKind === 'full-time');
  return {
    startsOn,
    endsOn,
    engagementKind: fullTime ? 'full-time' : engagementKind,
    hoursPerWeek: Math.max(...binding.map(({ terms }) => terms.hoursPerWeek)),
  } satisfies Commitment & Pick<ContractTerms, 'engagementKind'>;
}
