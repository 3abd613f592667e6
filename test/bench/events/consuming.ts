import { randomUUID } from 'node:crypto';
import { Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { connect } from 'amqplib';
import { type CloudEvent, type EventOf, EventsModule, OnEvent } from '#libs/messaging';
import { PersistenceModule } from '#libs/persistence';
import { testDatabase } from '#libs/testing';
import { TimeModule } from '#libs/time';
import { hoursReported, topology } from '../command-path/messages.js';
import { Tasks1760000000000 } from '../command-path/tables.js';
import type { Ground } from '../support/ground.js';
import { medians } from '../support/rounds.js';
import { listener, openBroker, publish, queue } from './broker.js';
import { Stopwatch } from './stopwatch.js';

const count = 10_000;
const eventsOfEach = 5;
/** What the inbox keeps under way. */
const prefetch = 200;

@Injectable()
class HoursConsumer {
  stopwatch = new Stopwatch(count);

  @OnEvent(hoursReported)
  async reported(_event: EventOf<typeof hoursReported>): Promise<void> {
    this.stopwatch.tick();
  }
}

@Module({
  imports: [
    PersistenceModule.forRoot({ service: listener, entities: [] }),
    TimeModule.forRoot(),
    EventsModule.forService({ service: listener, topology }),
  ],
  providers: [HoursConsumer],
})
class ListenerModule {}

/** Messages a second from a full queue to a handler: each once and in order, or as they come. */
export async function consuming({ amqpUrl }: Ground): Promise<{ inbox: number; raw: number }> {
  process.env.AMQP_URL = amqpUrl;
  process.env.DATABASE_URL = (await testDatabase({ service: listener, migrations: [Tasks1760000000000] })).url;
  const { channel, close } = await openBroker(amqpUrl);
  await channel.purgeQueue(queue);
  const rates = await medians({
    inbox: async () => {
      await publish(channel, someEvents());
      const app = await NestFactory.createApplicationContext(ListenerModule, { logger: ['error'] });
      const rate = await app.get(HoursConsumer).stopwatch.rate;
      await app.close();
      return rate;
    },
    raw: async () => {
      await publish(channel, someEvents());
      return consumeRaw(amqpUrl);
    },
  });
  await close();
  return rates;
}

async function consumeRaw(url: string): Promise<number> {
  const connection = await connect(url, { noDelay: true });
  const channel = await connection.createChannel();
  await channel.prefetch(prefetch);
  const stopwatch = new Stopwatch(count);
  await channel.consume(queue, (message) => {
    JSON.parse(message!.content.toString());
    channel.ack(message!);
    stopwatch.tick();
  });
  const rate = await stopwatch.rate;
  await channel.close();
  await connection.close();
  return rate;
}

function someEvents() {
  return Array.from({ length: count / eventsOfEach }, () => randomUUID()).flatMap((taskId) =>
    Array.from({ length: eventsOfEach }, (_, n) => anEvent(taskId, n + 1)),
  );
}

function anEvent(taskId: string, aggregateversion: number) {
  const event: CloudEvent = {
    specversion: '1.0',
    id: randomUUID(),
    source: '/shoreline/hours',
    type: hoursReported.type,
    time: '2026-03-02T09:00:00.000Z',
    subject: taskId,
    datacontenttype: 'application/json',
    aggregateversion,
    actorid: taskId,
    actorrole: 'expert',
    data: { taskId, minutes: 95, note: 'Invoices show the currency of their contract.', reportedMinutes: 95 },
  };
  return { id: event.id, payload: JSON.stringify(event) };
}
