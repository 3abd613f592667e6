import { randomUUID } from 'node:crypto';
import { Injectable, type INestApplicationContext, type Provider } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { type Channel, type ChannelModel, type ConfirmChannel, connect, type GetMessage } from 'amqplib';
import { DataSource, type EntityManager, type MigrationInterface, type QueryRunner } from 'typeorm';
import { z } from 'zod';
import { systemActor } from '#libs/access';
import { event as anEvent } from '#libs/contracts';
import {
  assertTopology,
  type CloudEvent,
  type EventOf,
  EventsModule,
  Inbox,
  names,
  OnEvent,
  Outbox,
  Relay,
  type TopologyInput,
  topologyOf,
} from '#libs/messaging';
import { infrastructureTables, PersistenceModule, Transactions } from '#libs/persistence';
import { type TestDatabase, testDatabase } from '#libs/testing';
import { TimeModule } from '#libs/time';

/** Names nobody else uses: test files run side by side on one broker. */
const run = randomUUID().slice(0, 8);
export const baker = `baker-${run}`;
export const grocer = `grocer-${run}`;

/** Two services with events of their own: the baker publishes, the grocer listens. */
export const loafBaked = anEvent(`${baker}.loaf-baked.v1`, {
  aggregate: `loaf-${run}`,
  description: 'A loaf was baked.',
  data: z.object({ n: z.int(), note: z.string().optional() }),
});
/** Nobody handles it, but it counts in the order of its loaf. */
export const loafCooled = anEvent(`${baker}.loaf-cooled.v1`, {
  aggregate: `loaf-${run}`,
  description: 'A loaf cooled.',
  data: z.object({}),
});

export const tiers = { [`${run}-short`]: 100, [`${run}-long`]: 300 };
export const topology: TopologyInput = {
  catalogue: [loafBaked, loafCooled],
  subscriptions: { [grocer]: [`loaf-${run}`] },
  services: [],
  tiers,
};
export const queue = names.eventsOf(grocer);
export const dead = names.deadOf(queue);

class Tables1760000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of infrastructureTables) await runner.query(table);
    await runner.query(`create table seen (
      seq bigint generated always as identity primary key, loaf text not null, version integer not null, n integer not null
    )`);
  }

  async down(): Promise<void> {}
}

export interface Seen {
  loaf: string;
  version: number;
  n: number;
}

/** What the grocer does with a loaf; a test may add something that fails after the effect. */
@Injectable()
export class LoafConsumer {
  afterwards: (event: EventOf<typeof loafBaked>) => void | Promise<void> = () => undefined;

  @OnEvent(loafBaked)
  async baked(event: EventOf<typeof loafBaked>, tx: EntityManager): Promise<void> {
    const { aggregateId, aggregateVersion, data } = event;
    await tx.query('insert into seen (loaf, version, n) values ($1, $2, $3)', [aggregateId, aggregateVersion, data.n]);
    await this.afterwards(event);
  }
}

export interface ServiceOptions {
  service: string;
  database: string;
  amqpUrl?: string;
  providers?: Provider[];
}

export interface TestService {
  app: INestApplicationContext;
  outbox: Outbox;
  relay: Relay;
  inbox: Inbox;
  transactions: Transactions;
  dataSource: DataSource;
}

/** One process of a service, running. */
export async function startService(options: ServiceOptions): Promise<TestService> {
  process.env.DATABASE_URL = options.database;
  process.env.AMQP_URL = options.amqpUrl ?? brokerUrl();
  const { service, providers = [] } = options;
  const module = await Test.createTestingModule({
    imports: [
      PersistenceModule.forRoot({ service, entities: [] }),
      TimeModule.forRoot(),
      EventsModule.forService({ service, topology }),
    ],
    providers,
  })
    .setLogger({ log: () => undefined, warn: () => undefined, error: console.error })
    .compile();
  const app = await module.init();
  return {
    app,
    outbox: app.get(Outbox),
    relay: app.get(Relay),
    inbox: app.get(Inbox),
    transactions: app.get(Transactions),
    dataSource: app.get(DataSource),
  };
}

export const freshDatabase = (): Promise<TestDatabase> =>
  testDatabase({ service: 'bakery', migrations: [Tables1760000000000] });

export function brokerUrl(): string {
  const url = process.env.TEST_AMQP_URL;
  if (!url) throw new Error('TEST_AMQP_URL is missing: `npm test` starts a RabbitMQ and sets it.');
  return url;
}

/** The administrator's own connection; `close` removes what this file's names brought to the broker. */
export async function openBroker(): Promise<{ channel: ConfirmChannel; close: () => Promise<void> }> {
  const connection: ChannelModel = await connect(brokerUrl());
  const channel = await connection.createConfirmChannel();
  await assertTopology(channel, topologyOf(topology));
  return {
    channel,
    close: async () => {
      const mine = [queue, dead, ...Object.keys(tiers).map((tier) => `${names.retry}.${tier}`)];
      for (const name of mine) await channel.deleteQueue(name);
      await connection.close();
    },
  };
}

/** In the order the grocer saw them. */
export const seenBy = ({ dataSource }: TestService, loaf: string): Promise<Seen[]> =>
  dataSource.query<Seen[]>('select loaf, version, n from seen where loaf = $1 order by seq', [loaf]);

/** One transaction for each loaf's event. */
export async function bake({ outbox, transactions }: TestService, loaf: string, ...ns: number[]): Promise<void> {
  for (const n of ns) {
    await transactions.run((tx) => outbox.add(tx, loafBaked, { aggregateId: loaf, actor: systemActor, data: { n } }));
  }
}

/** The body of an event as the baker would publish it. */
export const aCloudEvent = (about: Partial<CloudEvent> = {}): CloudEvent => ({
  specversion: '1.0',
  id: randomUUID(),
  source: `/shoreline/${baker}`,
  type: loafBaked.type,
  time: '2026-03-02T09:00:00.000Z',
  subject: randomUUID(),
  data: { n: 1 },
  aggregateversion: 1,
  actorid: systemActor.id,
  actorrole: systemActor.role,
  ...about,
});

/** To the grocer, past outbox and relay; it's in the queue when this ends. */
export async function deliver(channel: ConfirmChannel, body: CloudEvent | Buffer, messageId?: string): Promise<void> {
  const content = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
  channel.publish(names.events, loafBaked.type, content, {
    persistent: true,
    type: loafBaked.type,
    messageId: Buffer.isBuffer(body) ? messageId : body.id,
  });
  await channel.waitForConfirms();
}

/** Takes all dead letters of the grocer. */
export async function buryDead(channel: Channel): Promise<GetMessage[]> {
  const letters: GetMessage[] = [];
  for (;;) {
    const letter = await channel.get(dead, { noAck: true });
    if (!letter) return letters;
    letters.push(letter);
  }
}
