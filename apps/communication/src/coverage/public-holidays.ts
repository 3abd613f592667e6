import type { z } from 'zod';
import type { HolidayPreview } from '#libs/contracts';
import { invalidField } from '#libs/errors';
import { addDays, type Day } from '#libs/time';

const dayMs = 86_400_000;

/**
 * The public holidays of a country, or of one of its regions, by their English names, in order; one that lasts is there
 * with each of its days. Refuses 422 `communication.no-such-country`, `communication.no-such-region`.
 */
export async function publicHolidays({
  country,
  region,
  year,
}: z.output<typeof HolidayPreview>): Promise<{ day: Day; name: string }[]> {
  // Some megabytes of data, which nobody needs until they ask.
  const { default: Holidays } = await import('date-holidays');
  const known = new Holidays();
  if (!Object.hasOwn(known.getCountries(), country)) {
    throw invalidField('communication.no-such-country', 'country', 'has no holidays that are known here');
  }
  if (region !== undefined && !Object.hasOwn(known.getStates(country) ?? {}, region)) {
    const regions = Object.keys(known.getStates(country) ?? {});
    const message = regions.length ? `must be one of ${regions.join(', ')}` : 'is not told apart in this country';
    throw invalidField('communication.no-such-region', 'region', message);
  }
  const holidays = region ? new Holidays(country, region) : new Holidays(country);
  return holidays
    .getHolidays(year, 'en')
    .filter(({ type }) => type === 'public')
    .flatMap(({ date, start, end, name }) =>
      Array.from({ length: Math.max(1, Math.round((end.getTime() - start.getTime()) / dayMs)) }, (_, n) => ({
        day: addDays(date.slice(0, 10), n),
        name,
      })),
    )
    .filter(({ day }) => day.startsWith(`${year}-`))
    .sort((a, b) => (a.day < b.day ? -1 : 1));
}
