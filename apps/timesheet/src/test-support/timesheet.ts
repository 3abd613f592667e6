import { TestService } from '#libs/testing';
import { migrations } from '../migrations/index.js';
import { TimesheetModule } from '../timesheet.module.js';

/** Monday of the week most tests work in; their clock starts on its Friday evening. */
export const monday = '2026-03-02';
const friday = '2026-03-06T18:00:00Z';

export const startTimesheet = (now = friday, amqpUrl?: string): Promise<TestService> =>
  TestService.start({ service: 'timesheet', module: TimesheetModule, migrations, now, ...(amqpUrl && { amqpUrl }) });
