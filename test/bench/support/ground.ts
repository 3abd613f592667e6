import type { DataFolder } from '../../../deploy/local/folder.js';
import { startPostgres } from '../../../deploy/local/postgres.js';
import { startRabbit } from '../../../deploy/local/rabbitmq.js';

/** What every bench stands on. */
export interface Ground {
  folder: DataFolder;
  /** The broker's administrator. */
  amqpUrl: string;
}

/** A Postgres that keeps its promises, and a RabbitMQ. `testDatabase` of #libs/testing makes databases there. */
export async function prepareGround(folder: DataFolder): Promise<Ground> {
  const [postgres, rabbit] = await Promise.all([startPostgres(folder), startRabbit(folder)]);
  process.env.TEST_DATABASE_URL = postgres.url;
  return { folder, amqpUrl: rabbit.url };
}
