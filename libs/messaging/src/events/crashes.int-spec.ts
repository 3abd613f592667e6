import { randomUUID } from 'node:crypto';
import type { ConfirmChannel } from 'amqplib';
import { systemActor } from '#libs/access';
import type { Work } from '#libs/persistence';
import { eventually, type TcpProxy, tcpProxy, type TestDatabase } from '#libs/testing';
import {
  bake,
  baker,
  brokerUrl,
  dead,
  freshDatabase,
  grocer,
  LoafConsumer,
  loafBaked,
  openBroker,
  queue,
  seenBy,
  startService,
  type TestService,
  topology,
} from '../../../../test/support/bakery.js';
import { assertTopology, topologyOf } from './index.js';

describe('Nothing is lost and nothing happens twice', () => {
  let broker: { channel: ConfirmChannel; close: () => Promise<void> };
  let databases: TestDatabase[];
  /** Between each service and its broker, and between the grocer and its database. */
  let lines: { publisher: TcpProxy; consumer: TcpProxy; database: TcpProxy };
  let publisher: TestService;
  let consumer: TestService;
  let handler: LoafConsumer;

  beforeAll(async () => {
    broker = await openBroker();
    databases = [await freshDatabase(), await freshDatabase()];
    lines = {
      publisher: await tcpProxy(brokerUrl()),
      consumer: await tcpProxy(brokerUrl()),
      database: await tcpProxy(databases[1]!.url),
    };
    publisher = await startService({ service: baker, database: databases[0]!.url, amqpUrl: lines.publisher.url });
    consumer = await startService({
      service: grocer,
      database: lines.database.url,
      amqpUrl: lines.consumer.url,
      providers: [LoafConsumer],
    });
    handler = consumer.app.get(LoafConsumer);
    await eventually('both are connected', () => publisher.relay.ready && consumer.inbox.ready);
  });
  beforeEach(() => {
    handler.afterwards = () => undefined;
  });
  afterAll(async () => {
    await publisher.app.close();
    await consumer.app.close();
    for (const line of Object.values(lines)) await line.cut();
    await broker.close();
    for (const database of databases) await database.drop();
  });

  const bakeAll = (loaf: string, from: number, count: number) =>
    publisher.transactions.run((tx) =>
      publisher.outbox.addAll(
        tx,
        loafBaked,
        Array.from({ length: count }, (_, i) => ({ aggregateId: loaf, actor: systemActor, data: { n: from + i } })),
      ),
    );
  const untilSeen = (loaf: string, count: number) =>
    eventually(`${count} events of the loaf are seen`, async () => (await seenBy(consumer, loaf)).length >= count, {
      withinMs: 120_000,
    });
  const expectEachOnce = async (loaf: string, count: number) => {
    await publisher.relay.flush();
    await consumer.inbox.drain();
    const expected = Array.from({ length: count }, (_, i) => ({ loaf, version: i + 1, n: i }));
    expect(await seenBy(consumer, loaf)).toEqual(expected);
    expect((await broker.channel.checkQueue(dead)).messageCount).toBe(0);
  };

  test('when the publisher dies between publishing and deleting', async () => {
    const loaf = randomUUID();
    const { transactions } = publisher;
    const run = transactions.run.bind(transactions);
    let deaths = 0;
    transactions.run = <T>(work: Work<T>) =>
      run(async (tx) => {
        const answer = await work(tx);
        if (typeof answer === 'number' && answer > 0 && deaths++ < 2) throw new Error('killed');
        return answer;
      });
    await bakeAll(loaf, 0, 50);
    await untilSeen(loaf, 50);
    await eventually('the outbox is empty', async () => (await publisher.relay.backlog()).events === 0);
    transactions.run = run;
    expect(deaths).toBeGreaterThanOrEqual(3);
    await expectEachOnce(loaf, 50);
  });

  test('when the consumer dies between its effect and the acknowledgement', async () => {
    const loaf = randomUUID();
    let cuts = 0;
    const stop = consumer.transactions.onCommitted(() => {
      if (cuts++ < 2) void lines.consumer.cut().then(() => lines.consumer.restore());
    });
    await bakeAll(loaf, 0, 20);
    await untilSeen(loaf, 20);
    await eventually('the consumer was cut off twice and is back', () => cuts > 2 && consumer.inbox.ready);
    stop();
    await expectEachOnce(loaf, 20);
  });

  test('when the lines to the broker are cut under load', async () => {
    const loaf = randomUUID();
    const [count, atOnce] = [4_000, 100];
    let done = false;
    const cutting = (async () => {
      while (!done) {
        for (const line of [lines.publisher, lines.consumer]) {
          await line.cut();
          await line.restore();
          // Cut before it is back, a line that takes longer than the next cut would never carry anything.
          await eventually('both are connected', () => publisher.relay.ready && consumer.inbox.ready);
          await new Promise((resolve) => setTimeout(resolve, 150));
        }
      }
    })();
    try {
      for (let from = 0; from < count; from += atOnce) await bakeAll(loaf, from, atOnce);
      await untilSeen(loaf, count);
    } finally {
      done = true;
      await cutting;
    }
    await eventually('both are connected', () => publisher.relay.ready && consumer.inbox.ready);
    await expectEachOnce(loaf, count);
  });

  test('when the database is away for longer than all retries would last', async () => {
    const loaf = randomUUID();
    const tries = new Map<number, number>();
    handler.afterwards = async ({ data: { n } }) => {
      tries.set(n, (tries.get(n) ?? 0) + 1);
      if (n === 3 && tries.get(n) === 1) await lines.database.cut();
    };
    await bake(publisher, loaf, 0, 1, 2, 3, 4, 5);
    await eventually('the database is away', () => tries.has(3));
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect((await broker.channel.checkQueue(dead)).messageCount).toBe(0);
    await lines.database.restore();
    await untilSeen(loaf, 6);
    await expectEachOnce(loaf, 6);
  });

  test('when the consumer was away', async () => {
    const loaf = randomUUID();
    await lines.consumer.cut();
    await bakeAll(loaf, 0, 10);
    await lines.consumer.restore();
    await untilSeen(loaf, 10);
    await expectEachOnce(loaf, 10);
  });

  test('when the queue is deleted and declared again', async () => {
    await broker.channel.deleteQueue(queue);
    await eventually('the consumer has noticed', () => !consumer.inbox.ready);
    await assertTopology(broker.channel, topologyOf(topology));
    await eventually('it is consumed again', async () => (await broker.channel.checkQueue(queue)).consumerCount === 1);
    const loaf = randomUUID();
    await bakeAll(loaf, 0, 10);
    await untilSeen(loaf, 10);
    await expectEachOnce(loaf, 10);
  });
});
