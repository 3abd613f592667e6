import { randomUUID } from 'node:crypto';
import type { ConfirmChannel } from 'amqplib';
import { systemActor } from '#libs/access';
import { eventually, tcpProxy, type TcpProxy, type TestDatabase } from '#libs/testing';
import {
  baker,
  brokerUrl,
  freshDatabase,
  loafBaked,
  openBroker,
  startService,
  type TestService,
} from '../../../../test/support/bakery.js';
import { names } from './index.js';

describe('The relay', () => {
  let broker: { channel: ConfirmChannel; close: () => Promise<void> };
  let line: TcpProxy;
  let database: TestDatabase;
  let replicas: TestService[];
  let ids: string[];

  beforeAll(async () => {
    broker = await openBroker();
    line = await tcpProxy(brokerUrl());
    database = await freshDatabase();
    const about = { service: baker, database: database.url, amqpUrl: line.url };
    replicas = [await startService(about), await startService(about)];
    await eventually('both are connected', () => replicas.every(({ relay }) => relay.ready));
    const { queue } = await broker.channel.assertQueue('', { exclusive: true });
    await broker.channel.bindQueue(queue, names.events, loafBaked.type);
    await broker.channel.consume(queue, (message) => ids.push(message!.properties.messageId as string), {
      noAck: true,
    });
  });
  beforeEach(() => {
    ids = [];
  });
  afterAll(async () => {
    for (const { app } of replicas) await app.close();
    await line.cut();
    await broker.close();
    await database.drop();
  });

  const add = ({ transactions, outbox }: TestService, count: number) =>
    transactions.run((tx) =>
      outbox.addAll(
        tx,
        loafBaked,
        Array.from({ length: count }, (_, n) => ({ aggregateId: randomUUID(), actor: systemActor, data: { n } })),
      ),
    );

  test('publishes each event once and in order, however many processes run it', async () => {
    const expected: string[] = [];
    for (let i = 0; i < 40; i++) {
      expected.push(...(await add(replicas[i % 2]!, 50)));
      void replicas[0]!.relay.flush();
      void replicas[1]!.relay.flush();
    }
    await eventually('all are published', () => ids.length >= expected.length);
    await Promise.all(replicas.map(({ relay }) => relay.flush()));
    expect(ids).toEqual(expected);
  });

  test('leaves the outbox alone while another process leads', async () => {
    const leader = replicas[1]!.dataSource.createQueryRunner();
    await leader.startTransaction();
    await leader.query(`select pg_advisory_xact_lock(hashtextextended('shoreline relay', 0))`);
    const expected = await add(replicas[0]!, 3);
    await replicas[0]!.relay.flush();
    expect(await replicas[0]!.relay.backlog()).toMatchObject({ events: 3 });
    await leader.rollbackTransaction();
    await leader.release();
    await eventually('all are published', () => ids.length === 3);
    expect(ids).toEqual(expected);
  });

  test('says how many it has published since it was last asked, whoever woke it', async () => {
    const { relay } = replicas[0]!;
    await Promise.all(replicas.map((each) => each.relay.flush()));
    await add(replicas[0]!, 7);
    await eventually('all are published', () => ids.length === 7);
    const answers = await Promise.all(replicas.map((each) => each.relay.flush()));
    expect(answers[0]! + answers[1]!).toBe(7);
    expect(await relay.flush()).toBe(0);
  });

  test('wakes on a commit instead of waiting for its next look', async () => {
    const resting = new Set<unknown>();
    const alarms = replicas.map(({ relay }) => relay['alarm']);
    // No next look: from their next rest on, only a ring wakes them.
    for (const alarm of alarms) {
      const sleep = alarm.sleep.bind(alarm);
      alarm.sleep = async () => {
        resting.add(alarm);
        await sleep();
        resting.delete(alarm);
      };
    }
    await eventually('both rest', () => resting.size === 2);
    await add(replicas[0]!, 1);
    await eventually('it is published', () => ids.length === 1);
    for (const alarm of alarms) {
      Reflect.deleteProperty(alarm, 'sleep');
      alarm.ring();
    }
  });

  test('says what waits while the broker is away, and keeps it', async () => {
    await replicas[0]!.relay.flush();
    await line.cut();
    const expected = await add(replicas[0]!, 3);
    await expect(replicas[0]!.relay.flush()).rejects.toMatchObject({ code: expect.stringMatching(/^messaging\./) });
    const { events, oldestSeconds } = await replicas[0]!.relay.backlog();
    expect(events).toBe(3);
    expect(oldestSeconds).toBeGreaterThan(0);
    await line.restore();
    await eventually('all are published', () => ids.length === 3);
    expect(ids).toEqual(expected);
  });

  test('numbers the events of one aggregate without gaps under concurrency', async () => {
    const aggregateId = randomUUID();
    const { transactions, outbox, dataSource } = replicas[0]!;
    await line.cut();
    const some = [1, 2, 3].map((n) => ({ aggregateId, actor: systemActor, data: { n } }));
    await Promise.all(Array.from({ length: 20 }, () => transactions.run((tx) => outbox.addAll(tx, loafBaked, some))));
    const rows = await dataSource.query<{ column: number; version: number }[]>(
      `select aggregate_version as column, (payload->>'aggregateversion')::int as version
       from outbox where aggregate_id = $1 order by seq`,
      [aggregateId],
    );
    expect(rows).toEqual(Array.from({ length: 60 }, (_, i) => ({ column: i + 1, version: i + 1 })));
    await line.restore();
  });
});
