import { setTimeout as sleep } from 'node:timers/promises';
import { type Channel, type ChannelModel, connect } from 'amqplib';
import { systemActor } from '#libs/access';
import { eventually, tcpProxy } from '#libs/testing';
import { aClient, bake, crash, openShop, order, refusalOf, shop, wait } from '../../../../test/support/shop.js';
import type { RpcClient } from '../index.js';

const url = process.env.TEST_AMQP_URL!;
const queue = `rpc.${shop}`;
const closers: (() => Promise<unknown>)[] = [];
let admin: ChannelModel;
let broker: Channel;
let client: RpcClient;

async function open(at = url) {
  const opened = await openShop(at);
  closers.push(() => opened.app.close());
  return opened;
}

const buy = (timeoutMs = 10_000) => client.call(order, systemActor, { skills: [] }, { timeoutMs });
const untilServed = () => eventually('the shop answers', () => buy(2_000));
/** A shop that answers these calls once `letGo` is called; they have all begun. */
async function atWork(calls: () => Promise<unknown>[]) {
  const { promise, resolve: letGo } = Promise.withResolvers<void>();
  const opened = await open();
  opened.controller.gate = promise;
  const begun = calls();
  await eventually('all have begun', () => opened.controller.begun === begun.length);
  return { ...opened, begun, letGo };
}
const patience = { timeoutMs: 30_000 };
const waits = (count: number) =>
  Array.from({ length: count }, () => client.call(wait, systemActor, { ms: 0 }, patience));

beforeAll(async () => {
  admin = await connect(url);
  broker = await admin.createChannel();
  client = await aClient(url);
});
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});
afterAll(async () => {
  await client.onApplicationShutdown();
  await broker.deleteQueue(queue);
  await admin.close();
});

it('its queue is durable, keeps a message 10 seconds, and is all it declares', async () => {
  await open();
  const declared = { durable: true, arguments: { 'x-message-ttl': 10_000 } };
  await expect(broker.assertQueue(queue, declared)).resolves.toMatchObject({ consumerCount: 1 });
});

it('handlers that throw do not use up the prefetch', async () => {
  await open();
  for (let round = 0; round < 4; round++) {
    await Promise.all(Array.from({ length: 50 }, () => refusalOf(client.call(crash, systemActor, {}))));
  }
  await expect(buy()).resolves.toMatchObject({ total: 0 });
});

it('messages that are no requests do not use up the prefetch', async () => {
  await open();
  for (const body of ['{', 'null', '[]', '{"pattern":{"a":1}}', '{"pattern":"x","id":"1"}']) {
    for (let i = 0; i < 20; i++) broker.sendToQueue(queue, Buffer.from(body));
  }
  await eventually('the queue is empty', async () => (await broker.checkQueue(queue)).messageCount === 0);
  await expect(buy()).resolves.toMatchObject({ total: 0 });
});

it('an answer held back for others does not wait for slow ones', async () => {
  const { begun, letGo } = await atWork(() => waits(20));
  await expect(Promise.all(Array.from({ length: 100 }, () => buy()))).resolves.toHaveLength(100);
  letGo();
  await Promise.all(begun);
});

it('close() takes nothing new, answers what has begun, and only then disconnects', async () => {
  const { server, controller, begun, letGo } = await atWork(() => waits(20));
  const closed = server.close();
  expect(server.listening).toBe(false);
  setTimeout(letGo, 200);
  await expect(Promise.all(begun)).resolves.toHaveLength(20);
  await closed;
  expect(await refusalOf(client.call(order, systemActor, { skills: [] }, { timeoutMs: 100 }))).toMatchObject({
    code: 'rpc.timeout',
  });
  expect(controller.begun).toBe(20);
});

it('a queue deleted by the broker is declared again, and what is under way is answered', async () => {
  const { begun, letGo } = await atWork(() => waits(1));
  await broker.deleteQueue(queue);
  await expect(untilServed()).resolves.toMatchObject({ total: 0 });
  letGo();
  await expect(begun[0]).resolves.toEqual({ waited: 0 });
});

describe('a broken channel', () => {
  const broken = async (ask: () => Promise<unknown>) => {
    const { server, controller, begun, letGo } = await atWork(() => [ask().catch((error: unknown) => error)]);
    server['live']!.ack({ fields: { deliveryTag: 4711 } } as never);
    await eventually('the channel is gone', () => !server.listening);
    letGo();
    return { controller, answer: await begun[0] };
  };

  it('ends neither the process nor the service, and a query is run again', async () => {
    const { controller, answer } = await broken(() => client.call(wait, systemActor, { ms: 0 }, patience));
    expect([answer, controller.begun]).toEqual([{ waited: 0 }, 2]);
    await expect(untilServed()).resolves.toMatchObject({ total: 0 });
  });

  it('a command that may have happened is not run again', async () => {
    const { controller, answer } = await broken(() => client.call(bake, systemActor, { ms: 0 }, patience));
    expect(answer).toMatchObject({ code: 'rpc.interrupted', kind: 'unavailable' });
    expect(controller.begun).toBe(1);
  });

  it('a command under an idempotency key is run again', async () => {
    const { controller, answer } = await broken(() =>
      client.call(bake, systemActor, { ms: 0 }, { idempotencyKey: 'k', ...patience }),
    );
    expect([answer, controller.begun]).toEqual([null, 2]);
  });
});

it('comes back with the broker, and starts before it', async () => {
  const proxy = await tcpProxy(url);
  closers.push(() => proxy.cut());
  await proxy.cut();
  const starting = open(proxy.url);
  await sleep(200);
  await proxy.restore();
  const { server } = await starting;
  await untilServed();

  await proxy.cut();
  await eventually('the server noticed', () => !server.listening);
  await proxy.restore();
  await eventually('the server listens again', () => server.listening);
  await expect(untilServed()).resolves.toMatchObject({ total: 0 });
});

it('close() ends while the broker is away', async () => {
  const proxy = await tcpProxy(url);
  const { server } = await openShop(proxy.url);
  await proxy.cut();
  await eventually('the server noticed', () => !server.listening);
  await sleep(1_200);
  await server.close();
});

it('a request that nobody waits for any more is dropped, even when it was delivered in time', async () => {
  const { controller } = await open();
  const data = { actor: systemActor, input: { skills: [] } };
  const body = Buffer.from(JSON.stringify({ pattern: order.name, data, id: 'late' }));
  broker.sendToQueue(queue, body, { headers: { deadline: Date.now() - 1 } });
  // The answer on the same channel tells that it's in the queue, before what is asked next.
  await broker.checkQueue(queue);
  await buy();
  expect(controller.begun).toBe(1);
});
