import type { MoneyWire } from '#libs/contracts';

/** `Monday 2 March 2026, 09:00 (Europe/Berlin)`. */
export function when(instant: string | Date, timeZone: string): string {
  const at = new Date(instant);
  const day = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  const time = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return `${day.format(at).replace(',', '')}, ${time.format(at)} (${timeZone})`;
}

/** `Monday 2 March 2026`, of a day on the calendar. */
export const onDay = (day: string): string => when(`${day}T12:00:00Z`, 'UTC').replace(/, .*/, '');

/** `March 2026`, of any day in it. */
export const inMonth = (day: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', month: 'long', year: 'numeric' }).format(
    new Date(`${day}T12:00:00Z`),
  );

/** A key as words: `slow-answers` → `slow answers`. */
export const plain = (key: string): string => key.replaceAll('-', ' ');

/** 90 → `1 hour 30 minutes`. */
export function duration(minutes: number): string {
  const parts: [number, string][] = [
    [Math.floor(minutes / 1_440), 'day'],
    [Math.floor((minutes % 1_440) / 60), 'hour'],
    [Math.floor(minutes % 60), 'minute'],
  ];
  const told = parts.filter(([many]) => many > 0).map(([many, unit]) => `${many} ${unit}${many === 1 ? '' : 's'}`);
  return told.join(' ') || '0 minutes';
}

/** Hours as they are reported: 510 → `8 h 30 min`, and more than a day stays in hours. */
export const hours = (minutes: number): string =>
  [minutes >= 60 && `${Math.floor(minutes / 60)} h`, (minutes % 60 || minutes < 60) && `${minutes % 60} min`]
    .filter(Boolean)
    .join(' ');

/** An amount of zero, in any currency. */
export const isNothing = ({ amount }: MoneyWire): boolean => /^-?0+(\.0+)?$/.test(amount);

export const money = ({ amount, currency }: MoneyWire): string => `${amount} ${currency}`;

/** In fours, as IBANs and references are read: `DE89 3704 0044`. */
export const inFours = (text: string): string => text.replace(/.{4}(?=.)/g, '$& ');

/** `Monday to Friday`, `Tuesday, Thursday`. */
export function weekdays(days: readonly number[]): string {
  const sorted = days.toSorted((a, b) => a - b);
  const isRun = sorted.length > 2 && sorted.every((day, n) => day === sorted[0]! + n);
  return isRun
    ? `${names[sorted[0]! - 1]} to ${names[sorted.at(-1)! - 1]}`
    : sorted.map((day) => names[day - 1]).join(', ');
}
const names = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
