import { grouped, hours, inFours } from './words.rules.js';
import { wrapped } from './wrap.rules.js';

describe('words on paper', () => {
  it.each([
    [95, '1 h 35 min'],
    [60, '1 h'],
    [0, '0 min'],
    [-90, '−1 h 30 min'],
  ])('%s minutes are %s', (minutes, text) => expect(hours(minutes)).toBe(text));

  it.each([
    ['1234567.50', '1,234,567.50'],
    ['-1000.00', '−1,000.00'],
    ['999.99', '999.99'],
    ['12345', '12,345'],
    ['9007199254740993.01', '9,007,199,254,740,993.01'],
  ])('%s is %s', (amount, text) => expect(grouped(amount)).toBe(text));

  it('an account number is read in fours', () => expect(inFours('DE89370400440')).toBe('DE89 3704 0044 0'));

  it.each([
    ['one two three', ['one two', 'three']],
    ['one\ntwo', ['one', 'two']],
    ['incomprehensible', ['incompre', 'hensible']],
    ['a incomprehensible b', ['a', 'incompre', 'hensible', 'b']],
    ['', ['']],
  ])('%j in lines of eight', (text, lines) => expect(wrapped(text, (line) => line.length <= 8)).toEqual(lines));
});
