import { checkAttendance, checkBegun } from './attendance.rules.js';

const codeOf = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return (error as { code?: string }).code;
  }
  return 'fine';
};

describe('QN-9: attendance', () => {
  const startsAt = new Date('2026-03-04T13:00:00Z');
  it.each([
    ['scheduled', '2026-03-04T13:00:00Z', 'fine'],
    ['scheduled', '2026-03-04T12:59:59Z', 'quality.session-not-yet'],
    ['held', '2026-03-04T13:30:00Z', 'fine'],
    ['cancelled', '2026-03-04T13:30:00Z', 'quality.session-cancelled'],
  ] as const)('of a %s session at 13:00, recorded at %s: %s', (state, now, answer) => {
    expect(codeOf(() => checkBegun({ state, startsAt }, new Date(now)))).toBe(answer);
  });

  it.each([
    [true, 'B2', 'fine'],
    [true, null, 'fine'],
    [false, null, 'fine'],
    [false, 'B2', 'quality.level-unseen'],
  ] as const)('there: %s, level %s: %s', (attended, level, answer) => {
    expect(codeOf(() => checkAttendance({ attended, level, note: null }))).toBe(answer);
  });
});
