import fc from 'fast-check';
import { isServiceTime } from '#libs/service-clock';
import { defaultChoice, workingCalendars } from '../preferences/preferences.rules.js';
import { deliveryOf, nextDigest } from './delivery.rules.js';

const berlin = defaultChoice('Europe/Berlin');
const notice = { topic: 'questions' as const, urgent: false, atOnce: false, hasFile: false };
const calendars = workingCalendars(berlin, false, []);
const at = (instant: string, change: object = {}, choice: object = {}) => {
  const plan = deliveryOf({ ...notice, ...change }, { ...berlin, ...choice }, calendars, new Date(instant));
  return plan.state === 'skipped' ? plan.state : `${plan.state} ${plan.notBefore?.toISOString() ?? 'now'}`;
};

describe('CS-7, NT-1: when a notice goes out', () => {
  it.each([
    ['in working hours', '2026-03-02T09:00:00Z', 'queued now'],
    ['Friday evening', '2026-03-06T17:00:00Z', 'held 2026-03-09T08:00:00.000Z'],
    ['at the very start', '2026-03-02T08:00:00Z', 'queued now'],
    ['at the very end', '2026-03-02T16:00:00Z', 'held 2026-03-03T08:00:00.000Z'],
    ['over the weekend on which clocks go forward', '2026-03-27T16:00:00Z', 'held 2026-03-30T07:00:00.000Z'],
    ['over the weekend on which clocks go back', '2026-10-23T15:00:00Z', 'held 2026-10-26T08:00:00.000Z'],
    ['in the hour that is there twice', '2026-10-25T00:30:00Z', 'held 2026-10-26T08:00:00.000Z'],
  ])('%s', (_, instant, expected) => expect(at(instant)).toBe(expected));

  const night = '2026-03-06T22:00:00Z';
  it.each<[string, object, object, string]>([
    ['a breach passes the night', { urgent: true }, {}, 'queued now'],
    ['a breach passes a topic that is off', { urgent: true }, { topics: { questions: 'off' } }, 'queued now'],
    ['a breach passes the digest', { urgent: true }, { topics: { questions: 'digest' } }, 'queued now'],
    ['words of a person pass the night', { atOnce: true }, {}, 'queued now'],
    ['a topic that is off', { atOnce: true }, { topics: { questions: 'off' } }, 'skipped'],
    ['another topic that is off', {}, { topics: { money: 'off' } }, 'held 2026-03-09T08:00:00.000Z'],
    ['the digest', { atOnce: true }, { topics: { questions: 'digest' } }, 'digest 2026-03-07T08:00:00.000Z'],
    [
      'a file doesn’t fit the digest',
      { hasFile: true, atOnce: true },
      { topics: { questions: 'digest' } },
      'queued now',
    ],
  ])('%s', (_, change, choice, expected) => expect(at(night, change, choice)).toBe(expected));

  it('always, when no working hours are named', () => {
    const open = { ...berlin, workingHours: [] };
    expect(deliveryOf(notice, open, workingCalendars(open, true, []), new Date(night)).state).toBe('queued');
  });

  it('by default an expert is at work in its shifts too; once it chose, its choice holds alone', () => {
    const evening = [{ timeZone: 'Europe/Berlin', hours: [{ days: [5], from: '18:00', to: '24:00' }], holidays: [] }];
    const [byDefault, chosen] = [false, true].map((is) => workingCalendars(berlin, is, evening));
    expect(deliveryOf(notice, berlin, byDefault!, new Date(night)).state).toBe('queued');
    expect(deliveryOf(notice, berlin, chosen!, new Date(night)).state).toBe('held');
  });

  it.each([
    ['later today', '08:30', '2026-03-02T06:00:00Z', '2026-03-02T07:30:00.000Z'],
    ['tomorrow, when it is that time now', '08:30', '2026-03-02T07:30:00Z', '2026-03-03T07:30:00.000Z'],
    ['a time that is skipped comes an hour later', '02:30', '2026-03-28T12:00:00Z', '2026-03-29T01:30:00.000Z'],
    ['a time that is there twice comes first', '02:30', '2026-10-24T12:00:00Z', '2026-10-25T00:30:00.000Z'],
    ['after the repeated one the next day', '02:30', '2026-10-25T00:30:00Z', '2026-10-26T01:30:00.000Z'],
  ])('a digest: %s', (_, digestAt, now, expected) => {
    expect(nextDigest({ digestAt, timeZone: 'Europe/Berlin' }, new Date(now)).toISOString()).toBe(expected);
  });

  it('whatever the moment and zone: out now in working hours, else held until they begin', () => {
    const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Apia'];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true }),
        (zone, now) => {
          const choice = defaultChoice(zone);
          const [calendar] = workingCalendars(choice, false, []);
          const plan = deliveryOf(notice, choice, [calendar!], now);
          if (plan.state === 'held') {
            expect(plan.notBefore > now).toBe(true);
            expect(isServiceTime(calendar!, plan.notBefore)).toBe(true);
            expect(isServiceTime(calendar!, new Date(plan.notBefore.getTime() - 1_000))).toBe(false);
          } else expect(isServiceTime(calendar!, now)).toBe(true);
        },
      ),
    );
  });
});
