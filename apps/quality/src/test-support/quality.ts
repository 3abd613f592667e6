import { TestService } from '#libs/testing';
import { migrations } from '../migrations/index.js';
import { QualityModule } from '../quality.module.js';

/** Monday of the week most tests begin in, 9:00 in Berlin. */
export const mondayMorning = '2026-03-02T08:00:00Z';

export const startQuality = (now = mondayMorning, amqpUrl?: string): Promise<TestService> =>
  TestService.start({ service: 'quality', module: QualityModule, migrations, now, ...(amqpUrl && { amqpUrl }) });
