import { conflict } from '#libs/errors';
import { type Day, dayOf, weekOf } from '#libs/time';
import { type BoardDays, checkDay } from '../boards/board.rules.js';
import { checkDayTotal, checkMinutes, checkSpan, checkWeekOpen, type DayOfWork } from '../entries/entries.rules.js';

export interface Span {
  startedAt: Date;
  endedAt: Date;
}

/** An expert's hours before an import, as far as they decide what may come in. */
export interface HoursBefore {
  board: BoardDays & { timeZone: string };
  now: Date;
  /** States of the board's sheets by week. */
  sheets: ReadonlyMap<Day, string>;
  /** Minutes of the expert's days, over all boards. */
  days: ReadonlyMap<Day, number>;
  /** Stretches of time that are taken, none overlapping another. */
  spans: readonly Span[];
}

/**
 * TS-4, TS-5. Judges the rows of an import one after the other, by the rules of a single entry: the hours of a row that
 * came in count for the next, a refused one leaves nothing behind.
 */
export class HoursSoFar {
  private readonly days: Map<Day, number>;
  /** In order of time; ends are in the same order, because none overlap. */
  private readonly spans: Span[];

  constructor(private readonly before: HoursBefore) {
    this.days = new Map(before.days);
    this.spans = before.spans.toSorted((a, b) => a.startedAt.getTime() - b.startedAt.getTime());
  }

  /** Takes the days of one row in, all or none. Throws the refusal that a single entry would get. */
  take(work: readonly DayOfWork[]): void {
    const { board, now, sheets } = this.before;
    const today = dayOf(now, board.timeZone);
    const { startedAt: from } = work[0] ?? {};
    const { endedAt: until } = work.at(-1) ?? {};
    if (from && until) checkSpan(from, until, now);
    for (const { day, minutes } of work) {
      checkMinutes(minutes, day, today);
      checkDay(board, day);
      checkWeekOpen(sheets.get(weekOf(day)) ?? 'open', weekOf(day));
      checkDayTotal(this.minutesOn(day) + minutes, day, board.timeZone);
    }
    const spans = work.flatMap(({ startedAt, endedAt }) => (startedAt && endedAt ? [{ startedAt, endedAt }] : []));
    if (spans.some((span) => this.isTaken(span))) {
      throw conflict('timesheet.overlap', 'It overlaps other hours of the same expert.', { rule: 'TS-4' });
    }
    for (const { day, minutes } of work) this.days.set(day, this.minutesOn(day) + minutes);
    for (const span of spans) this.spans.splice(this.indexOf(span), 0, span);
  }

  private minutesOn(day: Day): number {
    return this.days.get(day) ?? 0;
  }

  private isTaken(span: Span): boolean {
    const next = this.spans[this.indexOf(span)];
    return next !== undefined && next.startedAt < span.endedAt;
  }

  /** Where the first stretch is that ends after `startedAt`. */
  private indexOf({ startedAt }: Span): number {
    let [low, high] = [0, this.spans.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.spans[middle]!.endedAt > startedAt) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
