import fc from 'fast-check';
import { refusalIn } from '../test-support/refusals.js';
import type { EntryState } from '../types.js';
import { checkCorrection, type Line, reportedMinutes } from './corrections.rules.js';

const worked = (minutes: number, state: EntryState = 'approved'): Line => ({ source: 'manual', state, minutes });
const correction = (minutes: number, state: EntryState): Line => ({ source: 'correction', state, minutes });
const correct =
  (line: Line, minutes: number, ...earlier: Line[]) =>
  () =>
    checkCorrection(line, earlier, minutes);
const tooLarge = 'timesheet.correction-too-large minutes';

describe('TS-7: a correction', () => {
  it.each<[number, Line[]]>([
    [-60, []],
    [60, []],
    [-30, [correction(-30, 'approved')]],
    [-60, [correction(-60, 'rejected')]],
    [-90, [correction(30, 'settled')]],
  ])('of %i minutes to 60 is taken, after %j', (minutes, earlier) => {
    expect(correct(worked(60), minutes, ...earlier)).not.toThrow();
  });

  it.each<[number, Line[]]>([
    [-61, []],
    [-31, [correction(-30, 'approved')]],
    [-1, [correction(-60, 'submitted')]],
    [-1, [correction(-60, 'disputed')]],
    [-61, [correction(30, 'submitted')]],
    [-61, [correction(30, 'rejected')]],
  ])('of %i minutes to 60 takes more than there is, after %j', (minutes, earlier) => {
    expect(refusalIn(correct(worked(60), minutes, ...earlier))).toBe(tooLarge);
  });

  it('TS-7: refers to a line that was approved, and to no other correction', () => {
    expect(correct(worked(60, 'settled'), -1)).not.toThrow();
    for (const state of ['open', 'submitted', 'disputed', 'rejected'] as const)
      expect(refusalIn(correct(worked(60, state), -1))).toBe('timesheet.not-approved');
    expect(refusalIn(correct(correction(60, 'approved'), -1))).toBe('timesheet.is-a-correction');
    expect(refusalIn(correct(worked(60), 0))).toBe('timesheet.minutes-zero minutes');
  });

  it('TS-7: whatever is asked for and however it is decided, a line is never below zero', () => {
    const wish = fc.record({
      minutes: fc.integer({ min: -200, max: 200 }),
      outcome: fc.constantFrom<EntryState>('submitted', 'disputed', 'approved', 'rejected', 'settled'),
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.array(wish, { maxLength: 10 }), (minutes, wishes) => {
        const taken: Line[] = [];
        for (const asked of wishes) {
          try {
            checkCorrection(worked(minutes), taken, asked.minutes);
            taken.push(correction(asked.minutes, 'submitted'));
          } catch {
            continue;
          }
          taken[taken.length - 1] = correction(asked.minutes, asked.outcome);
          // The worst that can become of those still on their way: every minus is approved, no plus is.
          const worst = taken
            .filter(
              ({ state, minutes: change }) =>
                state === 'approved' || state === 'settled' || (change < 0 && state !== 'rejected'),
            )
            .reduce((sum, line) => sum + line.minutes, minutes);
          expect(worst).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});

describe('TS-7: what a line adds to its day and task', () => {
  it.each<[Line, number]>([
    [worked(60, 'open'), 60],
    [worked(60, 'rejected'), 60],
    [correction(30, 'submitted'), 30],
    [correction(30, 'disputed'), 30],
    [correction(30, 'approved'), 30],
    [correction(30, 'rejected'), 0],
    [correction(-30, 'submitted'), 0],
    [correction(-30, 'disputed'), 0],
    [correction(-30, 'approved'), -30],
    [correction(-30, 'settled'), -30],
    [correction(-30, 'rejected'), 0],
  ])('%j: %i minutes', (line, minutes) => expect(reportedMinutes(line)).toBe(minutes));
});
