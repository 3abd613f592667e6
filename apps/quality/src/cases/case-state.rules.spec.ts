import type { CaseKind, CaseState } from './case.entity.js';
import { afterAnswer, afterClosing, checkHandOver, mayOwn, overdueSince } from './case-state.rules.js';

const codeOf = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return (error as { code?: string }).code;
  }
};

describe('QN-3: open, answered, closed', () => {
  it.each<[CaseKind, CaseState, string, string]>([
    ['detractor', 'open', 'answered', 'quality.not-answered'],
    ['detractor', 'answered', 'quality.case-state', 'closed'],
    ['detractor', 'closed', 'quality.case-state', 'quality.case-state'],
    ['fall', 'open', 'answered', 'closed'],
    ['fall', 'answered', 'quality.case-state', 'closed'],
    ['fall', 'closed', 'quality.case-state', 'quality.case-state'],
    ['mismatch', 'open', 'answered', 'closed'],
  ])('a %s that is %s: answered %s, closed %s', (kind, state, answered, closed) => {
    expect(codeOf(() => afterAnswer(state))).toBe(answered);
    expect(codeOf(() => afterClosing(kind, state))).toBe(closed);
  });

  it.each<[CaseState, string | undefined]>([
    ['open', undefined],
    ['answered', undefined],
    ['closed', 'quality.case-state'],
  ])('one that is %s is handed over: %s', (state, refused) => {
    expect(codeOf(() => checkHandOver(state))).toBe(refused);
  });

  const dueAt = new Date('2026-03-04T09:00:00Z');
  it.each([
    ['2026-03-04T08:59:59.999Z', null],
    ['2026-03-04T09:00:00Z', dueAt],
    ['2026-03-06T11:00:00Z', dueAt],
  ])('due at 9:00, open at %s: overdue since %s', (now, since) => {
    expect(overdueSince(dueAt, new Date(now))).toEqual(since);
  });

  it.each([
    ['account-executive', 'somebody', false, true],
    ['admin', 'somebody', false, true],
    ['admin', 'somebody', true, false],
    ['team-lead', 'lead', false, true],
    ['team-lead', 'lead', true, false],
    ['team-lead', 'somebody', false, false],
    ['expert', 'lead', false, false],
    ['client', 'somebody', false, false],
    ['partner', 'somebody', false, false],
    ['payroll', 'somebody', false, false],
  ])('a %s (%s, disabled: %s) may own one: %s', (role, accountId, disabled, may) => {
    expect(mayOwn({ accountId, role, disabled }, 'lead')).toBe(may);
  });
});
