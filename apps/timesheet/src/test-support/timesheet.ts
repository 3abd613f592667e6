import { PIPES_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import { PATTERN_METADATA } from '@nestjs/microservices/constants.js';
import { Test, type TestingModule } from '@nestjs/testing';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import type { Actor } from '#libs/access';
import type { EventContract, RpcContract } from '#libs/contracts';
import type { Answer, Call } from '#libs/messaging';
import { type TestDatabase, testDatabase } from '#libs/testing';
import { ClockControl, TimerWorker } from '#libs/time';
import { migrations } from '../migrations/index.js';
import { TimesheetModule } from '../timesheet.module.js';
import { refusalOf } from './refusals.js';

/** Monday of the week most tests work in; their clock starts on its Friday evening. */
export const monday = '2026-03-02';
export const friday = '2026-03-06T18:00:00Z';

/** The whole service on a database of its own, without a broker: its outbox fills, and nobody empties it. */
export class TestTimesheet {
  private constructor(
    readonly app: TestingModule,
    readonly database: TestDatabase,
  ) {}

  static async start(now = friday): Promise<TestTimesheet> {
    const database = await testDatabase({ service: 'timesheet', migrations });
    Object.assign(process.env, {
      DATABASE_URL: database.url,
      AMQP_URL: 'amqp://nobody.invalid',
      SHORELINE_CLOCK: 'manual',
      SHORELINE_CLOCK_START: now,
    });
    const app = await Test.createTestingModule({ imports: [TimesheetModule] }).compile();
    app.get(TimerWorker).onApplicationBootstrap();
    return new TestTimesheet(app, database);
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.database.drop();
  }

  get dataSource(): DataSource {
    return this.app.get(DataSource);
  }

  query<T extends object>(sql: string, params: unknown[] = []): Promise<T[]> {
    return this.dataSource.query<T[]>(sql, params);
  }

  /** A request on the way it takes in the service: its schema, its handler, and the answer fits the contract. */
  async ask<C extends RpcContract>(
    contract: C,
    actor: Actor,
    input: z.input<C['input']>,
    idempotencyKey?: string,
  ): Promise<Answer<C>> {
    const { controller, method } = this.handlerOf(contract.name);
    const [pipe] = Reflect.getMetadata(PIPES_METADATA, method) as [{ transform(wire: unknown): Call }];
    const call = pipe.transform({ actor, input, ...(idempotencyKey && { idempotencyKey }) });
    const answer = await method.call(controller, call);
    return contract.output.parse(JSON.parse(JSON.stringify(answer))) as Answer<C>;
  }

  /** What it is refused with, as `refusalOf` says it. */
  refusal<C extends RpcContract>(contract: C, actor: Actor, input: z.input<C['input']>): Promise<string> {
    return refusalOf(this.ask(contract, actor, input));
  }

  /** Moves the clock from one due instant to the next, as the gateway does. */
  async until(now: string): Promise<void> {
    const clock = this.app.get(ClockControl);
    const timers = this.app.get(TimerWorker);
    for (;;) {
      const due = await timers.nextDue();
      if (!due || due > new Date(now)) break;
      if (due > clock.now()) await clock.set(due);
      await timers.runDue();
    }
    await clock.set(new Date(now));
  }

  /** What the outbox holds of one event, oldest first. */
  async told<E extends EventContract>({ type }: E): Promise<z.output<E['data']>[]> {
    const rows = await this.query<{ data: z.output<E['data']> }>(
      `select payload->'data' as data from outbox where routing_key = $1 order by seq`,
      [type],
    );
    return rows.map(({ data }) => data);
  }

  private handlerOf(pattern: string): { controller: object; method: (call: Call) => unknown } {
    for (const module of this.app.get(ModulesContainer).values()) {
      for (const { instance: controller } of module.controllers.values() as Iterable<{ instance: object }>) {
        const prototype = Object.getPrototypeOf(controller) as Record<string, (call: Call) => unknown>;
        for (const name of Object.getOwnPropertyNames(prototype)) {
          const method = prototype[name]!;
          const patterns = (Reflect.getMetadata(PATTERN_METADATA, method) ?? []) as unknown[];
          if (patterns.includes(pattern)) return { controller, method };
        }
      }
    }
    throw new Error(`Nothing answers ${pattern}.`);
  }
}
