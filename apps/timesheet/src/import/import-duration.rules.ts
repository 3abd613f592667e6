import { divideHalfEven } from '#libs/money';

const minutesPerHour = 60n;
const secondsPerHour = 3600n;

/** An exact stretch of time in hours, as a fraction: 1,5 is 15/10, 00:20:00 is 1200/3600. */
export interface Hours {
  numerator: bigint;
  denominator: bigint;
}

/**
 * TS-5. Reads a duration as the three tools write it: `1:30`, `01:30:00` (also over 24 h), `18:25 min`, `41 sec`, `1.5`,
 * `1,5`, `1.234,5`. Undefined when it is none, or when `1,234` leaves open whether it is more than one hour or a
 * thousand.
 */
export function readHours(text: string): Hours | undefined {
  const clock = /^(-?)(\d{1,5}):([0-5]\d)(?::([0-5]\d))?$/.exec(text);
  if (clock) return secondsAsHours(clock[1], clock[2], clock[3], clock[4]);
  const short = /^(?:(\d{1,2}):([0-5]\d) min|(\d{1,2}) sec)$/.exec(text);
  if (short) return secondsAsHours('', '0', short[1], short[2] ?? short[3]);
  return readDecimal(text.replace(/\s?h$/, ''));
}

function secondsAsHours(sign = '', hours = '0', minutes = '0', seconds = '0'): Hours {
  const total = BigInt(hours) * secondsPerHour + BigInt(minutes) * 60n + BigInt(seconds);
  return { numerator: sign ? -total : total, denominator: secondsPerHour };
}

const grouped = /^\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*$/;

function readDecimal(text: string): Hours | undefined {
  const digits = text.replace(/[\s'’]/g, '');
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(.*?)(?:[.,](\d{0,9}))?$/.exec(digits) ?? [];
  const separator = digits.at(-fraction.length - 1);
  const grouping = grouped.exec(whole)?.[1];
  const plain = /^\d{1,5}$/.test(whole);
  if (!plain && (!grouping || grouping === separator)) return undefined;
  // One separator and three digits after it: a decimal or a thousand, unless it begins with a zero.
  if (plain && fraction.length === 3 && !/^0+$/.test(whole) && whole.length <= 3) return undefined;
  return {
    numerator: BigInt(sign + whole.replace(/[.,]/g, '') + fraction),
    denominator: 10n ** BigInt(fraction.length),
  };
}

/** Seconds, for comparing with the time between start and end. */
export const secondsOf = ({ numerator, denominator }: Hours): number =>
  Number(divideHalfEven(numerator * secondsPerHour, denominator));

/**
 * TS-5. Whole minutes of an exact duration: rounded half-even like money, and never less than one, so that work done
 * isn't lost: 1:00:29 is 60, 1:00:30 is 60 (the even one), 1:01:30 is 62, 0:00:01 is 1. Zero and below is refused
 * before it gets here.
 */
export const minutesOf = ({ numerator, denominator }: Hours): number =>
  Math.max(1, Number(divideHalfEven(numerator * minutesPerHour, denominator)));

/** TS-5. A time of day on a 24- or 12-hour clock as `HH:mm:ss`: `1:05 PM` is `13:05:00`, `12:00 am` is `00:00:00`. */
export function readTimeOfDay(text: string): string | undefined {
  const match = /^(\d{1,2}):([0-5]\d)(?::([0-5]\d))?(?:\s*([ap])\.?m\.?)?$/i.exec(text);
  if (!match) return undefined;
  const [, written, minutes, seconds = '00', half] = match;
  const hour = Number(written);
  if (half ? hour < 1 || hour > 12 : hour > 23) return undefined;
  const shifted = half ? (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : hour;
  return `${String(shifted).padStart(2, '0')}:${minutes}:${seconds}`;
}
