import { nextEvaluation } from './evaluation.rules.js';

describe('QN-6: every week', () => {
  it.each([
    ['2026-03-02T05:59:00Z', 1, '06:00', '2026-03-02T06:00:00.000Z'],
    ['2026-03-02T06:00:00Z', 1, '06:00', '2026-03-09T06:00:00.000Z'],
    ['2026-03-08T23:00:00Z', 1, '06:00', '2026-03-09T06:00:00.000Z'],
    ['2026-03-02T06:00:00Z', 3, '12:30', '2026-03-04T12:30:00.000Z'],
  ])('after %s, on day %i at %s', (after, day, time, expected) => {
    expect(nextEvaluation(new Date(after), { day, time }).toISOString()).toBe(expected);
  });
});
