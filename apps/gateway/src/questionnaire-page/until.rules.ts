type Style = Intl.DateTimeFormatOptions;
const told = (at: Date, timeZone: string, style: Style): string =>
  new Intl.DateTimeFormat('en-GB', { ...style, timeZone }).format(at).replace(',', '');

/**
 * QN-1. Until when an answer can change, as the client reads it. A week that closes at Sunday's midnight: `the end of Sunday
 * 8 March`; one that closes on Friday at six: `Friday 6 March, 18:00 (Europe/Berlin)`.
 */
export function untilWords(closesAt: string, timeZone: string): string {
  const at = new Date(closesAt);
  const lastMoment = new Date(at.getTime() - 1);
  const day = (of: Date): string => told(of, timeZone, { weekday: 'long', day: 'numeric', month: 'long' });
  const time = told(at, timeZone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return ['00:00', '23:59'].includes(time) ? `the end of ${day(lastMoment)}` : `${day(at)}, ${time} (${timeZone})`;
}

/** `Monday 2 March 2026`, of a day on the calendar. */
export const dayWords = (day: string): string =>
  told(new Date(`${day}T12:00:00Z`), 'UTC', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
