import type { Type } from '@nestjs/common';
import { PIPES_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import { PATTERN_METADATA } from '@nestjs/microservices/constants.js';
import { Test, type TestingModule } from '@nestjs/testing';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { Actor } from '#libs/access';
import type { EventContract, RpcContract } from '#libs/contracts';
import { DomainError, type ErrorPayload } from '#libs/errors';
import { type Answer, type Call, ON_EVENT, type ReceivedEvent } from '#libs/messaging';
import { type MigrationClass, newId, Transactions } from '#libs/persistence';
import { ClockControl, TimerWorker } from '#libs/time';
import { type TestDatabase, testDatabase } from './test-database.js';

export interface ServiceUnderTest {
  service: string;
  module: Type;
  migrations: MigrationClass[];
  /** Where its manual clock stands, an instant. */
  now: string;
  /** A broker with the whole topology; without one the outbox fills, and nobody empties it. */
  amqpUrl?: string;
}

type Handler = (call: Call) => unknown;
type Hearing = (event: ReceivedEvent<unknown>, tx: EntityManager) => Promise<unknown>;

/** A whole service on a database of its own. */
export class TestService {
  private constructor(
    readonly app: TestingModule,
    readonly database: TestDatabase,
  ) {}

  static async start({ service, module, migrations, now, amqpUrl }: ServiceUnderTest): Promise<TestService> {
    const database = await testDatabase({ service, migrations });
    Object.assign(process.env, {
      DATABASE_URL: database.url,
      AMQP_URL: amqpUrl ?? 'amqp://nobody.invalid',
      SHORELINE_CLOCK: 'manual',
      SHORELINE_CLOCK_START: now,
    });
    const app = await Test.createTestingModule({ imports: [module] }).compile();
    if (amqpUrl) await app.init();
    else app.get(TimerWorker).onApplicationBootstrap();
    // Without its ticks: what falls due fires when a test says so, not between two steps of it.
    clearInterval(app.get(TimerWorker)['every']);
    return new TestService(app, database);
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.database.drop();
  }

  /** As the runtime role of the service. */
  query<T extends object>(sql: string, params: unknown[] = []): Promise<T[]> {
    return this.app.get(DataSource).query<T[]>(sql, params);
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
    const wire = JSON.parse(JSON.stringify({ actor, input, idempotencyKey })) as unknown;
    const answer = await method.call(controller, pipe.transform(wire));
    return contract.output.parse(JSON.parse(JSON.stringify(answer))) as Answer<C>;
  }

  /** What a request is refused with; fails when it isn't refused. */
  async refusal<C extends RpcContract>(contract: C, actor: Actor, input: z.input<C['input']>): Promise<ErrorPayload> {
    return refusalOf(this.ask(contract, actor, input));
  }

  /** Moves the clock from one due instant to the next, as the gateway does. */
  async until(now: string): Promise<void> {
    const clock = this.app.get(ClockControl);
    const timers = this.app.get(TimerWorker);
    // What the worker began by itself ends first.
    await timers.runDue();
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

  /**
   * What another service tells, handed to everything that listens to it, in one transaction, as the inbox does; without
   * its receipts, so a copy is heard again. `at` is when it happened, now unless given.
   */
  async hears<E extends EventContract>(
    { type, data: schema }: E,
    aggregateId: string,
    data: z.input<E['data']>,
    { at = this.app.get(ClockControl).now(), by }: { at?: Date; by?: Pick<Actor, 'id' | 'role'> } = {},
  ): Promise<void> {
    const event: ReceivedEvent<unknown> = {
      ...{ id: newId(), type, time: at, aggregateId, aggregateVersion: 1 },
      actor: by ?? { id: newId(), role: 'account-executive' },
      data: schema.parse(JSON.parse(JSON.stringify(data))),
    };
    await this.app.get(Transactions).run(async (tx) => {
      for (const hearing of this.hearingsOf(type)) await hearing(event, tx);
    });
  }

  private hearingsOf(type: string): Hearing[] {
    const modules = [...this.app.get(ModulesContainer).values()];
    const provided = modules.flatMap(({ providers }) => [...providers.values()]);
    const instances = new Set(provided.map(({ instance }) => instance as object | null | undefined));
    return [...instances].flatMap((instance) => {
      if (typeof instance !== 'object' || instance === null) return [];
      const prototype = Object.getPrototypeOf(instance) as Record<string, Hearing> | null;
      return Object.getOwnPropertyNames(prototype ?? {}).flatMap((name) => {
        const method = Object.getOwnPropertyDescriptor(prototype, name)?.value as Hearing | undefined;
        const contracts = (method && (Reflect.getMetadata(ON_EVENT, method) as EventContract[] | undefined)) ?? [];
        return contracts.some((contract) => contract.type === type) ? [method!.bind(instance)] : [];
      });
    });
  }

  private handlerOf(pattern: string): { controller: object; method: Handler } {
    for (const module of this.app.get(ModulesContainer).values()) {
      for (const { instance } of module.controllers.values()) {
        const prototype = Object.getPrototypeOf(instance) as Record<string, Handler>;
        for (const name of Object.getOwnPropertyNames(prototype)) {
          const method = prototype[name]!;
          const patterns = (Reflect.getMetadata(PATTERN_METADATA, method) ?? []) as unknown[];
          if (patterns.includes(pattern)) return { controller: instance, method };
        }
      }
    }
    throw new Error(`Nothing answers ${pattern}.`);
  }
}

/** What a request was refused with; fails when it wasn't. */
export async function refusalOf(request: Promise<unknown>): Promise<ErrorPayload> {
  try {
    await request;
  } catch (error) {
    if (error instanceof DomainError) return error.toPayload();
    throw error;
  }
  throw new Error('It was not refused.');
}
