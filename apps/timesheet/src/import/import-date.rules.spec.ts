import fc from 'fast-check';
import { dateOrders, detectDateOrder, readDate, type DateOrder } from './import-date.rules.js';

describe('a date of an export (TS-5)', () => {
  it.each<[string, DateOrder, string | undefined]>([
    ['04/03/2024', 'dmy', '2024-03-04'],
    ['04/03/2024', 'mdy', '2024-04-03'],
    ['4.3.2024', 'dmy', '2024-03-04'],
    ['2024-03-04', 'mdy', '2024-03-04'],
    ['2024/3/4', 'ymd', '2024-03-04'],
    ['29/02/2024', 'dmy', '2024-02-29'],
    ['29/02/2023', 'dmy', undefined],
    ['31/04/2024', 'dmy', undefined],
    ['13/25/2024', 'mdy', undefined],
    ['04/03/2024', 'ymd', undefined],
    ['04/03-2024', 'dmy', undefined],
    ['04/03/24', 'dmy', undefined],
    ['0000-01-01', 'ymd', undefined],
    ['yesterday', 'dmy', undefined],
    ['', 'dmy', undefined],
  ])('%s read %s is %s', (text, order, day) => expect(readDate(text, order)).toBe(day));

  it('reads every day back from every order', () => {
    const days = fc.date({ min: new Date('1000-01-01'), max: new Date('2999-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(days, fc.constantFrom(...dateOrders), fc.constantFrom('-', '/', '.'), (date, order, separator) => {
        const day = date.toISOString().slice(0, 10);
        const [y, m, d] = day.split('-');
        const written = { ymd: [y, m, d], mdy: [m, d, y], dmy: [d, m, y] }[order].join(separator);
        expect(readDate(written, order)).toBe(day);
      }),
    );
  });
});

describe('the order of day and month (TS-5)', () => {
  it.each<[string[], DateOrder]>([
    [['03/04/2024', '25/04/2024'], 'dmy'],
    [['03/04/2024', '04/25/2024'], 'mdy'],
    [['03.04.2024'], 'dmy'],
    [['03/03/2024', '25/03/2024'], 'dmy'],
    [['no date', '', '04/25/2024'], 'mdy'],
  ])('%s decide for %s', (dates, order) => expect(detectDateOrder(dates)).toBe(order));

  it('is read either way when both readings agree on every day', () => {
    expect(readDate('03/03/2024', detectDateOrder(['03/03/2024']))).toBe('2024-03-03');
    expect(readDate('2024-03-04', detectDateOrder(['2024-03-04']))).toBe('2024-03-04');
    expect(detectDateOrder([])).toBe('mdy');
  });

  it.each([
    [['03/04/2024'], '03/04/2024 can be 2024-03-04 or 2024-04-03'],
    [['25/03/2024', '03/25/2024'], '25/03/2024 and 03/25/2024 contradict each other'],
  ])('%s leave it open, so the option is asked for', (dates, why) => {
    expect(() => detectDateOrder(dates)).toThrow(
      expect.objectContaining({ code: 'timesheet.import-date-order', detail: expect.stringContaining(why) }),
    );
  });
});
