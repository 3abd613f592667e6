import { invalidField } from '#libs/errors';
import type { ContractTerms, Expectation, ExpectationTerm, SituationState } from '../types.js';

export interface Situation {
  id: string;
  expectation: string | null;
  term: ExpectationTerm | null;
  programmes: readonly string[];
  state: SituationState;
}
type Terms = Pick<ContractTerms, ExpectationTerm>;

/** PL-11. Whether the term is measured at all: `hourlyUpdate: null` and `breakNotices: false` are not. */
function isOn(terms: Terms, term: ExpectationTerm | null): boolean {
  if (term === null) return true;
  const value = terms[term];
  return value !== null && value !== false && !(Array.isArray(value) && value.length === 0);
}

/**
 * PL-11. What a new contract promises, from the catalogue: the accepted situations of its programme whose term is measured.
 * With hourly updates off, "You never have to ask what your expert is working on" stays out.
 */
export const expectationsFor = (situations: readonly Situation[], programme: string, terms: Terms): Expectation[] =>
  situations.flatMap(({ id: situationId, expectation: text, term, programmes, state }) => {
    const isOfProgramme = !programmes.length || programmes.includes(programme);
    return state === 'accepted' && text && isOfProgramme && isOn(terms, term) ? [{ situationId, text, term }] : [];
  });

/**
 * PL-11. The expectations of changed terms: one whose term is switched off goes with it. Refuses 422
 * `placement.expectation-unmeasured` for one that is asked for all the same.
 */
export function changedExpectations(
  terms: Terms & Pick<ContractTerms, 'expectations'>,
  asked: readonly Expectation[] | undefined,
): Expectation[] {
  const unmeasured = (asked ?? []).findIndex(({ term }) => !isOn(terms, term));
  if (unmeasured < 0) return terms.expectations.filter(({ term }) => isOn(terms, term));
  throw invalidField(
    'placement.expectation-unmeasured',
    `change.expectations.${unmeasured}.term`,
    'is switched off in this contract',
    'PL-11',
  );
}
