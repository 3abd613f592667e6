import { type ChannelModel, type ConfirmChannel, connect } from 'amqplib';
import { deathsBeforeParking, names } from '#libs/messaging';
import { eventually, type TestDatabase } from '#libs/testing';
import {
  aCloudEvent,
  brokerUrl,
  buryDead,
  deliver,
  freshDatabase,
  grocer,
  LoafConsumer,
  openBroker,
  queue,
  seenBy,
  startService,
  type TestService,
} from '../../test/support/bakery.js';
import { listDead, replayDead } from './dead-letters.js';

describe('Dead letters', () => {
  let broker: { channel: ConfirmChannel; close: () => Promise<void> };
  let database: TestDatabase;
  let consumer: TestService;
  let operator: ChannelModel;
  const [first, second, third] = [1, 2, 3].map((n) => aCloudEvent({ data: { n } })) as [Loaf, Loaf, Loaf];
  type Loaf = ReturnType<typeof aCloudEvent>;

  beforeAll(async () => {
    broker = await openBroker();
    operator = await connect(brokerUrl());
    database = await freshDatabase();
    consumer = await startService({ service: grocer, database: database.url, providers: [LoafConsumer] });
    await eventually('it consumes', () => consumer.inbox.ready);
    const handler = consumer.app.get(LoafConsumer);
    handler.afterwards = () => Promise.reject(new Error('The shelf is full.'));
    for (const event of [first, second, third]) await deliver(broker.channel, event);
    await eventually('all are dead', async () => (await consumer.inbox.depths())[0]!.dead === 3);
    handler.afterwards = () => undefined;
  });
  afterAll(async () => {
    await operator.close();
    await broker.close();
    await database.drop();
  });

  /** A channel for each command, as the command line has. */
  const withChannel = async <T>(work: (channel: ConfirmChannel) => Promise<T>): Promise<T> => {
    const channel = await operator.createConfirmChannel();
    try {
      return await work(channel);
    } finally {
      await channel.close();
    }
  };
  /** What a closed channel gives back is there again a moment later. */
  const lie = (count: number) =>
    eventually(
      `${count} lie there`,
      async () => (await broker.channel.checkQueue(names.deadOf(queue))).messageCount === count,
    );
  const list = () => withChannel((channel) => listDead(channel, queue));

  test('are listed with their reason, and stay where they are', async () => {
    for (let time = 0; time < 3; time++) {
      await lie(3);
      expect(await list()).toEqual(
        [first, second, third].map(({ id, type }) => ({
          queue,
          id,
          type,
          kind: 'failed',
          reason: 'The shelf is full.',
          at: expect.any(Date),
        })),
      );
    }
  });

  test('are sent back one by one by their id, and done once', async () => {
    await lie(3);
    expect(await withChannel((channel) => replayDead(channel, queue, [second.id, 'unknown']))).toEqual([second.id]);
    await consumer.inbox.drain();
    expect(await seenBy(consumer, second.subject)).toHaveLength(1);
    await lie(2);
    expect((await list()).map(({ id }) => id)).toEqual([first.id, third.id]);
  });

  test('are sent back all together, and have all their tries again', async () => {
    await lie(2);
    expect(await withChannel((channel) => replayDead(channel, queue))).toEqual([first.id, third.id]);
    await consumer.inbox.drain();
    expect(await seenBy(consumer, first.subject)).toHaveLength(1);
    expect(await seenBy(consumer, third.subject)).toHaveLength(1);
    expect(await list()).toEqual([]);
  });

  test('of the broker itself are listed too: a message whose consumer went away too often', async () => {
    await consumer.app.close();
    await deliver(broker.channel, first);
    for (let death = 0; death <= deathsBeforeParking; death++) {
      const channel = await operator.createConfirmChannel();
      await new Promise((resolve) => channel.consume(queue, resolve));
      await channel.close();
    }
    await lie(1);
    expect(await list()).toMatchObject([{ id: first.id, kind: 'delivery_limit', at: expect.any(Date) }]);
    await lie(1);
    expect(await buryDead(broker.channel)).toHaveLength(1);
  });
});
