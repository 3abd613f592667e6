import type { ServiceCalendar } from '../index.js';

// The definition, word for word and slow: what does the wall clock show? Shares nothing with the engine. All offsets in
// use are whole minutes, so each minute of UTC counts as a whole or not at all.
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const formats = new Map<string, Intl.DateTimeFormat>();

function format(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, hourCycle: 'h23', weekday: 'short', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit' },
  });
  formats.set(timeZone, made);
  return made;
}

export function oracleLabel({ timeZone, hours, holidays }: ServiceCalendar, at: Date) {
  const parts = format(timeZone).formatToParts(at);
  const wall = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  if (holidays.includes(`${wall.year}-${wall.month}-${wall.day}`)) return 'holiday';
  const weekday = weekdays.indexOf(wall.weekday!) + 1;
  const time = `${wall.hour}:${wall.minute}`;
  const within = hours.some(({ days, from, to }) => days.includes(weekday) && from <= time && time < to);
  return within ? 'counted' : 'outside-hours';
}

/** Minute by minute. */
export function oracleSeconds(calendar: ServiceCalendar, from: Date, to: Date): number {
  let sum = 0;
  for (let at = from.getTime(); at < to.getTime();) {
    const end = Math.min(to.getTime(), (Math.floor(at / 60_000) + 1) * 60_000);
    if (oracleLabel(calendar, new Date(at)) === 'counted') sum += end - at;
    at = end;
  }
  return sum / 1000;
}
