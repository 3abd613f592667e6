import fc from 'fast-check';
import { refused } from '../test-support/refused.js';
import {
  afterLifting,
  barsOf,
  clearsAt,
  type Counting,
  type Course,
  forgivenAfterDays,
  forgivenessOf,
  spanOf,
  type StrikeState,
} from './strikes.rules.js';

const at = (day: number): Date => new Date(Date.UTC(2026, 0, 1 + day));
const strike = (category: string, group: string, day = 0): Counting => ({ category, group, recordedAt: at(day) });
const slow = strike('slow-answers', 'communication', 1);
const unclear = strike('unclear-language', 'communication', 2);
const late = strike('missed-deadlines', 'delivery', 3);

describe('two strikes bar an expert (PL-13)', () => {
  it.each<[string, Counting[], Counting[][]]>([
    ['two categories of one group', [slow, unclear], [[slow, unclear]]],
    ['two groups', [slow, late], []],
    ['one', [slow], []],
    ['none', [], []],
    ['the same category twice', [late, { ...late }], [[late, late]]],
    ['two of three', [slow, late, unclear], [[slow, unclear]]],
    [
      'two and two',
      [slow, late, late, slow],
      [
        [slow, slow],
        [late, late],
      ],
    ],
    [
      'a category moved to another group in between',
      [slow, strike('slow-answers', 'care', 5)],
      [[slow, strike('slow-answers', 'care', 5)]],
    ],
  ])('%s', (_, counting, bars) => {
    expect(barsOf(counting).map(({ strikes }) => strikes)).toEqual(bars);
  });

  it('since the second of them, however they are given', () => {
    expect(barsOf([unclear, slow])).toEqual([{ strikes: [slow, unclear], since: at(2) }]);
  });

  const strikes = fc.array(
    fc.record({
      category: fc.constantFrom('a', 'b', 'c', 'd'),
      group: fc.constantFrom('x', 'y', 'z'),
      recordedAt: fc.nat(30).map(at),
    }),
    { maxLength: 6 },
  );
  it('exactly when some two of them share their category or group', () => {
    fc.assert(
      fc.property(strikes, (all) => {
        const related = all.some((one, index) =>
          all.slice(index + 1).some((other) => one.category === other.category || one.group === other.group),
        );
        expect(barsOf(all).length > 0).toBe(related);
      }),
    );
  });
});

describe('the span of a placement (PL-13)', () => {
  const facts = {
    ...{ startsOn: '2026-03-02', endsOn: '2026-09-01', timeZone: 'Europe/Berlin' },
    ...{ activatedAt: new Date('2026-02-02T11:00:00Z'), endedAt: null },
  };
  it('begins with its first day; its ninety days are over after as many days of its zone, clock changes and all', () => {
    expect(spanOf(facts)).toEqual({
      startedAt: new Date('2026-03-01T23:00:00Z'),
      endedAt: null,
      provenAt: new Date('2026-05-30T22:00:00Z'),
    });
  });

  it('begins with its activation when that comes later', () => {
    const activatedAt = new Date('2026-03-10T15:00:00Z');
    expect(spanOf({ ...facts, activatedAt })).toMatchObject({
      ...{ startedAt: activatedAt, provenAt: new Date('2026-06-07T22:00:00Z') },
    });
  });

  it.each([
    ['when it was ended', '2026-05-05', '2026-05-05T12:00:00Z', '2026-05-05T12:00:00Z'],
    ['with its last day where that was recorded later', '2026-04-30', '2026-05-05T12:00:00Z', '2026-04-30T22:00:00Z'],
    ['when it was ended before its first day', '2026-03-02', '2026-02-20T12:00:00Z', '2026-02-20T12:00:00Z'],
  ])('ends %s', (_, endsOn, endedAt, end) => {
    expect(spanOf({ ...facts, endsOn, endedAt: new Date(endedAt) }).endedAt).toEqual(new Date(end));
  });
});

const lost = { group: 'communication', lostAt: at(10) };
const course = (about: Partial<Course> = {}): Course => ({
  ...{ placementId: 'later', startedAt: at(20), endedAt: null, provenAt: at(110), lost: false, complaints: [] },
  ...about,
});
const complaint = (day: number, group = 'communication') => ({ group, loggedAt: at(day) });
const well = { because: 'ended-well', laterPlacementId: 'later', at: at(50) };
const ninety = { because: 'ninety-days', laterPlacementId: 'later', at: at(110) };

