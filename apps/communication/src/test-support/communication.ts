import { TestService } from '#libs/testing';
import { CommunicationModule } from '../communication.module.js';
import { migrations } from '../migrations/index.js';

/** Monday of the week most tests begin in, 9:00 in Berlin. */
export const mondayMorning = '2026-03-02T08:00:00Z';

export const startCommunication = (now = mondayMorning, amqpUrl?: string): Promise<TestService> =>
  TestService.start({
    service: 'communication',
    module: CommunicationModule,
    migrations,
    now,
    ...(amqpUrl && { amqpUrl }),
  });
