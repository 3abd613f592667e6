import type { MistakeState } from './mistake.entity.js';
import { afterRemedy, afterTelling, whenKnown } from './mistake.rules.js';

const codeOf = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return (error as { code?: string }).code;
  }
};

describe('CS-8: known, told, put right', () => {
  it.each<[MistakeState, string, string]>([
    ['known', 'told', 'communication.not-told'],
    ['told', 'communication.already-told', 'put-right'],
    ['put-right', 'communication.already-told', 'communication.already-put-right'],
  ])('one that is %s: told %s, put right %s', (state, told, right) => {
    expect(codeOf(() => afterTelling(state))).toBe(told);
    expect(codeOf(() => afterRemedy(state))).toBe(right);
  });

  const now = new Date('2026-03-02T08:30:00Z');
  it.each([
    [undefined, now],
    ['2026-03-02T08:10:00Z', new Date('2026-03-02T08:10:00Z')],
    ['2026-03-02T08:30:00Z', now],
    ['2026-03-02T08:30:01Z', 'communication.known-in-future'],
    ['2026-03-01T23:00:00Z', new Date('2026-03-01T23:00:00Z')],
    ['2026-03-01T22:59:59Z', 'communication.known-before-start'],
  ])('known at %s', (at, expected) => {
    const placement = { startsOn: '2026-03-02', timeZone: 'Europe/Berlin' };
    expect(codeOf(() => whenKnown(at === undefined ? undefined : new Date(at), now, placement))).toEqual(expected);
  });
});
