import fc from 'fast-check';
import { addDays, daysBetween } from '#libs/time';
import { refused } from '../test-support/refused.js';
import { checkCapacity, type Commitment, firstDayAbove } from './capacity.rules.js';

const hours = (hoursPerWeek: number, startsOn: string, endsOn: string): Commitment => ({
  hoursPerWeek,
  startsOn,
  endsOn,
});
const spring = hours(20, '2026-03-01', '2026-05-31');

describe('the capacity of an expert (PL-9)', () => {
  it.each<[string, Commitment[], Commitment, string | undefined]>([
    ['20 and 20 of 40', [spring], hours(20, '2026-03-01', '2026-05-31'), undefined],
    ['20 and 21 of 40', [spring], hours(21, '2026-03-01', '2026-05-31'), '2026-03-01'],
    ['41 alone', [], hours(41, '2026-03-01', '2026-05-31'), '2026-03-01'],
    ['the day after one ends', [spring], hours(40, '2026-06-01', '2026-06-30'), undefined],
    ['the day it ends', [spring], hours(40, '2026-05-31', '2026-06-30'), '2026-05-31'],
    ['from where it begins', [spring], hours(40, '2026-02-01', '2026-03-01'), '2026-03-01'],
    [
      'two that follow each other take one place',
      [hours(20, '2026-03-01', '2026-03-31'), hours(20, '2026-04-01', '2026-04-30')],
      hours(20, '2026-03-01', '2026-04-30'),
      undefined,
    ],
    [
      'what was too much before it begins is not its fault',
      [hours(40, '2026-03-01', '2026-03-31'), hours(20, '2026-03-01', '2026-04-30')],
      hours(20, '2026-04-01', '2026-04-30'),
      undefined,
    ],
  ])('%s', (_, others, added, day) => {
    expect(refused(() => checkCapacity(40, others, added))?.facts?.['from']).toBe(day);
  });

  const commitments = fc.array(
    fc
      .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 25 }))
      .map(([start, length, week]) => hours(week, addDays('2026-03-01', start), addDays('2026-03-01', start + length))),
    { maxLength: 6 },
  );

  it('finds what counting every single day finds', () => {
    fc.assert(
      fc.property(commitments, fc.integer({ min: 1, max: 60 }), (all, capacity) => {
        const days = Array.from({ length: 61 }, (_, index) => addDays('2026-03-01', index));
        const day = days.find((each) => sumOn(each, all) > capacity);
        expect(firstDayAbove(capacity, all)).toBe(day);
      }),
    );
  });
});

const sumOn = (day: string, all: Commitment[]): number =>
  all
    .filter(({ startsOn, endsOn }) => daysBetween(startsOn, day) >= 0 && daysBetween(day, endsOn) >= 0)
    .reduce((sum, { hoursPerWeek }) => sum + hoursPerWeek, 0);