describe('what forgives a strike (PL-13)', () => {
  it.each<[string, Course[], number, unknown]>([
    ['a later placement that ended without a loss', [course({ endedAt: at(50) })], 50, well],
    ['also with a complaint', [course({ endedAt: at(50), complaints: [complaint(30)] })], 60, well],
    ['not one that lost its client', [course({ endedAt: at(50), lost: true })], 60, null],
    ['not one that ended before it began', [course({ endedAt: at(15) })], 60, null],
    ['not one that ran when the client was lost', [course({ startedAt: at(9), endedAt: at(50) })], 60, null],
    ['one that began the moment the other was over', [course({ startedAt: at(10), endedAt: at(50) })], 60, well],
    ['not one that runs for 89 days', [course()], 109, null],
    ['one that runs for 90', [course()], 110, ninety],
    ['not with a complaint in the group', [course({ complaints: [complaint(109)] })], 130, null],
    ['with a complaint in another group', [course({ complaints: [complaint(109, 'delivery')] })], 130, ninety],
    ['with a complaint after ninety days', [course({ complaints: [complaint(110)] })], 130, ninety],
    ['one that lost its client after ninety days', [course({ endedAt: at(120), lost: true })], 130, ninety],
    ['the earlier of the two', [course({ endedAt: at(120) })], 130, ninety],
    ['the first of several', [course({ endedAt: at(60), placementId: 'next' }), course({ endedAt: at(50) })], 70, well],
    ['nothing', [], 500, null],
  ])('%s', (_, courses, today, forgiven) => {
    expect(forgivenessOf(lost, courses, at(today))).toEqual(forgiven);
  });

  const day = fc.nat(300);
  const courses = fc.array(
    fc
      .record({
        ...{ start: day, length: fc.option(fc.nat(200)), lost: fc.boolean(), id: fc.constantFrom('p', 'q', 'r') },
        complaints: fc.array(fc.tuple(day, fc.constantFrom('communication', 'delivery')), { maxLength: 3 }),
      })
      .map(({ start, length, lost: isLost, id, complaints }): Course => ({
        ...{ placementId: id, startedAt: at(start), endedAt: length === null ? null : at(start + length) },
        ...{ provenAt: at(start + forgivenAfterDays), lost: isLost },
        complaints: complaints.map(([logged, group]) => complaint(logged, group)),
      })),
    { maxLength: 4 },
  );
  /** As far as it has come. */
  const until = (all: Course[], today: number) =>
    all.map((each) => ({ ...each, endedAt: each.endedAt && each.endedAt <= at(today) ? each.endedAt : null }));
  const shuffled = <T>(all: readonly T[]) => fc.shuffledSubarray([...all], { minLength: all.length });

  it('the same in whatever order it is heard of', () => {
    const withShuffle = courses.chain((all) =>
      fc.tuple(
        fc.constant(all),
        shuffled(all).chain((mixed) =>
          fc.tuple(...mixed.map((each) => shuffled(each.complaints).map((complaints) => ({ ...each, complaints })))),
        ),
      ),
    );
    fc.assert(
      fc.property(withShuffle, day, ([all, mixed], today) => {
        expect(forgivenessOf(lost, mixed, at(today))).toEqual(forgivenessOf(lost, all, at(today)));
      }),
    );
  });

  it('a complaint never helps, nor does a loss; time never hurts', () => {
    fc.assert(
      fc.property(courses, day, day, fc.nat(3), (ever, today, logged, which) => {
        const all = until(ever, today);
        const before = forgivenessOf(lost, all, at(today));
        const worse = all.map((each, index) =>
          index === which ? { ...each, lost: true, complaints: [...each.complaints, complaint(logged)] } : each,
        );
        if (!before) expect(forgivenessOf(lost, worse, at(today))).toBeNull();
        else expect(forgivenessOf(lost, all, at(today + 1000))).toEqual(before);
      }),
    );
  });

  it('is foretold: unless something comes between, it happens then and not before', () => {
    fc.assert(
      fc.property(courses, day, (ever, today) => {
        const all = until(ever, today);
        const then = clearsAt(lost, all, at(today));
        fc.pre(then !== null && !forgivenessOf(lost, all, at(today)));
        expect(forgivenessOf(lost, all, then)?.at).toEqual(then);
        expect(forgivenessOf(lost, all, new Date(then.getTime() - 1))).toBeNull();
      }),
    );
  });
});

it.each<[StrikeState, string]>([
  ['counting', 'lifted'],
  ['forgiven', 'placement.strike-not-counting'],
  ['lifted', 'placement.strike-not-counting'],
])('a strike that is %s is lifted: %s (PL-13)', (state, expected) => {
  const refusal = refused(() => expect(afterLifting(state)).toBe(expected));
  if (refusal) expect(refusal.code).toBe(expected);
});
