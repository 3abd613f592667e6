import fc from 'fast-check';
import { refusalIn } from '../test-support/refusals.js';
import type { TaskColumn } from '../types.js';
import { checkMonday, checkMove, checkPlan, overrunOf, passedPercent, type TaskNumbers } from './tasks.rules.js';

const columns: TaskColumn[] = ['to-do', 'in-progress', 'done'];
const aTask = (column: TaskColumn, estimateMinutes: number | null, reportedMinutes: number): TaskNumbers => ({
  column,
  estimateMinutes,
  reportedMinutes,
});
const noEstimate = 'timesheet.estimate-missing estimateMinutes';
const noHours = 'timesheet.hours-missing reportedMinutes';

describe('TS-2: numbers before movement', () => {
  it.each<[TaskNumbers, TaskColumn, string]>([
    [aTask('to-do', null, 0), 'in-progress', noEstimate],
    [aTask('to-do', null, 60), 'in-progress', noEstimate],
    [aTask('to-do', null, 60), 'done', noEstimate],
    [aTask('to-do', 60, 0), 'done', noHours],
    [aTask('in-progress', 60, 0), 'done', noHours],
    [aTask('in-progress', 60, 0), 'to-do', noHours],
  ])('%j to %s is refused with the missing number', (task, to, refusal) => {
    expect(refusalIn(() => checkMove(task, to))).toBe(refusal);
  });

  it.each<[TaskNumbers, TaskColumn]>([
    [aTask('to-do', null, 0), 'to-do'],
    [aTask('to-do', 60, 0), 'in-progress'],
    [aTask('to-do', 60, 1), 'done'],
    [aTask('in-progress', 60, 1), 'to-do'],
    [aTask('in-progress', 60, 1), 'done'],
    [aTask('in-progress', 60, 0), 'in-progress'],
    [aTask('done', 60, 1), 'to-do'],
    [aTask('done', 60, 1), 'in-progress'],
  ])('%j may go to %s', (task, to) => {
    expect(() => checkMove(task, to)).not.toThrow();
  });

  it('TS-2: however a task is moved, it is never in progress without estimate nor done without hours', () => {
    const moves = fc.array(fc.constantFrom(...columns), { maxLength: 8 });
    const numbers = fc.tuple(fc.option(fc.integer({ min: 1, max: 600 })), fc.integer({ min: 0, max: 600 }));
    fc.assert(
      fc.property(moves, numbers, (targets, [estimate, reported]) => {
        const task = aTask('to-do', estimate, reported);
        for (const to of targets) {
          try {
            checkMove(task, to);
            task.column = to;
          } catch {
            // Refused: it stays where it is.
          }
        }
        if (task.column !== 'to-do') expect(task.estimateMinutes).not.toBeNull();
        if (task.column === 'done') expect(task.reportedMinutes).toBeGreaterThan(0);
      }),
    );
  });

  it('TS-2: no sprint without an estimate', () => {
    expect(refusalIn(() => checkPlan({ estimateMinutes: null }, '2026-03-02'))).toBe(noEstimate);
    expect(() => checkPlan({ estimateMinutes: 1 }, '2026-03-02')).not.toThrow();
  });
});

describe('TS-3: weeks', () => {
  it.each(['2026-03-01', '2026-03-03', '2026-12-31'])('%s is no Monday', (day) => {
    expect(refusalIn(() => checkMonday(day))).toBe('timesheet.week-not-monday week');
    expect(refusalIn(() => checkPlan({ estimateMinutes: 1 }, day))).toBe('timesheet.week-not-monday week');
  });

  it('2026-03-02 is one', () => expect(() => checkMonday('2026-03-02')).not.toThrow());
});

describe('TS-10: actuals against the estimate', () => {
  it.each([
    [null, 10_000, 'none'],
    [600, 0, 'none'],
    [600, 479, 'none'],
    [600, 480, 'near'],
    [600, 600, 'near'],
    [600, 601, 'over'],
    [1, 1, 'near'],
  ] as const)('of %p minutes estimated, %i reported are %s', (estimateMinutes, reportedMinutes, overrun) => {
    expect(overrunOf({ estimateMinutes, reportedMinutes })).toBe(overrun);
  });

  it.each([
    [600, 450, 480, 80],
    [600, 480, 500, undefined],
    [600, 480, 600, 100],
    [600, 0, 600, 100],
    [600, 600, 700, undefined],
    [600, 700, 400, undefined],
    [null, 0, 700, undefined],
  ] as const)('TS-10: of %p minutes, from %i to %i tells %p', (estimateMinutes, from, to, percent) => {
    const actual = (reportedMinutes: number) => ({ estimateMinutes, reportedMinutes });
    expect(passedPercent(actual(from), actual(to))).toBe(percent);
  });

  it('TS-10: an estimate that is lowered, or comes late, tells too', () => {
    const actual = (estimateMinutes: number | null) => ({ estimateMinutes, reportedMinutes: 300 });
    expect(passedPercent(actual(600), actual(350))).toBe(80);
    expect(passedPercent(actual(null), actual(200))).toBe(100);
    expect(passedPercent(actual(200), actual(600))).toBeUndefined();
  });

  it('TS-10: reported step by step, each percentage is told once at most, in order', () => {
    const steps = fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 12 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000 }), steps, (estimateMinutes, minutes) => {
        let reportedMinutes = 0;
        const told = minutes.flatMap((more) => {
          const before = { estimateMinutes, reportedMinutes };
          reportedMinutes += more;
          return passedPercent(before, { estimateMinutes, reportedMinutes }) ?? [];
        });
        expect(told).toEqual([...new Set(told)].toSorted((a, b) => a - b));
        expect(told.includes(100)).toBe(reportedMinutes >= estimateMinutes);
      }),
    );
  });
});
