import { invalid } from '#libs/errors';
import { addDays } from '#libs/time';
import type { CellReader } from './import-columns.rules.js';
import { readDate, type DateOrder } from './import-date.rules.js';
import { minutesOf, readHours, readTimeOfDay, secondsOf, type Hours } from './import-duration.rules.js';
import { resolveInterval, secondsIn, type Interval, type WallTime } from './import-interval.rules.js';

/** What one row of an export says, in our words. Texts are `''` where the export has none. */
export interface ImportedWork {
  user: string;
  email: string;
  client: string;
  project: string;
  task: string;
  description: string;
  /** The day the work began, on the wall: `YYYY-MM-DD`. */
  day: string;
  /** Both or neither: Harvest knows durations alone. */
  startedAt?: Date;
  endedAt?: Date;
  /** What the tool counted; may differ from start to end where it rounds durations. */
  minutes: number;
}

export interface ReadRow {
  work: ImportedWork;
  /** What makes it this work and no other, free of the zone: read again for another wall it is the same work. */
  identity: string;
}

export interface RowReading {
  cell: CellReader;
  dateOrder: DateOrder;
  timeZone: string;
}

/**
 * TS-5. Reads one row, or throws invalid with the reason: `timesheet.import-not-work` (a break, time off),
 * `timesheet.import-bad-date`, `-bad-time`, `-bad-duration`, `-not-positive`, and those of `resolveInterval`.
 */
export function readRow(cells: string[], { cell, dateOrder, timeZone }: RowReading): ReadRow {
  const text = (field: Parameters<CellReader>[1]) => cell(cells, field);
  refuseNonWork(text('kind'));
  const day = dayIn(text('startDate'), dateOrder);
  const counted = countedHours(text('duration') || text('decimalHours'));
  const start = wallTime(day, text('startTime'));
  const end = wallTime(text('endDate') ? dayIn(text('endDate'), dateOrder) : day, text('endTime'));
  if (!text('endDate') && start && end && end.time <= start.time) end.day = addDays(day, 1);

  const interval = start && end && resolveInterval(start, end, timeZone, counted && secondsOf(counted));
  const hours = counted ?? (interval && hoursIn(interval));
  if (!hours) throw invalid('timesheet.import-bad-duration', 'There is no duration, nor a start and an end.');
  const who = {
    user: text('user') || `${text('firstName')} ${text('lastName')}`.trim(),
    email: text('email').toLowerCase(),
  };
  const what = {
    client: text('client'),
    project: text('project'),
    task: text('task'),
    description: text('description'),
  };
  const minutes = minutesOf(hours);
  return {
    work: { ...who, ...what, day, ...interval, minutes },
    identity: JSON.stringify([who, what, day, start, end, minutes]),
  };
}

/** Clockify marks breaks and leave; a team's own column may be called Type too, so only these are refused. */
function refuseNonWork(kind: string): void {
  if (!/^(break|holiday|time[ _-]?off)$/i.test(kind)) return;
  throw invalid('timesheet.import-not-work', `The row is of the type ${kind}, which is no work.`);
}

function dayIn(text: string, order: DateOrder): string {
  const day = readDate(text, order);
  if (!day)
    throw invalid('timesheet.import-bad-date', `${quoted(text)} is no date${order === 'ymd' ? '' : ` (${order})`}.`);
  return day;
}

function wallTime(day: string, text: string): WallTime | undefined {
  if (!text) return undefined;
  const time = readTimeOfDay(text);
  if (!time) throw invalid('timesheet.import-bad-time', `${quoted(text)} is no time of day.`);
  return { day, time };
}

function countedHours(text: string): Hours | undefined {
  if (!text) return undefined;
  const hours = readHours(text);
  if (!hours) throw invalid('timesheet.import-bad-duration', `${quoted(text)} is no clear duration.`);
  if (hours.numerator <= 0n) throw invalid('timesheet.import-not-positive', `${quoted(text)} is no time worked.`);
  return hours;
}

const hoursIn = (interval: Interval): Hours => ({ numerator: BigInt(secondsIn(interval)), denominator: 3600n });

/** A reason names the cell, not all of a long one. */
const quoted = (text: string): string => `"${text.length > 30 ? `${text.slice(0, 30)}…` : text}"`;
