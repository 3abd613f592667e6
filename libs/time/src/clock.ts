import { invalid } from '#libs/errors';

/** The one source of the present: inject it, never ask the system. */
export abstract class Clock {
  /** The current instant, in UTC. */
  abstract now(): Date;
}

export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}

/** Time that stands still until it is moved, for demonstrations and tests. */
export class ManualClock extends Clock {
  private current: Date;

  constructor(start: Date) {
    super();
    this.current = new Date(start);
  }

  now(): Date {
    return new Date(this.current);
  }

  /** Moves time to `now`. Throws 422 `clock.backwards` when that lies in the past. */
  set(now: Date): void {
    if (now < this.current) {
      throw invalid('clock.backwards', `The clock stands at ${this.current.toISOString()} and only moves forward.`, {
        facts: { now: this.current.toISOString() },
      });
    }
    this.current = new Date(now);
  }
}
