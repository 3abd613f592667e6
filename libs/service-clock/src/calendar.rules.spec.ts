import type { DomainError } from '#libs/errors';
import { allHours, assertCalendar, type ServiceCalendar } from './index.js';
import { aCalendar, officeHours } from './test-support/calendars.js';

const fieldsOf = (calendar: ServiceCalendar, at?: string): string[] => {
  try {
    assertCalendar(calendar, at);
    return [];
  } catch (error) {
    expect(error).toMatchObject({ code: 'service-clock.bad-calendar', kind: 'invalid', details: { rule: 'CS-7' } });
    return ((error as DomainError).details.errors ?? []).map(({ field }) => field);
  }
};
const hours = (from: string, to: string, days = [1]): Partial<ServiceCalendar> => ({ hours: [{ days, from, to }] });

describe('a calendar that can be kept (CS-7)', () => {
  it.each([
    ['office hours', officeHours],
    ['all hours', allHours],
    [
      'several intervals a day',
      aCalendar({ hours: [...officeHours.hours, { days: [1, 7], from: '16:00', to: '24:00' }] }),
    ],
    ['holidays', aCalendar({ holidays: ['2026-12-25', '2028-02-29'] })],
    ['one minute a week', aCalendar(hours('23:59', '24:00', [7]))],
  ])('%s', (_name, calendar) => expect(fieldsOf(calendar)).toEqual([]));

  it.each<[string, Partial<ServiceCalendar>, string[]]>([
    ['no such zone', { timeZone: 'Europe/Atlantis' }, ['timeZone']],
    ['an offset', { timeZone: '+02:00' }, ['timeZone']],
    ['no hours', { hours: [] }, ['hours']],
    ['no days', hours('09:00', '17:00', []), ['hours.0.days']],
    [
      'a day that is none',
      hours('09:00', '17:00', [1, 8, 0, 1.5]),
      ['hours.0.days.1', 'hours.0.days.2', 'hours.0.days.3'],
    ],
    ['nothing between', hours('09:00', '09:00'), ['hours.0.to']],
    ['backwards', hours('17:00', '09:00'), ['hours.0.to']],
    ['over midnight', hours('22:00', '06:00'), ['hours.0.to']],
    ['after the end of the day', hours('09:00', '24:01'), ['hours.0.to']],
    ['from the end of the day', hours('24:00', '24:00'), ['hours.0.to']],
    ['not a time', hours('9:00', '25:00'), ['hours.0.from', 'hours.0.to']],
    [
      'no such day',
      { holidays: ['2026-12-25', '2026-02-29', '2026-2-1', ''] },
      ['holidays.1', 'holidays.2', 'holidays.3'],
    ],
    ['all at once', { timeZone: '', hours: [], holidays: ['x'] }, ['timeZone', 'hours', 'holidays.0']],
  ])('%s is refused', (_name, wrong, fields) => expect(fieldsOf(aCalendar(wrong))).toEqual(fields));

  it('says where in the request it stands', () => {
    expect(fieldsOf(aCalendar({ hours: [] }), 'terms.serviceHours.')).toEqual(['terms.serviceHours.hours']);
  });
});
