import fc from 'fast-check';
import { draftBoard } from './lead-plan.rules.js';
import { afterStep, checkMeeting, checkOpen, checkReadyToPlan, type LeadState } from './lead-stages.rules.js';
import { extendedProtection, protectedFrom, warningAt } from './protection.rules.js';

const codeOf = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return (error as { code?: string }).code;
  }
};
const states: LeadState[] = ['held', 'new', 'introduced', 'presented', 'planning', 'won', 'lost', 'refused'];
const now = new Date('2026-03-02T09:00:00Z');

describe('RC-2: one stage after the other', () => {
  it.each<['introduced' | 'presented' | 'planning' | 'win', LeadState, LeadState]>([
    ['introduced', 'new', 'introduced'],
    ['presented', 'introduced', 'presented'],
    ['planning', 'presented', 'planning'],
    ['win', 'planning', 'won'],
  ])('%s from %s only', (step, from, to) => {
    const after = states.map((state) => codeOf(() => afterStep(state, step)));
    expect(after).toEqual(states.map((state) => (state === from ? to : 'referral.lead-state')));
  });

  it('what is held or over is not open', () => {
    const open = states.filter((state) => codeOf(() => checkOpen(state)) === undefined);
    expect(open).toEqual(['new', 'introduced', 'presented', 'planning']);
  });

  it.each([
    [29, 'referral.meeting-length'],
    [30, undefined],
    [60, undefined],
    [61, 'referral.meeting-length'],
  ])('a meeting of %d minutes', (minutes, code) => {
    const meeting = { heldAt: '2026-03-02T09:00:00Z', minutes, notes: 'Values' };
    expect(codeOf(() => checkMeeting('introduced', meeting, now, { from: 30, to: 60 }))).toBe(code);
  });
  it('a meeting is needed for the introduction alone, and was held', () => {
    const meeting = { heldAt: '2026-03-02T09:00:01Z', minutes: 45, notes: 'Values' };
    const check = (stage: 'introduced' | 'presented', given?: typeof meeting) =>
      codeOf(() => checkMeeting(stage, given, now, { from: 30, to: 60 }));
    expect(check('introduced')).toBe('referral.meeting-needed');
    expect(check('introduced', meeting)).toBe('referral.meeting-in-future');
    expect(check('presented')).toBeUndefined();
    expect(check('presented', meeting)).toBe('referral.meeting-elsewhere');
  });

  it('planning names all that is missing', () => {
    expect(() => checkReadyToPlan({ plan: false, client: true, account: false })).toThrow(
      expect.objectContaining({
        code: 'referral.not-ready',
        detail: 'Missing: a plan with estimated tasks; an account of a user of this client that may log in.',
        details: { rule: 'RC-2', facts: { missing: ['plan', 'account'] } },
      }),
    );
    expect(() => checkReadyToPlan({ plan: true, client: true, account: true })).not.toThrow();
  });
});

describe('RC-2: the draft board', () => {
  const counting = () => {
    let last = 0;
    return () => `new-${++last}`;
  };
  const task = (title: string, estimateMinutes = 60) => ({ title, estimateMinutes });

  it('adds up, and a task that keeps its title keeps its id', () => {
    const before = draftBoard({ summary: 'A', tasks: [task('One'), task('Two'), task('Two')] }, null, counting());
    expect(before).toMatchObject({ estimateMinutes: 180, tasks: [{ id: 'new-1' }, { id: 'new-2' }, { id: 'new-3' }] });
    const changed = { summary: 'B', tasks: [task('Two', 90), task('Three'), task('Two'), task('Two')] };
    const after = draftBoard(changed, before, () => 'other');
    expect(after.tasks.map(({ id }) => id)).toEqual(['new-2', 'other', 'new-3', 'other']);
    expect(after.tasks[0]).toEqual({ id: 'new-2', title: 'Two', description: null, estimateMinutes: 90 });
  });

  it('no id is given twice', () => {
    const titles = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 8 });
    fc.assert(
      fc.property(titles, titles, (one, other) => {
        const id = counting();
        const first = draftBoard({ summary: '', tasks: one.map((title) => task(title)) }, null, id);
        const { tasks } = draftBoard({ summary: '', tasks: other.map((title) => task(title)) }, first, id);
        expect(new Set(tasks.map((each) => each.id)).size).toBe(other.length);
        expect(tasks.map(({ title }) => title)).toEqual(other);
      }),
    );
  });
});

describe('RC-1: protection', () => {
  it('90 days from acceptance, a warning a week before', () => {
    const until = protectedFrom(now, 90);
    expect(until).toEqual(new Date('2026-05-31T09:00:00Z'));
    expect(warningAt(now, until)).toEqual(new Date('2026-05-24T09:00:00Z'));
    expect(warningAt(now, protectedFrom(now, 7))).toBeUndefined();
  });

  const protectedUntil = new Date('2026-05-31T09:00:00Z');
  it.each<[LeadState, boolean, string, unknown]>([
    ['new', false, '2026-05-31T08:59:59Z', new Date('2026-07-30T09:00:00Z')],
    ['new', false, '2026-05-31T09:00:00Z', 'referral.protection-ended'],
    ['planning', true, '2026-05-01T00:00:00Z', 'referral.already-extended'],
    ['won', false, '2026-05-01T00:00:00Z', 'referral.lead-state'],
    ['held', false, '2026-05-01T00:00:00Z', 'referral.lead-state'],
  ])('%s, extended %s, at %s', (state, extended, at, expected) => {
    expect(codeOf(() => extendedProtection({ state, protectedUntil, extended }, new Date(at), 60))).toEqual(expected);
  });
});
