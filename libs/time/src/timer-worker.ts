import { Injectable } from '@nestjs/common';

/** Fires due timers, each in the transaction that takes it off the table. */
@Injectable()
export class TimerWorker {
  /** When the next timer falls due (or is tried again), null when none waits. */
  declare nextDue: () => Promise<Date | null>;
  /** Fires everything that is due by the Clock, and answers how many fired. */
  declare runDue: () => Promise<number>;
}
