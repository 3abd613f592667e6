import { Injectable } from '@nestjs/common';

/** Moves the manual clock of this service; it's resumed from the table `manual_clock` after a restart. */
@Injectable()
export class ClockControl {
  declare readonly isManual: boolean;
  declare now: () => Date;
  /** Throws 409 `clock.not-manual`, 422 `clock.backwards`. */
  declare set: (now: Date) => Promise<void>;
}
