import fc from 'fast-check';
import { addDays, dayOf, weekday } from '#libs/time';
import { checkOrder, firstWeek, isDue, momentOf, openWeek, type SendingTimes } from './sending-time.rules.js';

const times: SendingTimes = {
  sending: { weekday: 4, time: '10:00' },
  reminder: { weekday: 5, time: '15:00' },
  closing: { weekday: 7, time: '24:00' },
};
const berlin = 'Europe/Berlin';
const newYork = 'America/New_York';
const at = (instant: string): Date => new Date(instant);

describe('QN-1: when contacts are asked', () => {
  it.each([
    ['2026-03-23', berlin, times.sending, '2026-03-26T09:00:00Z'],
    ['2026-03-30', berlin, times.sending, '2026-04-02T08:00:00Z'],
    // The night to March 29th is an hour short there, the night to November 1st an hour long here.
    ['2026-03-23', berlin, times.closing, '2026-03-29T22:00:00Z'],
    ['2026-03-16', berlin, times.closing, '2026-03-22T23:00:00Z'],
    ['2026-10-26', newYork, times.sending, '2026-10-29T14:00:00Z'],
    ['2026-11-02', newYork, times.sending, '2026-11-05T15:00:00Z'],
    ['2026-10-26', newYork, times.closing, '2026-11-02T05:00:00Z'],
    // A moment that the change leaves out comes an hour later.
    ['2026-03-23', berlin, { weekday: 7, time: '02:30' }, '2026-03-29T01:30:00Z'],
  ])('the week of %s in %s, %j: %s', (week, zone, moment, expected) => {
    expect(momentOf(week, moment, zone)).toEqual(at(expected));
  });

  it.each([
    ['2026-03-05T08:59:59Z', '2026-03-02'],
    ['2026-03-05T09:00:00Z', '2026-03-02'],
    ['2026-03-05T09:00:01Z', '2026-03-09'],
    ['2026-03-08T22:59:59Z', '2026-03-09'],
    ['2026-03-08T23:00:00Z', '2026-03-09'],
  ])('a client that begins at %s is asked in the week of %s first', (now, week) => {
    expect(firstWeek(at(now), times, berlin)).toBe(week);
  });

  it.each([
    ['2026-03-13T08:00:00Z', times.closing, '2026-03-09'],
    ['2026-03-15T22:59:59Z', times.closing, '2026-03-09'],
    ['2026-03-15T23:00:00Z', times.closing, '2026-03-16'],
    ['2026-03-14T12:00:00Z', { weekday: 6, time: '12:00' }, '2026-03-16'],
  ])('after an outage, at %s with closing %j, the week of %s is next', (now, closing, week) => {
    expect(openWeek(at(now), { ...times, closing }, berlin)).toBe(week);
  });

  it.each<[string, string | null, number, boolean]>([
    ['2026-03-09', null, 30, true],
    ['2026-03-09', '2026-03-02', 7, true],
    ['2026-03-09', '2026-03-02', 14, false],
    ['2026-03-16', '2026-03-02', 14, true],
    ['2026-03-16', '2026-03-02', 10, true],
    ['2026-03-09', '2026-03-02', 1, true],
  ])('in the week of %s, last asked in that of %s, every %i days: %s', (week, last, everyDays, due) => {
    expect(isDue(week, last, everyDays)).toBe(due);
  });

  it('every week has its hour on the same day of the week and the same clock, in any zone', () => {
    const zones = fc.constantFrom(berlin, newYork, 'Asia/Kathmandu', 'Pacific/Apia', 'Australia/Lord_Howe');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_000 }), zones, (weeks, zone) => {
        const sent = momentOf(addDays('2020-01-06', weeks * 7), times.sending, zone);
        expect(weekday(dayOf(sent, zone))).toBe(4);
        const wall = sent.toLocaleTimeString('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
        expect(wall).toBe('10:00');
        expect(firstWeek(sent, times, zone)).toBe(addDays('2020-01-06', weeks * 7));
      }),
    );
  });

  it.each<[Partial<SendingTimes>, string | undefined]>([
    [{}, undefined],
    [{ reminder: { weekday: 4, time: '10:01' } }, undefined],
    [{ reminder: { weekday: 4, time: '10:00' } }, 'reminder'],
    [{ reminder: { weekday: 3, time: '23:00' } }, 'reminder'],
    [{ closing: { weekday: 5, time: '15:00' } }, 'closing'],
  ])('with %j it is refused for its %s', (change, field) => {
    let refused: string | undefined;
    try {
      checkOrder({ ...times, ...change });
    } catch (error) {
      refused = (error as { details: { errors: { field: string }[] } }).details.errors[0]!.field;
    }
    expect(refused).toBe(field);
  });
});
