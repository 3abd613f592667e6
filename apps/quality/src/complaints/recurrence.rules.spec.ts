import { recurrenceIn, type Resolved } from './recurrence.rules.js';

const resolved = (id: string, category: string, group: string, closedAt: string): Resolved => ({
  ...{ id, category, group },
  closedAt: new Date(closedAt),
});
const earlier = [
  resolved('march', 'slow-answers', 'answers', '2026-03-20T09:00:00Z'),
  resolved('april', 'slow-answers', 'answers', '2026-04-20T09:00:00Z'),
  resolved('related', 'no-answers', 'answers', '2026-05-01T09:00:00Z'),
  resolved('other', 'bugs', 'craft', '2026-05-02T09:00:00Z'),
  // Its category was moved to another group since.
  resolved('moved', 'slow-answers', 'talking', '2026-02-01T09:00:00Z'),
];

describe('QN-4: a complaint that comes back', () => {
  it.each([
    ['the same category, resolved last', undefined, 'april'],
    ['none, where nobody wants one', null, undefined],
    ['the one that is named', 'march', 'march'],
    ['one of a related category, if named', 'related', 'related'],
    ['one of the category before it was moved', 'moved', 'moved'],
  ])('brings back %s', (_, recurrenceOf, expected) => {
    expect(recurrenceIn(earlier, { category: 'slow-answers', group: 'answers', recurrenceOf })?.id).toBe(expected);
  });

  it('brings back nothing of another category by itself', () => {
    expect(recurrenceIn(earlier, { category: 'silence', group: 'answers' })).toBeNull();
    expect(recurrenceIn([], { category: 'slow-answers', group: 'answers' })).toBeNull();
  });

  it.each(['other', 'unknown'])('is refused as the recurrence of %s', (recurrenceOf) => {
    expect(() => recurrenceIn(earlier, { category: 'slow-answers', group: 'answers', recurrenceOf })).toThrow(
      expect.objectContaining({ code: 'quality.not-recurring' }),
    );
  });
});
