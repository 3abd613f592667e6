import { invalid } from '#libs/errors';

/** What comes first in a date such as 03/04/2024. A date that begins with the year is always year, month, day. */
export const dateOrders = ['mdy', 'dmy', 'ymd'] as const;
export type DateOrder = (typeof dateOrders)[number];

const yearFirst = /^([12]\d{3})([-/.])(\d{1,2})\2(\d{1,2})$/;
const yearLast = /^(\d{1,2})([-/.])(\d{1,2})\2([12]\d{3})$/;

/**
 * TS-5. A date of an export as `YYYY-MM-DD`: `readDate('04/03/2024', 'dmy')` is `2024-03-04`. Undefined when it is no
 * date.
 */
export function readDate(text: string, order: DateOrder): string | undefined {
  const iso = yearFirst.exec(text);
  if (iso) return dayOfParts(iso[1], iso[3], iso[4]);
  const local = yearLast.exec(text);
  if (!local || order === 'ymd') return undefined;
  const [, first, , second, year] = local;
  return order === 'dmy' ? dayOfParts(year, second, first) : dayOfParts(year, first, second);
}

function dayOfParts(year = '', month = '', day = ''): string | undefined {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const parsed = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date) ? date : undefined;
}

/**
 * TS-5. Finds the order of day and month from all dates of the file: 25/03/2024 can only be day first, and so is every
 * date with dots. Never guesses: throws invalid `timesheet.import-date-order`, asking for the option, when some date
 * would mean two days and no other decides, or when they contradict each other.
 */
export function detectDateOrder(dates: Iterable<string>): DateOrder {
  let twofold: string | undefined;
  const only = new Map<DateOrder, string>();
  for (const text of dates) {
    const dayFirst = readDate(text, 'dmy');
    const monthFirst = text.includes('.') ? undefined : readDate(text, 'mdy');
    if (dayFirst === monthFirst) continue;
    if (dayFirst && monthFirst) twofold ??= text;
    else if (dayFirst) only.set('dmy', text);
    else only.set('mdy', text);
  }
  const [decided, contradiction] = only.keys();
  if (contradiction) throw undecided(`${[...only.values()].join(' and ')} contradict each other`);
  if (decided) return decided;
  if (twofold) throw undecided(`${twofold} can be ${readDate(twofold, 'mdy')} or ${readDate(twofold, 'dmy')}`);
  // Nothing to decide: every date begins with its year, or reads the same both ways.
  return 'mdy';
}

const undecided = (why: string) =>
  invalid(
    'timesheet.import-date-order',
    `${why}: say with dateOrder whether the month (mdy) or the day (dmy) is first.`,
    {
      rule: 'TS-5',
      errors: [{ field: 'dateOrder', message: 'must be mdy or dmy for this file' }],
    },
  );
