import fc from 'fast-check';
import { refusalIn } from '../test-support/refusals.js';
import type { EntryState, SheetState } from '../types.js';
import {
  approvesItself,
  checkCap,
  countedMinutes,
  decide,
  decidesAs,
  type Decision,
  type Line,
  overCap,
  sheetStateOf,
} from './sheets.rules.js';

const states: EntryState[] = ['open', 'submitted', 'approved', 'disputed', 'rejected', 'settled'];
/** A line whose id sorts by its number. */
const aLine = (n: number, state: EntryState, minutes = 60, day = '2026-03-02'): Line => ({
  id: `line-${n}`,
  state,
  minutes,
  day,
});
const someLines = fc.array(
  fc.record({
    state: fc.constantFrom(...states),
    minutes: fc.integer({ min: -300, max: 600 }),
    day: fc.constantFrom('2026-03-02', '2026-03-03', '2026-03-04'),
  }),
  { maxLength: 12 },
);
const numbered = (lines: Omit<Line, 'id'>[]): Line[] => lines.map((line, n) => ({ ...line, id: `line-${n}` }));
const sum = (lines: readonly Line[]): number => lines.reduce((total, line) => total + line.minutes, 0);
const approvedOf = (lines: readonly Line[]): number =>
  sum(lines.filter(({ state }) => state === 'approved' || state === 'settled'));

describe('TS-6: the state of a sheet', () => {
  it.each<[EntryState[], SheetState]>([
    [[], 'open'],
    [['open'], 'open'],
    [['open', 'approved'], 'open'],
    [['submitted'], 'submitted'],
    [['approved', 'disputed'], 'submitted'],
    [['approved', 'submitted', 'settled'], 'submitted'],
    [['approved'], 'approved'],
    [['approved', 'rejected', 'settled'], 'approved'],
    [['rejected'], 'approved'],
    [['settled'], 'settled'],
    [['settled', 'rejected'], 'settled'],
  ])('with lines %j is %s', (lines, state) => {
    expect(sheetStateOf(lines.map((each) => ({ state: each })))).toBe(state);
  });

  it('stays returned until its open lines are submitted again', () => {
    expect(sheetStateOf([{ state: 'open' }, { state: 'approved' }], 'returned')).toBe('returned');
    expect(sheetStateOf([{ state: 'submitted' }, { state: 'approved' }], 'returned')).toBe('submitted');
  });

  it('TS-6: says settled only when nothing approved waits for settlement', () => {
    fc.assert(
      fc.property(someLines, (lines) => {
        const state = sheetStateOf(lines);
        if (state === 'settled') expect(lines.some((line) => line.state === 'approved')).toBe(false);
        if (state === 'approved' || state === 'settled')
          expect(lines.every((line) => ['approved', 'rejected', 'settled'].includes(line.state))).toBe(true);
      }),
    );
  });

  it('counts every minute but rejected ones', () => {
    expect(countedMinutes(states.map((state, n) => aLine(n, state)))).toBe(300);
  });
});

describe('TS-8: the weekly cap', () => {
  it.each([
    [2_460, 2_400, 60],
    [2_400, 2_400, 0],
    [0, 2_400, 0],
    [10_000, null, 0],
  ])('%i minutes under a cap of %p are %i over', (minutes, cap, over) => expect(overCap(minutes, cap)).toBe(over));

  const lines = [aLine(1, 'approved', 2_000), aLine(2, 'settled', 380), aLine(3, 'submitted', 60)];

  it('refuses what goes over it, with the minutes, unless the client accepts', () => {
    const approve = (accepted: boolean) => () => checkCap(lines, [lines[2]!], 2_400, accepted);
    expect(approve(false)).toThrow(
      expect.objectContaining({
        code: 'timesheet.over-the-cap',
        details: expect.objectContaining({ facts: { overCapMinutes: 40, weeklyCapMinutes: 2_400 } }),
      }),
    );
    expect(approve(true)).not.toThrow();
    expect(() => checkCap(lines, [aLine(4, 'submitted', 20)], 2_400, false)).not.toThrow();
    expect(() => checkCap(lines, [aLine(4, 'submitted', 9_999)], null, false)).not.toThrow();
  });

  it('TS-8: what was accepted once is not asked again, and taking hours away never needs acceptance', () => {
    const accepted = [aLine(1, 'approved', 2_500)];
    expect(() => checkCap(accepted, [aLine(2, 'submitted', -30)], 2_400, false)).not.toThrow();
    expect(refusalIn(() => checkCap(accepted, [aLine(2, 'submitted', 1)], 2_400, false))).toBe(
      'timesheet.over-the-cap acceptOverCap',
    );
  });
});

