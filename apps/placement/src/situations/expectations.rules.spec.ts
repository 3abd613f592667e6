import { contractTerms } from '#libs/testing';
import { refused } from '../test-support/refused.js';
import type { ContractTerms, Expectation, ExpectationTerm, SituationState } from '../types.js';
import { changedExpectations, expectationsFor, type Situation } from './expectations.rules.js';
import { seenWith } from './seen.rules.js';
import { checkWorded, nextSituationState } from './situation-state.rules.js';

const situation = (about: Partial<Situation> = {}): Situation => ({
  id: '019b76da-a800-7000-8000-000000000001',
  expectation: 'You never have to ask.',
  term: 'firstAnswerMinutes',
  programmes: [],
  state: 'accepted',
  ...about,
});
const on = { everyMinutes: 60, graceMinutes: 10 };

it.each<[string, Partial<Situation>, Partial<ContractTerms>, boolean]>([
  ['accepted, of every programme', {}, {}, true],
  ['of this programme', { programmes: ['network', 'delivery-method'] }, {}, true],
  ['of another programme', { programmes: ['network'] }, {}, false],
  ['proposed', { state: 'proposed' }, {}, false],
  ['declined', { state: 'declined' }, {}, false],
  ['not put into words', { expectation: null }, {}, false],
  ['bound to nothing measured', { term: null }, {}, true],
  ['bound to hourly updates, which are off', { term: 'hourlyUpdate' }, { hourlyUpdate: null }, false],
  ['bound to hourly updates, which are on', { term: 'hourlyUpdate' }, { hourlyUpdate: on }, true],
  ['bound to breaks, which are off', { term: 'breakNotices' }, { breakNotices: false }, false],
  ['bound to breaks, which are on', { term: 'breakNotices' }, { breakNotices: true }, true],
  ['bound to show-time of no tolerance', { term: 'showTimeToleranceMinutes' }, { showTimeToleranceMinutes: 0 }, true],
  ['bound to shifts, of which there are none', { term: 'shifts' }, { shifts: [] }, false],
])('PL-11: a situation %s', (_, about, terms, enters) => {
  const { id: situationId, expectation: text, term } = situation(about);
  expect(expectationsFor([situation(about)], 'delivery-method', { ...contractTerms, ...terms })).toEqual(
    enters ? [{ situationId, text, term }] : [],
  );
});

describe('PL-11: when terms change', () => {
  const bound = (term: ExpectationTerm | null): Expectation => ({ situationId: null, text: 'So it is.', term });
  const expectations = [bound('firstAnswerMinutes'), bound('hourlyUpdate'), bound(null)];

  it('an expectation goes with its term', () => {
    const off = { ...contractTerms, hourlyUpdate: null, expectations };
    expect(changedExpectations(off, undefined)).toEqual([bound('firstAnswerMinutes'), bound(null)]);
    expect(changedExpectations({ ...off, hourlyUpdate: on }, undefined)).toEqual(expectations);
  });

  it('none is promised that nothing measures', () => {
    const off = { ...contractTerms, hourlyUpdate: null, expectations };
    expect(refused(() => changedExpectations(off, expectations))).toMatchObject({
      ...{ code: 'placement.expectation-unmeasured', errors: [{ field: 'change.expectations.1.term' }] },
    });
    expect(changedExpectations({ ...off, hourlyUpdate: on }, expectations)).toEqual(expectations);
  });
});

it.each<[SituationState, SituationState | undefined, SituationState | undefined]>([
  ['proposed', 'accepted', 'declined'],
  ['accepted', undefined, 'declined'],
  ['declined', 'accepted', undefined],
])('PL-11: one that is %s: accepted %s, declined %s', (state, accepted, declined) => {
  for (const [step, end] of [
    ['accept', accepted],
    ['decline', declined],
  ] as const) {
    if (end) expect(nextSituationState(state, step)).toBe(end);
    else expect(refused(() => nextSituationState(state, step))?.code).toBe('placement.wrong-situation-state');
  }
});

it('PL-11: what enters contracts is in words', () => {
  expect(refused(() => checkWorded('So it is.'))).toBeUndefined();
  expect(refused(() => checkWorded(null))?.code).toBe('placement.expectation-not-worded');
});

it('QN-11: what was seen adds up, in whatever order it is told', () => {
  const seen = ['a', 'b', 'c'].map((complaintId, day) => ({
    ...{ complaintId, what: `It was ${complaintId}.`, loggedAt: `2026-03-0${day + 1}T09:00:00.000Z` },
  }));
  const [a, b, c] = seen as [(typeof seen)[0], (typeof seen)[0], (typeof seen)[0]];
  expect(seenWith([b, c], [a, b])).toEqual(seen);
  expect(seenWith(seenWith([], [a, b]), [c, a])).toEqual(seen);
  expect(seenWith(seen, [b])).toEqual(seen);
});
