import { addDaysOff, listDaysOff, listShifts, removeDayOff } from '#libs/contracts';
import { Transactions } from '#libs/persistence';
import { anAdmin, type TestService } from '#libs/testing';
import { amend, anAe, aPlacement, end, pause, resume, type TestPlacement } from '../test-support/builders.js';
import { startCommunication } from '../test-support/communication.js';
import { ShiftPlanner } from './shift-planner.js';

let test: TestService;
/** Monday 2026-03-02, 8:00 in Berlin: an hour before the first shift. */
beforeEach(async () => (test = await startCommunication('2026-03-02T07:00:00Z')));
afterEach(() => test.stop());

const planned = async ({ placementId }: Pick<TestPlacement, 'placementId'>, now = '2026-03-02T07:00:00Z') => {
  await test.until(now);
  const { items } = await test.ask(listShifts, anAdmin(), { placementId, sort: 'startsAt', limit: 100 });
  return items;
};
const told = async (placement: TestPlacement, now?: string) =>
  (await planned(placement, now)).map(({ startsAt, state, suspendedBecause }) =>
    `${startsAt.slice(5, 16)} ${state} ${suspendedBecause ?? ''}`.trim(),
  );
const days = (from: string, count: number) =>
  Array.from({ length: count }, (_, n) => new Date(Date.parse(from) + n * 86_400_000).toISOString().slice(5, 10));

describe('CS-1: shifts come to be from the terms', () => {
  it('two weeks ahead, and further each day', async () => {
    const placement = await aPlacement(test);
    const first = await planned(placement);
    expect(first).toHaveLength(10);
    expect(first[0]).toMatchObject({
      day: '2026-03-02',
      startsAt: '2026-03-02T08:00:00.000Z',
      endsAt: '2026-03-02T16:00:00.000Z',
      showTimeBy: '2026-03-02T08:15:00.000Z',
      state: 'expected',
      expertId: placement.expert.id,
      updates: [],
    });
    const later = await planned(placement, '2026-03-05T12:00:00Z');
    expect(later.map(({ day }) => day.slice(5))).toEqual([
      ...days('2026-03-02', 5),
      ...days('2026-03-09', 5),
      ...days('2026-03-16', 3),
    ]);
    expect(later.slice(0, 10).map(({ id }) => id)).toEqual(first.map(({ id }) => id));
  });

  it('planned again, twice at once, they are the same', async () => {
    const placement = await aPlacement(test, { terms: { hourlyUpdate: { everyMinutes: 60, graceMinutes: 10 } } });
    const before = await planned(placement);
    expect(before[0]!.updates).toHaveLength(8);
    const replan = () =>
      test.app
        .get(Transactions)
        .run((tx) => test.app.get(ShiftPlanner).replan(tx, placement.placementId, new Date('2026-03-02T07:00:00Z')));
    await Promise.all([replan(), replan(), replan()]);
    expect(await planned(placement)).toEqual(before);
  });

  it('an amendment changes them from its day on; the others stay', async () => {
    const placement = await aPlacement(test);
    const before = await planned(placement);
    await amend(test, placement, {
      effectiveFrom: '2026-03-11',
      shifts: [{ days: [3, 4], from: '10:00', to: '12:00', timeZone: 'America/New_York' }],
    });
    const after = await planned(placement);
    expect(after.map(({ startsAt }) => startsAt.slice(5, 16))).toEqual([
      ...['03-02T08:00', '03-03T08:00', '03-04T08:00', '03-05T08:00', '03-06T08:00', '03-09T08:00', '03-10T08:00'],
      ...['03-11T14:00', '03-12T14:00'],
    ]);
    expect(after.slice(0, 7)).toEqual(before.slice(0, 7));
  });

  it('a pause suspends them, with the reason, until it ends', async () => {
    const placement = await aPlacement(test);
    await planned(placement);
    await pause(test, placement);
    const paused = await told(placement);
    expect(paused).toHaveLength(10);
    expect(paused[0]).toBe('03-02T08:00 suspended The placement is paused.');
    await resume(test, placement);
    expect((await told(placement)).every((shift) => shift.endsWith(' expected'))).toBe(true);
  });

  it('the end takes those after the last day away', async () => {
    const placement = await aPlacement(test);
    await planned(placement);
    await end(test, placement, '2026-03-04');
    expect(await told(placement)).toEqual(['03-02T08:00 expected', '03-03T08:00 expected', '03-04T08:00 expected']);
    expect(await told(placement, '2026-03-20T00:00:00Z')).toHaveLength(3);
    const timers = await test.query('select from timer where subject_id = $1', [placement.placementId]);
    expect(timers).toEqual([]);
  });

  it('holidays and leave suspend them, and taken back they are expected again', async () => {
    const placement = await aPlacement(test, { terms: { holidays: ['2026-03-06'] } });
    const { placementId } = placement;
    await test.ask(addDaysOff, anAe(), { placementId, kind: 'holiday', name: 'Whit Monday', days: ['2026-03-04'] });
    await test.ask(addDaysOff, placement.expert, { placementId, kind: 'leave', name: 'Skiing', days: ['2026-03-05'] });
    expect((await told(placement)).slice(0, 5)).toEqual([
      '03-02T08:00 expected',
      '03-03T08:00 expected',
      '03-04T08:00 suspended Public holiday: Whit Monday.',
      '03-05T08:00 suspended Leave: Skiing.',
      '03-06T08:00 suspended Public holiday, by the contract.',
    ]);
    const { items } = await test.ask(listDaysOff, anAe(), { placementId });
    const { id } = items.find(({ kind }) => kind === 'leave')!;
    await test.ask(removeDayOff, anAe(), { placementId, id, reason: 'No snow.' });
    expect((await told(placement))[3]).toBe('03-05T08:00 expected');
    await told(placement, '2026-03-04T20:00:00Z');
    const facts = await test.query('select from presence_facts where at >= $1', ['2026-03-04T00:00:00Z']);
    expect(facts).toEqual([]);
  });

  it('a day that turns out to be off suspends the shift that has begun', async () => {
    const placement = await aPlacement(test, { terms: { hourlyUpdate: { everyMinutes: 60, graceMinutes: 10 } } });
    const { placementId } = placement;
    await test.until('2026-03-02T09:30:00Z');
    await test.ask(addDaysOff, anAe(), { placementId, kind: 'leave', name: 'Ill', days: ['2026-03-02'] });
    const [shift] = await planned(placement, '2026-03-02T20:00:00Z');
    expect(shift).toMatchObject({ state: 'suspended', suspendedBecause: 'Leave: Ill.' });
    expect(new Set(shift!.updates.map(({ state }) => state))).toEqual(new Set(['excused']));
    expect(await test.query('select kind from presence_facts')).toEqual([{ kind: 'no-show' }]);
  });

  it('what would have begun already is not made', async () => {
    await test.until('2026-03-02T09:00:00Z');
    const placement = await aPlacement(test);
    expect((await told(placement, '2026-03-02T09:00:00Z'))[0]).toBe('03-03T08:00 expected');
  });

  it('never two at once: the database refuses it', async () => {
    const placement = await aPlacement(test);
    const [shift] = await planned(placement);
    const again = test.query(
      `insert into shifts select gen_random_uuid(), placement_id, client_id, expert_id, expert_name, day, time_zone,
       starts_at + interval '1 hour', ends_at, duties, state from shifts where id = $1`,
      [shift!.id],
    );
    await expect(again).rejects.toThrow('shift_no_overlap');
  });
});
