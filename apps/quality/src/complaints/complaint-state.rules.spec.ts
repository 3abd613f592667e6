import type { ComplaintState } from './complaint.entity.js';
import { checkHeld, type ComplaintStep, nextComplaintState } from './complaint-state.rules.js';

const refused = 'quality.complaint-state';
const codeOf = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return (error as { code?: string }).code;
  }
};

describe('QN-4: open, coaching, resolved; then perhaps come back, or the client lost', () => {
  it.each<[ComplaintState, Record<ComplaintStep, string>]>([
    ['open', { coach: 'coaching', resolve: 'resolved', recur: refused, lose: 'lost-client' }],
    ['coaching', { coach: 'coaching', resolve: 'resolved', recur: refused, lose: 'lost-client' }],
    ['resolved', { coach: refused, resolve: refused, recur: 'recurred', lose: refused }],
    ['recurred', { coach: refused, resolve: refused, recur: refused, lose: refused }],
    ['lost-client', { coach: refused, resolve: refused, recur: refused, lose: refused }],
  ])('one that is %s: %j', (state, expected) => {
    const steps = Object.keys(expected) as ComplaintStep[];
    const found = steps.map((step) => [step, codeOf(() => nextComplaintState(state, step))]);
    expect(Object.fromEntries(found)).toEqual(expected);
  });

  const now = new Date('2026-03-02T09:30:00Z');
  it.each([
    ['2026-03-02T09:00:00Z', undefined],
    ['2026-03-02T09:30:00Z', undefined],
    ['2026-03-02T09:30:01Z', 'quality.held-in-future'],
    ['2026-03-01T23:00:00Z', undefined],
    ['2026-03-01T22:59:59Z', 'quality.held-before-start'],
  ])('a session held at %s, recorded at 9:30: %s', (heldAt, expected) => {
    const placement = { startsOn: '2026-03-02', timeZone: 'Europe/Berlin' };
    expect(codeOf(() => checkHeld(new Date(heldAt), now, placement))).toBe(expected);
  });
});
