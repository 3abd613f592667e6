import fc from 'fast-check';
import type { ContractTerms } from '#libs/contracts';
import { contractTerms } from '#libs/testing';
import { addDays } from '#libs/time';
import { type PlanOf, plannedShifts, updatesDue } from './shift-plan.rules.js';
import { duties } from './test-support/a-shift.js';

const terms = (change: Partial<ContractTerms> = {}): ContractTerms => ({ ...contractTerms, ...change });
const plan = (change: Partial<ContractTerms> = {}, more: Partial<PlanOf> = {}): PlanOf => ({
  coverage: { state: 'active', startsOn: '2026-03-02', endsOn: '2026-12-31' },
  versions: [{ effectiveFrom: '2026-03-02', terms: terms(change) }],
  daysOff: [],
  ...more,
});
const spans = (of: PlanOf, from: string, until: string) =>
  plannedShifts(of, new Date(from), new Date(until)).map(
    ({ startsAt, endsAt, suspendedBecause }) =>
      `${startsAt.toISOString().slice(0, 16)} ${endsAt.toISOString().slice(11, 16)}${suspendedBecause ? ` ${suspendedBecause}` : ''}`,
  );
const every = [1, 2, 3, 4, 5, 6, 7];

describe('CS-1: shifts come from the terms', () => {
  it('the worked example: 9 to 17 in Berlin, over the change to summer time', () => {
    expect(spans(plan(), '2026-03-27T00:00Z', '2026-03-31T00:00Z')).toEqual([
      '2026-03-27T08:00 16:00',
      '2026-03-30T07:00 15:00',
    ]);
  });

  it('several a day, up to midnight; what overlaps is one', () => {
    const shifts = [
      { days: [1], from: '20:00', to: '24:00' },
      { days: [1], from: '09:00', to: '12:00' },
      { days: [1], from: '11:30', to: '13:00' },
      { days: [1], from: '13:00', to: '14:00' },
    ];
    expect(spans(plan({ shifts, timeZone: 'UTC' }), '2026-03-02T00:00Z', '2026-03-03T00:00Z')).toEqual([
      ...['2026-03-02T09:00 13:00', '2026-03-02T13:00 14:00', '2026-03-02T20:00 00:00'],
    ]);
  });

  it('in its own zone where it names one', () => {
    const shifts = [{ days: [1], from: '09:00', to: '12:00', timeZone: 'Asia/Manila' }];
    const [shift] = plannedShifts(plan({ shifts }), new Date('2026-03-02T00:00Z'), new Date('2026-03-10T00:00Z'));
    expect(shift).toMatchObject({
      day: '2026-03-02',
      timeZone: 'Asia/Manila',
      startsAt: new Date('2026-03-02T01:00Z'),
    });
  });

  it('the hour that clocks skip is no shift, the one they repeat lasts two', () => {
    const shifts = [{ days: [7], from: '02:00', to: '03:00' }];
    expect(spans(plan({ shifts }), '2026-03-28T00:00Z', '2026-03-30T00:00Z')).toEqual([]);
    expect(spans(plan({ shifts }), '2026-10-24T00:00Z', '2026-10-26T00:00Z')).toEqual(['2026-10-25T00:00 02:00']);
  });

  it('none before the placement begins, none after its last day, in the zone of the contract', () => {
    const shifts = [{ days: every, from: '00:00', to: '01:00' }];
    const of = plan({ shifts }, { coverage: { state: 'active', startsOn: '2026-03-04', endsOn: '2026-03-05' } });
    expect(spans(of, '2026-03-01T00:00Z', '2026-03-09T00:00Z')).toEqual([
      '2026-03-03T23:00 00:00',
      '2026-03-04T23:00 00:00',
    ]);
  });

  it('PM-11: by the terms in force when it begins, also when an amendment overtakes another', () => {
    const version = (effectiveFrom: string, from: string) => ({
      effectiveFrom,
      terms: terms({ shifts: [{ days: every, from, to: '17:00' }], timeZone: 'UTC' }),
    });
    const versions = [version('2026-03-02', '09:00'), version('2026-03-05', '10:00'), version('2026-03-04', '11:00')];
    expect(spans(plan({}, { versions }), '2026-03-03T00:00Z', '2026-03-06T00:00Z')).toEqual([
      ...['2026-03-03T09:00 17:00', '2026-03-04T11:00 17:00', '2026-03-05T11:00 17:00'],
    ]);
  });

  it('suspended on public holidays, leave and in a pause, for a reason to be seen', () => {
    const daysOff = [
      { day: '2026-03-03', kind: 'leave' as const, name: 'Skiing' },
      { day: '2026-03-04', kind: 'holiday' as const, name: 'Whit Monday' },
      { day: '2026-03-04', kind: 'leave' as const, name: 'Skiing' },
    ];
    expect(spans(plan({ holidays: ['2026-03-05'] }, { daysOff }), '2026-03-02T00:00Z', '2026-03-06T00:00Z')).toEqual([
      '2026-03-02T08:00 16:00',
      '2026-03-03T08:00 16:00 Leave: Skiing.',
      '2026-03-04T08:00 16:00 Public holiday: Whit Monday.',
      '2026-03-05T08:00 16:00 Public holiday, by the contract.',
    ]);
    const coverage = { state: 'paused' as const, startsOn: '2026-03-02', endsOn: '2026-12-31' };
    expect(spans(plan({}, { coverage }), '2026-03-02T00:00Z', '2026-03-03T00:00Z')).toEqual([
      '2026-03-02T08:00 16:00 The placement is paused.',
    ]);
  });

  it('planned in parts they are the same as planned at once, and never two at a time', () => {
    const stretch = fc.record({
      days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      hours: fc.uniqueArray(fc.integer({ min: 0, max: 24 }), { minLength: 2, maxLength: 2 }),
      timeZone: fc.constantFrom(undefined, 'Europe/Berlin', 'America/New_York', 'Pacific/Apia', 'Asia/Kathmandu'),
    });
    const hour = (n: number) => `${String(n).padStart(2, '0')}:00`;
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 4 }), fc.integer({ min: 0, max: 14 * 24 }), (stretches, cut) => {
        const shifts = stretches.map(({ days, hours, timeZone }) => {
          const [from, to] = hours.toSorted((a, b) => a - b) as [number, number];
          return { days, from: hour(from), to: hour(to), ...(timeZone && { timeZone }) };
        });
        const of = plan({ shifts });
        const from = new Date('2026-03-20T00:00Z');
        const until = new Date('2026-04-03T00:00Z');
        const middle = new Date(from.getTime() + cut * 3_600_000);
        const whole = plannedShifts(of, from, until);
        for (const [n, { startsAt, endsAt }] of whole.entries()) {
          expect(startsAt < endsAt).toBe(true);
          if (n > 0) expect(whole[n - 1]!.endsAt <= startsAt).toBe(true);
        }
        const starts = [...plannedShifts(of, from, middle), ...plannedShifts(of, middle, until)].map(
          ({ startsAt }) => startsAt,
        );
        expect(starts).toEqual(expect.arrayContaining(whole.map(({ startsAt }) => startsAt)));
      }),
    );
  });
});

describe('CS-2: when a status is due', () => {
  const due = (from: string, to: string) =>
    updatesDue({ startsAt: new Date(`2026-03-02T${from}Z`), endsAt: new Date(`2026-03-02T${to}Z`), duties }).map((at) =>
      at.toISOString().slice(11, 16),
    );

  it.each([
    ['09:00', '12:00', ['10:00', '11:00', '12:00']],
    ['09:15', '11:00', ['10:15']],
    ['09:00', '09:59', []],
  ])('in a shift from %s to %s', (from, to, times) => expect(due(from, to)).toEqual(times));

  it('never where updates are off', () => {
    const startsAt = new Date('2026-03-02T09:00Z');
    const endsAt = new Date(`${addDays('2026-03-02', 1)}T09:00Z`);
    expect(updatesDue({ startsAt, endsAt, duties: { ...duties, hourlyUpdate: null } })).toEqual([]);
  });
});
