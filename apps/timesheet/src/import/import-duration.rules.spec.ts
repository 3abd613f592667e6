import fc from 'fast-check';
import { minutesOf, readHours, readTimeOfDay, secondsOf } from './import-duration.rules.js';

describe('a duration of an export (TS-5)', () => {
  it.each([
    ['01:30:00', 5400],
    ['1:30', 5400],
    ['0:13', 780],
    ['26:15:00', 94_500],
    ['00:00:00', 0],
    ['-1:30', -5400],
    ['18:25 min', 1105],
    ['41 sec', 41],
    ['1.5', 5400],
    ['1,5', 5400],
    ['1.50 h', 5400],
    ['20,0', 72_000],
    ['0,01', 36],
    ['0.125', 450],
    ['8', 28_800],
    ['-2', -7200],
    ['1.234,5', 4_444_200],
    ['1,234.50', 4_444_200],
    ["1'234.5", 4_444_200],
    ['1 234,5', 4_444_200],
  ])('%s is %s seconds', (text, seconds) => {
    const hours = readHours(text);
    expect(hours && secondsOf(hours)).toBe(seconds);
  });

  it.each([
    '',
    '1,234',
    '1.234',
    '1:75',
    '1:30:75',
    '1:2',
    'eight',
    '1e3',
    '0x8',
    '1.2.3',
    '1,23,4',
    '12,34.5',
    '9'.repeat(99),
  ])('does not read %s, which is no clear duration', (text) => expect(readHours(text)).toBeUndefined());

  it('reads every clock duration exactly', () => {
    fc.assert(
      fc.property(fc.nat(99_999), fc.nat(59), fc.nat(59), (hours, minutes, seconds) => {
        const text = `${hours}:${String(minutes).padStart(2, '0')}:${String(seconds).padStart(2, '0')}`;
        expect(readHours(text)).toEqual({
          numerator: BigInt(hours * 3600 + minutes * 60 + seconds),
          denominator: 3600n,
        });
      }),
    );
  });
});

describe('whole minutes of a duration (TS-5)', () => {
  it.each([
    ['1:00:29', 60],
    ['1:00:30', 60],
    ['1:00:31', 61],
    ['1:01:30', 62],
    ['0:00:01', 1],
    ['0,01', 1],
    ['0.33', 20],
    ['7,5', 450],
  ])('%s is %s', (text, minutes) => {
    const hours = readHours(text);
    expect(hours && minutesOf(hours)).toBe(minutes);
  });
});

describe('a time of day (TS-5)', () => {
  it.each([
    ['10:23:52 AM', '10:23:52'],
    ['10:23 AM', '10:23:00'],
    ['12:00 am', '00:00:00'],
    ['12:30:41 PM', '12:30:41'],
    ['1:05\u202fp.m.', '13:05:00'],
    ['9:00', '09:00:00'],
    ['23:59:59', '23:59:59'],
    ['24:00', undefined],
    ['13:00 PM', undefined],
    ['0:30 AM', undefined],
    ['9', undefined],
    ['9:60', undefined],
  ])('%s is %s', (text, time) => expect(readTimeOfDay(text)).toBe(time));
});
