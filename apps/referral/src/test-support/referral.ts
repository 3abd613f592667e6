import { TestService } from '#libs/testing';
import { migrations } from '../migrations/index.js';
import { ReferralModule } from '../referral.module.js';

/** Monday, 9:00 in Berlin. */
export const mondayMorning = '2026-03-02T08:00:00Z';

export const startReferral = (now = mondayMorning, amqpUrl?: string): Promise<TestService> =>
  TestService.start({ service: 'referral', module: ReferralModule, migrations, now, ...(amqpUrl && { amqpUrl }) });
