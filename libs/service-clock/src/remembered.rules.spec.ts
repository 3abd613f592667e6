import { remembered } from './remembered.rules.js';

it('what was worked out is remembered, and the oldest forgotten when there is too much', () => {
  const known = new Map<number, string>();
  const made: number[] = [];
  const ask = (key: number): string =>
    remembered(known, 2, key, () => {
      made.push(key);
      return `made ${key}`;
    });
  expect([1, 2, 1, 3, 2, 1].map(ask)).toEqual(['made 1', 'made 2', 'made 1', 'made 3', 'made 2', 'made 1']);
  expect(made).toEqual([1, 2, 3, 1]);
  expect([...known.keys()]).toEqual([3, 1]);
});
