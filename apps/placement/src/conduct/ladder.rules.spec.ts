import fc from 'fast-check';
import { addDays } from '#libs/time';
import { refused } from '../test-support/refused.js';
import {
  checkClimbed,
  checkEvidence,
  checkFresh,
  checkHappened,
  type Recorded,
  stepOf,
  steps,
} from './ladder.rules.js';

const kinds = (...names: Recorded['evidence'][number]['kind'][]) => names.map((kind) => ({ kind }));
const recorded = (happenedOn: string, recordedOn = happenedOn, evidence = kinds('report')): Recorded => ({
  ...{ happenedOn, recordedOn, evidence },
});
const [monday, tuesday, thursday] = ['2026-03-02', '2026-03-03', '2026-03-05'];
const sunday = '2026-03-01';

describe('PL-14, CS-2: a missed hourly update alone is never a ground', () => {
  it.each([
    [kinds('missed-update'), 'placement.missed-updates-are-no-ground'],
    [kinds('missed-update', 'missed-update', 'missed-update'), 'placement.missed-updates-are-no-ground'],
    [kinds('missed-update', 'message'), undefined],
    [kinds('late-break'), undefined],
  ])('%j: %s', (evidence, code) => {
    expect(refused(() => checkEvidence(evidence))?.code).toBe(code);
  });

  it('nor does it count for a proposal, however many there are', () => {
    const missed = [monday, tuesday, thursday].map((day) => recorded(day, day, kinds('missed-update')));
    expect(steps(missed)).toEqual([]);
    expect(refused(() => checkClimbed('off-network-work', { chances: 0 }, missed))).toMatchObject({
      code: 'placement.ladder-not-climbed',
    });
  });
});

it.each([
  ['later', tuesday, 2],
  ['on the same day', monday, 1],
  ['before', sunday, 1],
])('PL-14: recorded on Monday, and on Thursday of something %s', (_, happenedOn, count) => {
  expect(steps([recorded(monday), recorded(happenedOn, thursday)])).toHaveLength(count);
});

describe('PL-14: where a record stands on its ladder', () => {
  const former = (n: number) => Array.from({ length: n }, (_, day) => recorded(addDays(monday, day)));
  const next = { ...recorded('2026-04-01'), coaching: 'Practised.' };
  const coached = { chances: 3, coaching: true };

  it.each([
    [coached, 0, 'chance 1 of 3, with coaching'],
    [coached, 2, 'chance 3 of 3, with coaching'],
    [coached, 3, 'a termination can be proposed'],
    [{ chances: 2, coaching: false }, 1, 'chance 2 of 2'],
    [{ chances: 2, coaching: false }, 2, 'a termination can be proposed'],
    [{ chances: 0, coaching: false }, 0, 'a termination can be proposed'],
  ])('%j after %d records: %s', (ladder, n, words) => {
    expect(stepOf(ladder, former(n), next)).toBe(words);
  });

  it('with what happened before the chance was given it is that chance still', () => {
    expect(stepOf(coached, [recorded(monday)], { ...next, happenedOn: sunday })).toBe('chance 1 of 3, with coaching');
  });

  it('comes with coaching where the ladder asks for it, and no further', () => {
    const bare = recorded('2026-04-01');
    expect(refused(() => stepOf(coached, former(2), bare))).toMatchObject({
      ...{ code: 'placement.coaching-missing', errors: [{ field: 'coaching' }] },
    });
    expect(stepOf(coached, former(3), bare)).toBe('a termination can be proposed');
  });

  it.each([
    [0, 0, false],
    [0, 1, true],
    [2, 2, false],
    [2, 3, true],
    [3, 3, false],
    [3, 4, true],
  ])('with %d chances, a termination on %d records: %s', (chances, n, isClimbed) => {
    const refusal = refused(() => checkClimbed('policy-breach', { chances }, former(n)));
    if (isClimbed) expect(refusal).toBeUndefined();
    else
      expect(refusal).toMatchObject({
        ...{ code: 'placement.ladder-not-climbed', kind: 'conflict' },
        facts: { category: 'policy-breach', recorded: n, needed: chances + 1 },
      });
  });

  it('the last chance of any ladder is followed by exactly one record before a proposal', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 30 }), (chances, n) => {
        const refusal = refused(() => checkClimbed('policy-breach', { chances }, former(n)));
        expect(refusal === undefined).toBe(n > chances);
      }),
    );
  });
});

it('PL-14: what was decided needs a new record', () => {
  const grounds = [{ id: 'a' }, { id: 'b' }];
  expect(refused(() => checkFresh(grounds, ['a', 'b']))?.code).toBe('placement.decided-already');
  expect(refused(() => checkFresh(grounds, ['a']))).toBeUndefined();
});

it.each([
  [monday, undefined],
  [sunday, undefined],
  [tuesday, 'placement.happened-in-future'],
])('PL-14: on Monday, what happened on %s is recorded: %s', (happenedOn, code) => {
  expect(refused(() => checkHappened(happenedOn, monday))?.code).toBe(code);
});
