import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** Longer than any dead letter waits and any client repeats itself (GW-4). */
const keepDays = 30;
const everyMs = 3_600_000;

/** Deletes receipts and stored answers older than 30 days; answers how many. Real time, not the Clock's. */
export async function cleanUp(on: Pick<EntityManager, 'query'>): Promise<number> {
  const old = `now() - interval '${keepDays} days'`;
  const [, inbox] = await on.query<[unknown[], number]>(`delete from inbox where received_at < ${old}`);
  const [, answers] = await on.query<[unknown[], number]>(`delete from idempotency where created_at < ${old}`);
  return inbox + answers;
}

/** Cleans up every hour; several replicas doing so at once is harmless. */
@Injectable()
export class CleanUpJob implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(CleanUpJob.name);
  private every?: NodeJS.Timeout;

  constructor(private readonly dataSource: DataSource) {}

  onApplicationBootstrap(): void {
    this.every = setInterval(() => void this.run(), everyMs).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.every);
  }

  private async run(): Promise<void> {
    try {
      await cleanUp(this.dataSource);
    } catch (error) {
      this.log.warn(`Cleaning up failed, next try in an hour: ${(error as Error).message}`);
    }
  }
}
