import fc from 'fast-check';
import { type ServiceClock, serviceSeconds } from '#libs/service-clock';
import { isLate, nextNotice, percentOf, planOf, warningAt, warningsOf } from './clock-plan.rules.js';

const utc = (text: string): Date => new Date(text);
const clock: ServiceClock = {
  calendar: {
    timeZone: 'Europe/Berlin',
    hours: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }],
    holidays: [],
  },
  targetSeconds: 3_600,
  events: [{ kind: 'started', at: utc('2026-03-06T15:30:00Z') }],
};
const plan = {
  ...planOf(clock, [1_800, 2_880]),
  warnings: [1_800, 2_880],
  warnedSeconds: null,
  breachedAt: null,
};

describe('CS-7: when a clock gives notice', () => {
  it.each([
    [3_600, [50, 80], [], [1_800, 2_880]],
    [10_800, [80, 50], [7_200], [5_400, 7_200, 8_640]],
    [3_600, [50], [1_800, 3_600, 9_999], [1_800]],
    [1, [50], [], []],
    [3_600, [], [], []],
  ])('%d seconds at %p percent and %p: at %p', (target, percent, seconds, expected) => {
    expect(warningsOf(target, percent, seconds)).toEqual(expected);
  });

  it('an hour from Friday 16:30 warns on Friday at 17:00 and on Monday at 9:18, and breaks at 9:30', () => {
    expect(plan.warnAt).toEqual([utc('2026-03-06T16:00:00Z'), utc('2026-03-09T08:18:00Z')]);
    expect(plan.dueAt).toEqual(utc('2026-03-09T08:30:00Z'));
  });

  it('one notice after the other', () => {
    expect(nextNotice(plan)).toEqual({ kind: 'warn', at: plan.warnAt[0] });
    expect(nextNotice({ ...plan, warnedSeconds: 1_800 })).toEqual({ kind: 'warn', at: plan.warnAt[1] });
    expect(nextNotice({ ...plan, warnedSeconds: 2_880 })).toEqual({ kind: 'breach', at: plan.dueAt });
    expect(nextNotice({ ...plan, breachedAt: plan.dueAt })).toBeNull();
    expect(nextNotice({ ...plan, dueAt: null })).toBeNull();
  });

  it.each([
    ['2026-03-06T15:59:59Z', null],
    ['2026-03-06T16:00:00Z', 1_800],
    ['2026-03-09T08:18:00Z', 2_880],
    ['2026-03-09T08:30:00Z', null],
  ])('at %s the warning is %p', (at, expected) => expect(warningAt(plan, utc(at))).toBe(expected));

  it('a warning is given once', () => {
    expect(warningAt({ ...plan, warnedSeconds: 1_800 }, utc('2026-03-06T16:00:00Z'))).toBeNull();
  });

  it('percent are whole', () => expect([percentOf(7_200, 10_800), percentOf(1_800, 3_600)]).toEqual([67, 50]));

  it('late is more than a minute after', () => {
    const [at, minute, more] = ['2026-03-06T16:00:00Z', '2026-03-06T16:01:00Z', '2026-03-06T16:01:01Z'].map(utc);
    expect([isLate(at!, minute!), isLate(at!, more!)]).toEqual([false, true]);
  });

  it('each warning has counted its seconds, in order, before the breach', () => {
    const seconds = fc.uniqueArray(fc.integer({ min: 1, max: 200_000 }), { maxLength: 5 });
    fc.assert(
      fc.property(seconds, fc.integer({ min: 1, max: 200_000 }), (given, targetSeconds) => {
        const warnings = warningsOf(targetSeconds, [], given);
        const { warnAt, dueAt } = planOf({ ...clock, targetSeconds }, warnings);
        const started = clock.events[0]!.at;
        expect(warnAt.map((at) => serviceSeconds(clock.calendar, started, at))).toEqual(warnings);
        expect(serviceSeconds(clock.calendar, started, dueAt!)).toBe(targetSeconds);
      }),
    );
  });
});
