import {
  addDaysOff,
  getClock,
  getCoverage,
  listDaysOff,
  previewCalendar,
  previewHolidays,
  removeDayOff,
} from '#libs/contracts';
import { newId } from '#libs/persistence';
import type { TestService } from '#libs/testing';
import { aClientUser, amend, anAe, anExpert, aPlacement, end, type TestPlacement } from '../test-support/builders.js';
import { aClock } from '../test-support/clocks.js';
import { startCommunication } from '../test-support/communication.js';

describe('CS-1, CS-7: days off', () => {
  let test: TestService;
  let placement: TestPlacement;
  beforeAll(async () => {
    test = await startCommunication('2026-03-06T12:00:00Z');
  });
  beforeEach(async () => {
    placement = await aPlacement(test);
  });
  afterAll(() => test.stop());

  const add = (kind: 'holiday' | 'leave', days: string[], actor = anAe()) =>
    test.ask(addDaysOff, actor, { placementId: placement.placementId, kind, name: 'Founding day', days });
  const coverage = () => test.ask(getCoverage, anAe(), placement);

  it('a holiday added today stops clocks that start from now on, not those that run', async () => {
    const before = await aClock(test, placement, { targetSeconds: 6 * 3_600 });
    await add('holiday', ['2026-03-09']);
    const after = await aClock(test, placement, { targetSeconds: 6 * 3_600 });
    expect(await coverage()).toMatchObject({ calendarVersion: 2, holidays: ['2026-03-09'] });
    expect(await test.ask(getClock, anAe(), before)).toMatchObject({ dueAt: '2026-03-09T10:00:00.000Z' });
    expect(await test.ask(getClock, anAe(), after)).toMatchObject({ dueAt: '2026-03-10T10:00:00.000Z' });
  });

  it('today itself can be a holiday: its clocks count from the next day of service', async () => {
    await add('holiday', ['2026-03-06']);
    const { id } = await aClock(test, placement);
    expect(await test.ask(getClock, anAe(), { id })).toMatchObject({ dueAt: '2026-03-09T09:00:00.000Z' });
  });

  it('a day that is off already stays as it is; leave does not touch the calendar', async () => {
    const [first] = (await add('holiday', ['2026-03-09', '2026-03-09'])).items;
    const { items } = await add('holiday', ['2026-03-10', '2026-03-09']);
    expect(items).toEqual([first, expect.objectContaining({ day: '2026-03-10', addedBy: 'Ann Executive' })]);
    const { calendarVersion } = await coverage();
    expect((await add('leave', ['2026-03-09', '2026-03-12'], placement.expert)).items).toHaveLength(4);
    expect(await coverage()).toMatchObject({ calendarVersion });
  });

  it('taken back, it counts again, and the reason is kept', async () => {
    const { items } = await add('holiday', ['2026-03-09']);
    const remove = { placementId: placement.placementId, id: items[0]!.id, reason: 'We work that day' };
    expect(await test.ask(removeDayOff, anAe(), remove)).toEqual({ items: [] });
    expect(await coverage()).toMatchObject({ calendarVersion: 3, holidays: [] });
    expect((await test.refusal(removeDayOff, anAe(), remove)).code).toBe('communication.no-such-day-off');
    const changes = await test.query('select state, reason from changes where subject_id = $1', [
      placement.placementId,
    ]);
    expect(changes).toEqual([{ state: 'holiday-removed', reason: '2026-03-09 Founding day: We work that day' }]);
  });

  it('GW-3: an expert takes its own leave and nothing else; a client looks', async () => {
    const refused = async (kind: 'holiday' | 'leave', actor = placement.expert) =>
      (
        await test.refusal(addDaysOff, actor, {
          placementId: placement.placementId,
          ...{ kind, name: 'Day off', days: ['2026-03-10'] },
        })
      ).code;
    expect(await refused('holiday')).toBe('communication.days-off-by-staff');
    expect(await refused('leave', anExpert())).toBe('access.no-such-placement');
    expect(await refused('leave', placement.client)).toBe('access.role');
    const { items } = await add('holiday', ['2026-03-09']);
    const remove = { placementId: placement.placementId, id: items[0]!.id, reason: 'Wrong' };
    expect((await test.refusal(removeDayOff, placement.expert, remove)).code).toBe('communication.days-off-by-staff');
    expect((await test.ask(listDaysOff, placement.client, placement)).items).toHaveLength(1);
    expect((await test.refusal(listDaysOff, aClientUser(), placement)).code).toBe('access.no-such-placement');
  });

  it('a placement that is over has no days off any more', async () => {
    await end(test, placement);
    await expect(add('holiday', ['2026-03-10'])).rejects.toMatchObject({ code: 'communication.not-running' });
  });

  it('two at once make two calendars', async () => {
    await Promise.all(['2026-03-09', '2026-03-10', '2026-03-11'].map((day) => add('holiday', [day])));
    expect(await coverage()).toMatchObject({
      calendarVersion: 4,
      holidays: ['2026-03-09', '2026-03-10', '2026-03-11'],
    });
  });

  it('previews each day as its terms will have it', async () => {
    await add('holiday', ['2026-03-09']);
    await amend(test, placement, { effectiveFrom: '2026-03-10', timeZone: 'America/New_York' });
    const span = { placementId: placement.placementId, from: '2026-03-07', to: '2026-03-10' };
    expect(await test.ask(previewCalendar, placement.client, span)).toEqual({
      items: [
        { day: '2026-03-07', label: 'no-service', spans: [] },
        { day: '2026-03-08', label: 'no-service', spans: [] },
        { day: '2026-03-09', label: 'holiday', spans: [] },
        {
          ...{ day: '2026-03-10', label: 'service' },
          spans: [{ from: '2026-03-10T13:00:00.000Z', to: '2026-03-10T21:00:00.000Z' }],
        },
      ],
    });
    for (const to of ['2026-03-06', '2027-03-08']) {
      expect((await test.refusal(previewCalendar, anAe(), { ...span, to })).code).toBe('communication.bad-span');
    }
    const unknown = { ...span, placementId: newId() };
    expect((await test.refusal(previewCalendar, anAe(), unknown)).code).toBe('access.no-such-placement');
  });

  it('previews the public holidays of a country or region', async () => {
    const days = async (country: string, region?: string, year = 2026) =>
      (await test.ask(previewHolidays, anAe(), { country, year, ...(region && { region }) })).items;
    expect(await days('DE')).toContainEqual({ day: '2026-05-25', name: 'Whit Monday' });
    expect(await days('DE')).not.toContainEqual(expect.objectContaining({ day: '2026-03-08' }));
    expect(await days('DE', 'BE')).toContainEqual({ day: '2026-03-08', name: "International Women's Day" });
    expect((await days('EG')).filter(({ name }) => name.includes('Eid al-Fitr'))).toHaveLength(3);
    const refused = async (country: string, region?: string) =>
      (await test.refusal(previewHolidays, anAe(), { country, year: 2026, ...(region && { region }) })).code;
    expect(await refused('XX')).toBe('communication.no-such-country');
    expect(await refused('DE', 'ZZ')).toBe('communication.no-such-region');
    expect(await refused('DE', 'toString')).toBe('communication.no-such-region');
  });
});