describe('TS-6, TS-8: what approves itself', () => {
  it('is submitted lines by day as far as they fit under the cap', () => {
    const lines = [
      aLine(1, 'approved', 100),
      aLine(2, 'submitted', 100, '2026-03-05'),
      aLine(3, 'submitted', 150, '2026-03-04'),
      aLine(4, 'submitted', 50, '2026-03-06'),
      aLine(5, 'disputed', 50, '2026-03-02'),
      aLine(6, 'submitted', -50, '2026-03-07'),
    ];
    const ids = (cap: number | null) => approvesItself(lines, cap).map(({ id }) => id);
    expect(ids(300)).toEqual(['line-3', 'line-4', 'line-6']);
    expect(ids(null)).toEqual(['line-3', 'line-2', 'line-4', 'line-6']);
    expect(ids(10)).toEqual(['line-6']);
  });

  it('TS-8: never bills over the cap what nobody accepted', () => {
    fc.assert(
      fc.property(someLines.map(numbered), fc.option(fc.integer({ min: 1, max: 2_000 })), (lines, cap) => {
        const approved = approvesItself(lines, cap);
        expect(approved.every(({ state }) => state === 'submitted')).toBe(true);
        const before = overCap(approvedOf(lines), cap);
        expect(overCap(approvedOf(lines) + sum(approved), cap)).toBeLessThanOrEqual(before);
      }),
    );
  });
});

describe('TS-6: a review decides line by line', () => {
  const lines = [
    aLine(1, 'submitted'),
    aLine(2, 'submitted'),
    aLine(3, 'approved'),
    aLine(4, 'open'),
    aLine(5, 'submitted'),
  ];
  const approve = (n: number): Decision => ({ entryId: `line-${n}`, decision: 'approve' });
  const dispute = (n: number): Decision => ({ entryId: `line-${n}`, decision: 'dispute', reason: 'Too long' });
  const ids = (decided: readonly Line[]) => decided.map(({ id }) => id);

  it('approves what it names, disputes what it names, and leaves the rest', () => {
    const { approved, disputed } = decide(lines, [approve(1), dispute(2)], false);
    expect(ids(approved)).toEqual(['line-1']);
    expect(disputed).toEqual([{ line: lines[1], reason: 'Too long' }]);
  });

  it('approves the rest when it is told to', () => {
    expect(ids(decide(lines, [dispute(2)], true).approved)).toEqual(['line-1', 'line-5']);
    expect(ids(decide(lines, [], true).approved)).toEqual(['line-1', 'line-2', 'line-5']);
  });

  it.each<[string, Decision[], boolean, string]>([
    ['a decided line', [approve(3)], false, 'timesheet.line-already-decided'],
    ['a decided line, disputed', [dispute(3)], true, 'timesheet.line-already-decided'],
    ['a line that was sent back', [approve(4)], false, 'timesheet.line-not-submitted'],
    ['a line of another sheet', [approve(9)], true, 'timesheet.line-unknown'],
    ['a line named twice', [approve(1), dispute(1)], false, 'timesheet.line-named-twice'],
    ['nothing', [], false, 'timesheet.nothing-to-decide'],
  ])('refuses %s', (_, decisions, approveRest, refusal) => {
    expect(refusalIn(() => decide(lines, decisions, approveRest))).toBe(refusal);
  });

  it('refuses to approve a rest that is none', () => {
    expect(refusalIn(() => decide([aLine(3, 'approved')], [], true))).toBe('timesheet.nothing-to-decide');
  });

  it('TS-6, TS-7: decides only submitted lines, and each once', () => {
    const decisions = fc.uniqueArray(
      fc.record({ n: fc.nat({ max: 12 }), decision: fc.constantFrom('approve' as const, 'dispute' as const) }),
      { selector: ({ n }) => n },
    );
    fc.assert(
      fc.property(someLines.map(numbered), decisions, fc.boolean(), (all, wanted, approveRest) => {
        try {
          const named = wanted.map(({ n, decision }) => ({ entryId: `line-${n}`, decision, reason: 'No' }));
          const { approved, disputed } = decide(all, named, approveRest);
          const decided = [...approved, ...disputed.map(({ line }) => line)];
          expect(decided.every(({ state }) => state === 'submitted')).toBe(true);
          expect(new Set(ids(decided)).size).toBe(decided.length);
          if (approveRest) expect(decided).toHaveLength(all.filter(({ state }) => state === 'submitted').length);
        } catch (error) {
          expect(error).toMatchObject({ code: expect.stringMatching(/^timesheet\.(line|nothing)-/) });
        }
      }),
    );
  });
});

describe("TS-6: a decision is the client's", () => {
  it("its own, or an account executive's record of its words", () => {
    expect(decidesAs({ role: 'client' }, undefined)).toBe('client');
    expect(decidesAs({ role: 'account-executive' }, 'Mail of 9 March: "All fine."')).toBe('evidence');
    expect(refusalIn(() => decidesAs({ role: 'account-executive' }, undefined))).toBe(
      'timesheet.evidence-missing evidence',
    );
  });

  it.each(['admin', 'team-lead', 'expert', 'partner', 'payroll', 'system'] as const)("never one of %s's", (role) => {
    expect(refusalIn(() => decidesAs({ role }, 'They said so.'))).toBe('timesheet.only-the-client-decides');
  });
});
