import { randomUUID } from 'node:crypto';
import type { ConfirmChannel } from 'amqplib';
import { systemActor } from '#libs/access';
import { conflict } from '#libs/errors';
import { eventually, type TestDatabase } from '#libs/testing';
import {
  aCloudEvent,
  bake,
  baker,
  buryDead,
  deliver,
  freshDatabase,
  grocer,
  LoafConsumer,
  loafBaked,
  loafCooled,
  openBroker,
  seenBy,
  startService,
  type TestService,
} from '../../../../test/support/bakery.js';
import { deadHeaders } from './index.js';

describe('Events', () => {
  let broker: { channel: ConfirmChannel; close: () => Promise<void> };
  let databases: TestDatabase[];
  let publisher: TestService;
  let consumer: TestService;
  let handler: LoafConsumer;

  beforeAll(async () => {
    broker = await openBroker();
    databases = [await freshDatabase(), await freshDatabase()];
    publisher = await startService({ service: baker, database: databases[0]!.url });
    consumer = await startService({ service: grocer, database: databases[1]!.url, providers: [LoafConsumer] });
    handler = consumer.app.get(LoafConsumer);
    await eventually('both are connected', () => publisher.relay.ready && consumer.inbox.ready);
  });
  beforeEach(() => {
    handler.afterwards = () => undefined;
  });
  afterAll(async () => {
    await publisher.app.close();
    await consumer.app.close();
    await broker.close();
    for (const database of databases) await database.drop();
  });

  const versions = async (loaf: string) => (await seenBy(consumer, loaf)).map(({ version }) => version);
  const untilSeen = (loaf: string, count: number) =>
    eventually(`${count} events of the loaf are seen`, async () => (await versions(loaf)).length >= count);
  const burials = async () =>
    (await buryDead(broker.channel)).map(({ properties, content }) => ({
      id: properties.messageId as string,
      kind: properties.headers?.[deadHeaders.kind] as string,
      reason: properties.headers?.[deadHeaders.reason] as string,
      bytes: content.length,
    }));

  test('reach the handler in the order of their aggregate, with who did it and why', async () => {
    const loaves = Array.from({ length: 5 }, () => randomUUID());
    const received: unknown[] = [];
    handler.afterwards = (event) => void received.push(event);
    const causationId = randomUUID();
    const ids = await publisher.transactions.run((tx) =>
      publisher.outbox.addAll(
        tx,
        loafBaked,
        Array.from({ length: 300 }, (_, n) => ({
          aggregateId: loaves[n % 5]!,
          actor: { ...systemActor, requestId: 'request-1' },
          causationId,
          data: { n, note: 'rye' },
        })),
      ),
    );
    await Promise.all(loaves.map((loaf) => untilSeen(loaf, 60)));
    for (const [i, loaf] of loaves.entries()) {
      expect(await seenBy(consumer, loaf)).toEqual(
        Array.from({ length: 60 }, (_, k) => ({ loaf, version: k + 1, n: 5 * k + i })),
      );
    }
    expect(received[0]).toEqual({
      id: ids[0],
      type: loafBaked.type,
      time: expect.any(Date),
      aggregateId: loaves[0],
      aggregateVersion: 1,
      actor: { id: systemActor.id, role: 'system' },
      correlationId: 'request-1',
      causationId,
      data: { n: 0, note: 'rye' },
    });
  });

  test('an event nobody handles moves its aggregate on', async () => {
    const loaf = randomUUID();
    await bake(publisher, loaf, 1);
    await publisher.transactions.run((tx) =>
      publisher.outbox.add(tx, loafCooled, { aggregateId: loaf, actor: systemActor, data: {} }),
    );
    await bake(publisher, loaf, 3);
    await untilSeen(loaf, 2);
    expect(await versions(loaf)).toEqual([1, 3]);
  });

  test('an event of a transaction that fails is never published', async () => {
    const loaf = randomUUID();
    const failing = publisher.transactions.run(async (tx) => {
      await publisher.outbox.add(tx, loafBaked, { aggregateId: loaf, actor: systemActor, data: { n: 1 } });
      throw new Error('no flour');
    });
    await expect(failing).rejects.toThrow('no flour');
    await bake(publisher, loaf, 2);
    await untilSeen(loaf, 1);
    expect(await seenBy(consumer, loaf)).toEqual([{ loaf, version: 1, n: 2 }]);
  });

  test('data that breaks the schema stops the transaction; what the schema does not name stays at home', async () => {
    const loaf = randomUUID();
    const add = (data: { n: number }) =>
      publisher.transactions.run((tx) =>
        publisher.outbox.add(tx, loafBaked, { aggregateId: loaf, actor: systemActor, data }),
      );
    await expect(add({ n: 1.5 })).rejects.toThrow('must be a whole number');
    const received: object[] = [];
    handler.afterwards = (event) => void received.push(event.data);
    const entity = { n: 1, secret: 'recipe' };
    await add(entity);
    await untilSeen(loaf, 1);
    expect(received).toEqual([{ n: 1 }]);
  });

  test('a second copy has no effect, nor has an older version', async () => {
    const event = aCloudEvent();
    const { subject } = event;
    for (let copy = 0; copy < 3; copy++) await deliver(broker.channel, event);
    await deliver(broker.channel, aCloudEvent({ subject }));
    await deliver(broker.channel, aCloudEvent({ subject, aggregateversion: 2 }));
    await untilSeen(subject, 2);
    await deliver(broker.channel, event);
    await consumer.inbox.drain();
    expect(await versions(subject)).toEqual([1, 2]);
  });

  test('a version that comes too early rests until the older one is there', async () => {
    const subject = randomUUID();
    for (const aggregateversion of [3, 2]) await deliver(broker.channel, aCloudEvent({ subject, aggregateversion }));
    // They rest for less than a second before they are given up.
    const [queueOf] = consumer.inbox['consumers'];
    await eventually('both rest', () => queueOf!['batches'].restingCount === 2, { everyMs: 1 });
    await deliver(broker.channel, aCloudEvent({ subject, aggregateversion: 1 }));
    expect(await consumer.inbox.drain()).toBeGreaterThanOrEqual(3);
    expect(await versions(subject)).toEqual([1, 2, 3]);
    expect(await burials()).toEqual([]);
  });

  test('a version whose predecessor never comes ends among the dead letters', async () => {
    const orphan = aCloudEvent({ aggregateversion: 2 });
    await deliver(broker.channel, orphan);
    const [letter] = await eventually('it is dead', async () => {
      const letters = await burials();
      return letters.length ? letters : undefined;
    });
    expect(letter).toMatchObject({ id: orphan.id, kind: 'early' });
  });

  test.each([
    ['bad-json', Buffer.from('{"id":')],
    ['too-large', Buffer.alloc(10 * 1024 * 1024, 'x')],
    ['not-an-event', Buffer.from('{"hello":"world"}')],
    ['unknown-type', aCloudEvent({ type: `${baker}.loaf-burnt.v1` })],
    ['wrong-schema', aCloudEvent({ data: { n: 'many' } })],
  ])('what can never be right is parked at once and the queue moves on: %s', async (kind, body) => {
    const good = aCloudEvent();
    await deliver(broker.channel, body, 'the bad one');
    await deliver(broker.channel, good);
    await consumer.inbox.drain();
    expect(await versions(good.subject)).toEqual([1]);
    const letters = await burials();
    expect(letters).toEqual([
      {
        id: Buffer.isBuffer(body) ? 'the bad one' : body.id,
        kind,
        reason: expect.stringMatching(/.{10}/),
        bytes: Buffer.isBuffer(body) ? body.length : JSON.stringify(body).length,
      },
    ]);
  });

  test('a refusal by a rule is final', async () => {
    handler.afterwards = ({ data }) => {
      if (data.n === 13) throw conflict('grocer.unlucky', 'No thirteenth loaf.');
    };
    const event = aCloudEvent({ data: { n: 13 } });
    await deliver(broker.channel, event);
    await eventually('it is dead', async () => (await consumer.inbox.depths())[0]!.dead === 1);
    expect(await burials()).toMatchObject([
      { id: event.id, kind: 'refused', reason: 'grocer.unlucky: No thirteenth loaf.' },
    ]);
  });

  test('a handler that fails is tried again in each tier, and later events of that loaf wait for it', async () => {
    const loaf = randomUUID();
    const other = randomUUID();
    let failures = 2;
    handler.afterwards = ({ aggregateId, aggregateVersion }) => {
      if (aggregateId === loaf && aggregateVersion === 1 && failures-- > 0) throw new Error('The shelf is full.');
    };
    await publisher.transactions.run((tx) =>
      publisher.outbox.addAll(
        tx,
        loafBaked,
        [loaf, loaf, other].map((aggregateId) => ({ aggregateId, actor: systemActor, data: { n: 1 } })),
      ),
    );
    await publisher.relay.flush();
    await consumer.inbox.drain();
    const seen = await consumer.dataSource.query<{ loaf: string; version: number }[]>(
      'select loaf, version from seen where loaf in ($1, $2) order by seq',
      [loaf, other],
    );
    expect(seen).toEqual([
      { loaf: other, version: 1 },
      { loaf, version: 1 },
      { loaf, version: 2 },
    ]);
    expect(await burials()).toEqual([]);
  });

  test('a handler that always fails gets a try for each tier, then the event is dead', async () => {
    const event = aCloudEvent();
    let tries = 0;
    handler.afterwards = () => {
      tries++;
      throw new Error('The shelf is full.');
    };
    await deliver(broker.channel, event);
    await eventually('it is dead', async () => (await consumer.inbox.depths())[0]!.dead === 1);
    expect(tries).toBe(3);
    expect(await burials()).toMatchObject([{ id: event.id, kind: 'failed', reason: 'The shelf is full.' }]);
  });

  test('an effect is undone when its event fails, though the events around it are not', async () => {
    const loaves = Array.from({ length: 20 }, () => randomUUID());
    handler.afterwards = ({ aggregateId }) => {
      if (aggregateId === loaves[7]) throw conflict('grocer.unlucky', 'Not this one.');
    };
    await publisher.transactions.run((tx) =>
      publisher.outbox.addAll(
        tx,
        loafBaked,
        loaves.map((aggregateId, n) => ({ aggregateId, actor: systemActor, data: { n } })),
      ),
    );
    await publisher.relay.flush();
    await consumer.inbox.drain();
    const seen = await Promise.all(loaves.map(async (loaf) => (await versions(loaf)).length));
    expect(seen).toEqual(loaves.map((_, n) => (n === 7 ? 0 : 1)));
    expect(await burials()).toHaveLength(1);
  });
});
