import fc from 'fast-check';
import { countsFrom, problemSeen, type Sighting } from './problem.rules.js';

const policy = { times: 2, withinDays: 180 };
const complaint = (id: string, placementId: string, given: Partial<Sighting> = {}): Sighting => ({
  ...{ id, placementId, recurrenceOf: null, problemId: null },
  ...given,
});
const ids = (found: ReturnType<typeof problemSeen>) => found && [found.problemId, ...found.fresh.map(({ id }) => id)];

describe('QN-11: a problem seen twice', () => {
  const [heron, kite] = [complaint('heron', 'P1'), complaint('kite', 'P2')];
  it('at Blue Heron, then at Red Kite: a new problem, and both show it', () => {
    expect(problemSeen([heron], policy)).toBeNull();
    expect(ids(problemSeen([heron, kite], policy))).toEqual([null, 'heron', 'kite']);
  });

  it('come back in the same placement: seen twice', () => {
    expect(ids(problemSeen([heron, complaint('again', 'P1', { recurrenceOf: 'heron' })], policy))).toEqual([
      null,
      'heron',
      'again',
    ]);
  });

  it('once more where it still goes on: seen once, until it is seen elsewhere', () => {
    const goesOn = complaint('more', 'P1');
    expect(problemSeen([heron, goesOn], policy)).toBeNull();
    expect(ids(problemSeen([heron, goesOn, kite], policy))).toEqual([null, 'heron', 'kite']);
  });

  it('seen once more: the same problem, and what is new of it', () => {
    const known = [heron, kite].map((each) => ({ ...each, problemId: 'problem' }));
    const third = complaint('third', 'P3');
    expect(ids(problemSeen([...known, third], policy))).toEqual(['problem', 'third']);
    expect(problemSeen([...known, complaint('more', 'P1')], policy)).toBeNull();
    // Of what was told, one has fallen out of the days that count.
    expect(ids(problemSeen([known[1]!, third], policy))).toEqual(['problem', 'third']);
  });

  it('how often is data, and so is within how many days', () => {
    const thrice = { times: 3, withinDays: 180 };
    expect(problemSeen([heron, kite], thrice)).toBeNull();
    expect(ids(problemSeen([heron, kite, complaint('third', 'P3')], thrice))).toEqual([null, 'heron', 'kite', 'third']);
    const at = new Date('2026-07-01T09:00:00Z');
    expect(countsFrom(at, policy)).toEqual(new Date('2026-01-02T09:00:00Z'));
    expect(countsFrom(at, { times: 2, withinDays: 1 })).toEqual(new Date('2026-06-30T09:00:00Z'));
  });

  it('whatever comes, each placement is one sighting and each recurrence one more, and none is told twice', () => {
    const some = fc.array(fc.record({ placement: fc.nat(3), again: fc.boolean() }), { maxLength: 12 });
    fc.assert(
      fc.property(some, (logged) => {
        const all: Sighting[] = [];
        const told: string[] = [];
        for (const [n, { placement, again }] of logged.entries()) {
          const before = all.findLast(({ placementId }) => placementId === `${placement}`);
          const recurrenceOf = again && before ? before.id : null;
          all.push(complaint(`${n}`, `${placement}`, { recurrenceOf }));
          for (const { id } of problemSeen(all, policy)?.fresh ?? []) {
            all[Number(id)]!.problemId = 'problem';
            told.push(id);
          }
        }
        const sightings =
          new Set(all.map(({ placementId }) => placementId)).size + all.filter((each) => each.recurrenceOf).length;
        expect(told.length).toBe(sightings < 2 ? 0 : sightings);
        expect(new Set(told).size).toBe(told.length);
      }),
    );
  });
});
