import { NestFactory } from '@nestjs/core';
import type { ConfirmChannel } from 'amqplib';
import { DataSource } from 'typeorm';
import { Relay } from '#libs/messaging';
import { eventually, testDatabase } from '#libs/testing';
import { HoursModule } from '../command-path/hours.module.js';
import { hoursReported } from '../command-path/messages.js';
import { Tasks1760000000000 } from '../command-path/tables.js';
import type { Ground } from '../support/ground.js';
import { medians, perSecond } from '../support/rounds.js';
import { type Message, openBroker, publish, queue } from './broker.js';

const count = 10_000;
/** As many as the relay takes at once. */
const batch = 1_000;

/** Events a second from the outbox to the broker, and the same messages without an outbox. */
export async function publishing({ amqpUrl }: Ground): Promise<{ relay: number; raw: number }> {
  process.env.AMQP_URL = amqpUrl;
  process.env.DATABASE_URL = (await testDatabase({ service: 'hours', migrations: [Tasks1760000000000] })).url;
  const { channel, close } = await openBroker(amqpUrl);
  const app = await NestFactory.createApplicationContext(HoursModule, { logger: ['error'] });
  const relay = app.get(Relay);
  const database = app.get(DataSource);
  await eventually('the relay is connected', () => relay.ready);
  const rates = await medians({
    relay: async () => {
      await channel.purgeQueue(queue);
      await fill(database);
      const began = performance.now();
      await relay.flush();
      return perSecond(count, began);
    },
    raw: async () => {
      await channel.purgeQueue(queue);
      return publishAll(channel, await database.query<Message[]>(messages, [count]));
    },
  });
  await app.close();
  await close();
  return rates;
}

async function publishAll(channel: ConfirmChannel, all: readonly Message[]): Promise<number> {
  const began = performance.now();
  for (let from = 0; from < all.length; from += batch) await publish(channel, all.slice(from, from + batch));
  return perSecond(all.length, began);
}

/** As `Outbox.add` writes them. */
const messages = `
  select id, jsonb_build_object('specversion', '1.0', 'id', id, 'source', '/shoreline/hours', 'type', '${hoursReported.type}',
    'time', '2026-03-02T09:00:00.000Z', 'subject', task, 'datacontenttype', 'application/json', 'aggregateversion', 1,
    'actorid', task, 'actorrole', 'expert', 'correlationid', id, 'data', jsonb_build_object('taskId', task, 'minutes', 95,
    'note', 'Invoices show the currency of their contract; exports have to follow.', 'reportedMinutes', n))::text as payload
  from (select gen_random_uuid() as id, gen_random_uuid() as task, n from generate_series(1, $1::integer) as n) as made`;

/** In one statement past the outbox's own, so that the relay hears of nothing and begins when it's told to. */
const fill = (database: DataSource): Promise<unknown> =>
  database.query(
    `insert into outbox (id, aggregate_id, aggregate_version, routing_key, payload)
     select id, payload::jsonb ->> 'subject', 1, '${hoursReported.type}', payload::jsonb from (${messages}) as messages`,
    [count],
  );
