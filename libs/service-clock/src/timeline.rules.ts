import type { ServiceCalendar } from './calendar.rules.js';
import { type OffsetStretch, offsetStretches } from './offsets.rules.js';
import { remembered } from './remembered.rules.js';
import { type CalendarLabel, dayPartsOf, type DayParts, daySeconds } from './week.rules.js';

const blockSeconds = 32 * daySeconds;
/** Some twenty years of one calendar. */
const blocksKept = 256;
const calendarsKept = 1000;

/** A stretch of a calendar, in whole seconds since 1970; `to` is excluded. */
export interface Piece {
  from: number;
  to: number;
  label: CalendarLabel;
}

/** 32 days of a calendar, cut where its answer changes. The piece `i` starts at `starts[i]`, the last ends with the block. */
interface Block {
  readonly offsets: readonly OffsetStretch[];
  readonly starts: readonly number[];
  readonly labels: readonly CalendarLabel[];
  /** Counted seconds of the block before each piece. */
  readonly before: readonly number[];
  readonly counted: number;
}

/** CS-7. A calendar laid out in time. What was worked out is kept, so that each question costs two searches. */
export class Timeline {
  private readonly blocks = new Map<number, Block>();
  private readonly partsOf: DayParts;

  constructor(private readonly calendar: ServiceCalendar) {
    this.partsOf = dayPartsOf(calendar);
  }

  labelAt(second: number): CalendarLabel {
    const { starts, labels } = this.block(blockOf(second));
    return labels[lastUpTo(starts, second)]!;
  }

  /** Counted seconds in [from, to). */
  counted(from: number, to: number): number {
    const [first, last] = [blockOf(from), blockOf(to)];
    let sum = countedBefore(this.block(last), to) - countedBefore(this.block(first), from);
    for (let index = first; index < last; index++) sum += this.block(index).counted;
    return sum;
  }

  /** The end of the `seconds`th counted second after `from`, at least 1; null when that is later than `horizon`. */
  endOf(seconds: number, from: number, horizon: number): number | null {
    const first = blockOf(from);
    let left = seconds + countedBefore(this.block(first), from);
    for (let index = first; index * blockSeconds < horizon; index++) {
      const { before, counted, starts } = this.block(index);
      if (left <= counted) {
        const piece = lastUpTo(before, left - 1);
        const end = starts[piece]! + left - before[piece]!;
        return end <= horizon ? end : null;
      }
      left -= counted;
    }
    return null;
  }

  /** [from, to) in pieces that touch; neighbours may say the same. */
  *pieces(from: number, to: number): Generator<Piece> {
    for (let start = from; start < to;) {
      const index = blockOf(start);
      const { starts, labels } = this.block(index);
      const piece = lastUpTo(starts, start);
      const end = Math.min(to, starts[piece + 1] ?? (index + 1) * blockSeconds);
      yield { from: start, to: end, label: labels[piece]! };
      start = end;
    }
  }

  /** [from, to) where the clocks run evenly, in pieces that touch. */
  *offsets(from: number, to: number): Generator<OffsetStretch> {
    for (let index = blockOf(from); index * blockSeconds < to; index++) {
      for (const { offset, ...stretch } of this.block(index).offsets) {
        const [start, end] = [Math.max(from, stretch.from), Math.min(to, stretch.to)];
        if (start < end) yield { from: start, to: end, offset };
      }
    }
  }

  private block(index: number): Block {
    return remembered(this.blocks, blocksKept, index, () => this.lay(index * blockSeconds));
  }

  private lay(from: number): Block {
    const to = from + blockSeconds;
    const offsets = offsetStretches(this.calendar.timeZone, from, to);
    const starts: number[] = [];
    const labels: CalendarLabel[] = [];
    const before: number[] = [];
    let counted = 0;
    for (const piece of offsets.flatMap((stretch) => this.piecesOf(stretch))) {
      if (labels.at(-1) !== piece.label) {
        starts.push(piece.from);
        labels.push(piece.label);
        before.push(counted);
      }
      if (piece.label === 'counted') counted += piece.to - piece.from;
    }
    return { offsets, starts, labels, before, counted };
  }

  /** While the wall clock runs evenly, its days follow each other and are all as long. */
  private piecesOf({ from, to, offset }: OffsetStretch): Piece[] {
    const pieces: Piece[] = [];
    for (let day = Math.floor((from + offset) / daySeconds); day * daySeconds - offset < to; day++) {
      const midnight = day * daySeconds - offset;
      for (const part of this.partsOf(day)) {
        const [start, end] = [Math.max(from, midnight + part.from), Math.min(to, midnight + part.to)];
        if (start < end) pieces.push({ from: start, to: end, label: part.label });
      }
    }
    return pieces;
  }
}

const blockOf = (second: number): number => Math.floor(second / blockSeconds);

function countedBefore({ starts, labels, before }: Block, second: number): number {
  const piece = lastUpTo(starts, second);
  return before[piece]! + (labels[piece] === 'counted' ? second - starts[piece]! : 0);
}

/** The index of the last value that is not above `limit`, by bisection; the first one never is. */
function lastUpTo(values: readonly number[], limit: number): number {
  let low = 0;
  for (let high = values.length; high - low > 1;) {
    const middle = (low + high) >> 1;
    if (values[middle]! <= limit) low = middle;
    else high = middle;
  }
  return low;
}

const byCalendar = new WeakMap<ServiceCalendar, Timeline>();
const byContent = new Map<string, Timeline>();

/** The timeline of a calendar; calendars of the same content share one, however often they are read from a table. */
export function timelineOf(calendar: ServiceCalendar): Timeline {
  const known = byCalendar.get(calendar);
  if (known) return known;
  const { timeZone, hours, holidays } = calendar;
  const content = JSON.stringify([timeZone, hours.map(({ days, from, to }) => [days, from, to]), holidays]);
  const timeline = remembered(byContent, calendarsKept, content, () => new Timeline({ timeZone, hours, holidays }));
  byCalendar.set(calendar, timeline);
  return timeline;
}
