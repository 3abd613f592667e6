import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ConfirmChannel } from 'amqplib';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { eventually, type TestDatabase } from '#libs/testing';
import { baker, freshDatabase, openBroker, startService, type TestService } from '../../../../test/support/bakery.js';
import { deadHeaders, names, OnMessage } from './index.js';

const queue = `${baker}.orders`;
const Order = z.object({ messageId: z.string(), n: z.int() });

@Injectable()
class OrderConsumer {
  @OnMessage({ queue, schema: Order, key: ({ messageId }) => messageId })
  async ordered({ n }: z.output<typeof Order>, tx: EntityManager): Promise<void> {
    await tx.query(`insert into seen (loaf, version, n) values ('order', 1, $1)`, [n]);
  }
}

describe('Messages of another system', () => {
  let broker: { channel: ConfirmChannel; close: () => Promise<void> };
  let database: TestDatabase;
  let service: TestService;

  beforeAll(async () => {
    broker = await openBroker();
    for (const name of [queue, names.deadOf(queue)]) await broker.channel.assertQueue(name);
    database = await freshDatabase();
    service = await startService({ service: baker, database: database.url, providers: [OrderConsumer] });
    await eventually('it consumes', () => service.inbox.ready);
  });
  afterAll(async () => {
    await service.app.close();
    for (const name of [queue, names.deadOf(queue)]) await broker.channel.deleteQueue(name);
    await broker.close();
    await database.drop();
  });

  const send = async (message: unknown) => {
    broker.channel.sendToQueue(queue, Buffer.from(JSON.stringify(message)));
    await broker.channel.waitForConfirms();
  };

  test('are worked off once each by their own id, in order of arrival', async () => {
    const ids = [randomUUID(), randomUUID()];
    for (const [n, messageId] of [...ids, ...ids].entries()) await send({ messageId, n });
    await service.inbox.drain();
    expect(await service.dataSource.query('select n from seen order by seq')).toEqual([{ n: 0 }, { n: 1 }]);
  });

  test.each([
    ['wrong-schema', { messageId: 'a', n: 'one' }],
    ['wrong-schema', { messageId: 'x'.repeat(201), n: 1 }],
  ])('are parked when they can never be right: %s', async (kind, message) => {
    await send(message);
    await service.inbox.drain();
    expect(await service.inbox.depths()).toEqual([{ queue, waiting: 0, dead: 1 }]);
    const letter = await broker.channel.get(names.deadOf(queue), { noAck: true });
    expect(letter && letter.properties.headers).toMatchObject({ [deadHeaders.kind]: kind });
  });
});
