import { randomUUID } from 'node:crypto';
import { connect } from 'amqplib';
import { z } from 'zod';
import { systemActor } from '#libs/access';
import { command, serviceOf } from '#libs/contracts';
import { eventually, tcpProxy } from '#libs/testing';
import { aClient, crash, forgotten, openShop, order, refusalOf, refuse, wait } from '../../../../test/support/shop.js';
import { rpcQueue } from './wire.js';

const url = process.env.TEST_AMQP_URL!;
const nowhere = command(`nowhere-${randomUUID()}.do`, { input: z.object({}), output: z.null() });
const closers: (() => Promise<unknown>)[] = [];

async function network(at = url) {
  const client = await aClient(at);
  const shop = await openShop(url);
  closers.push(
    () => client.onApplicationShutdown(),
    () => shop.app.close(),
  );
  return { client, shop };
}

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

describe('a call', () => {
  it('brings the actor, the input and the idempotency key, and brings back the answer', async () => {
    const { client } = await network();
    const skills = [{ name: 'sql', years: 3 }];
    const answer = await client.call(order, systemActor, { skills }, { idempotencyKey: 'k-1' });
    expect(answer).toEqual({ total: 1, by: systemActor.name, key: 'k-1' });
  });

  it('64 at once are answered each with its own answer', async () => {
    const { client } = await network();
    const times = Array.from({ length: 64 }, (_, i) => 64 - i);
    const answers = await Promise.all(times.map((ms) => client.call(wait, systemActor, { ms })));
    expect(answers.map(({ waited }) => waited)).toEqual(times);
  });
});

describe('a refusal', () => {
  it('reaches the caller intact', async () => {
    const { client } = await network();
    expect(await refusalOf(client.call(refuse, systemActor, {}))).toEqual({
      code: 'shop.closed',
      kind: 'conflict',
      detail: 'The shop is closed.',
      rule: 'SH-1',
      facts: { opens: '09:00' },
    });
  });

  it('of the input names the path of every bad field', async () => {
    const { client } = await network();
    const skills = [{ name: 'sql', years: 1.5 }, { name: 'go' } as { name: string; years: number }];
    expect(await refusalOf(client.call(order, systemActor, { skills }))).toMatchObject({
      code: 'request.invalid',
      kind: 'invalid',
      errors: [{ field: 'skills.0.years' }, { field: 'skills.1.years' }],
    });
  });

  it('of the actor comes before the handler', async () => {
    const { client, shop } = await network();
    const nobody = { ...systemActor, id: 'nobody' };
    expect(await refusalOf(client.call(order, nobody, { skills: [] }))).toMatchObject({
      code: 'request.invalid',
      errors: [{ field: 'actor.id' }],
    });
    expect(shop.controller.begun).toBe(0);
  });

  it('of a handler that failed says nothing about the inside', async () => {
    const { client } = await network();
    const refusal = await refusalOf(client.call(crash, { ...systemActor, requestId: 'r-7' }, {}));
    expect(refusal).toMatchObject({ code: 'service.internal', kind: 'internal', facts: { requestId: 'r-7' } });
    expect(JSON.stringify(refusal)).not.toMatch(/hunter2|stack|Error:/);
  });

  it('that nobody understands says nothing about the inside either', async () => {
    const { client } = await network();
    const broker = await connect(url);
    closers.push(() => broker.close());
    const channel = await broker.createChannel();
    await channel.assertQueue(rpcQueue(serviceOf(nowhere.name)), { exclusive: true });
    await channel.consume(rpcQueue(serviceOf(nowhere.name)), (request) => {
      const { replyTo, correlationId } = request!.properties as { replyTo: string; correlationId: string };
      channel.sendToQueue(replyTo, Buffer.from('{"err":{"status":"error","message":"hunter2"}}'), { correlationId });
    });
    const refusal = await refusalOf(client.call(nowhere, systemActor, {}));
    expect(refusal).toMatchObject({ code: 'service.internal', kind: 'internal' });
    expect(JSON.stringify(refusal)).not.toContain('hunter2');
  });

  it('tells an unknown pattern from a missing service', async () => {
    const { client } = await network();
    expect(await refusalOf(client.call(forgotten, systemActor, {}))).toMatchObject({ code: 'rpc.unknown-pattern' });
    expect(await refusalOf(client.call(nowhere, systemActor, {}))).toMatchObject({ code: 'rpc.unavailable' });
  });
});

describe('a caller never waits longer than it said', () => {
  it('when the handler is slow: 504', async () => {
    const { client } = await network();
    const refusal = await refusalOf(client.call(wait, systemActor, { ms: 400 }, { timeoutMs: 100 }));
    expect(refusal).toMatchObject({ code: 'rpc.timeout', kind: 'timeout' });
  });

  it('when nobody takes the queue: 504, and the request is not run later', async () => {
    const { client, shop } = await network();
    await shop.app.close();
    const refusal = await refusalOf(client.call(order, systemActor, { skills: [] }, { timeoutMs: 100 }));
    expect(refusal).toMatchObject({ code: 'rpc.timeout' });
    const { app, controller } = await openShop(url);
    closers.push(() => app.close());
    await client.call(wait, systemActor, { ms: 0 });
    expect(controller.begun).toBe(1);
  });

  it('when the broker goes away: 503 for what is under way and at once for what comes, and works again after', async () => {
    const broker = await tcpProxy(url);
    closers.push(() => broker.cut());
    const { client } = await network(broker.url);
    const underWay = refusalOf(client.call(wait, systemActor, { ms: 1_000 }, { timeoutMs: 10_000 }));
    await broker.cut();
    expect(await underWay).toMatchObject({ code: 'rpc.unavailable', kind: 'unavailable' });

    expect(await refusalOf(client.call(order, systemActor, { skills: [] }))).toMatchObject({ code: 'rpc.unavailable' });

    await broker.restore();
    await eventually('the client is connected again', () => client.connected);
    expect(await client.call(order, systemActor, { skills: [] })).toMatchObject({ total: 0 });
  });

  it('when its own channel breaks: the client builds another', async () => {
    const { client } = await network();
    client['channel']!.ack({ fields: { deliveryTag: 4711 } } as never);
    await eventually('the channel is gone', () => !client.connected);
    await eventually('the client is connected again', () => client.connected);
    expect(await client.call(order, systemActor, { skills: [] })).toMatchObject({ total: 0 });
  });
});
