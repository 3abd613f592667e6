import { randomUUID } from 'node:crypto';
import { type ChannelModel, connect, type Options } from 'amqplib';
import { listDead } from '../../deploy/ops/dead-letters.js';
import type { Stage } from '../../deploy/demo/stage.js';
import { services } from '#libs/contracts';
import { eventually } from '#libs/testing';
import { adaWaiting, approve, aRunningJob, reconciled, submitDay } from '../support/job.js';
import { testNetwork, type TestNetwork } from '../support/test-network.js';

let network: TestNetwork;
let stage: Stage;
let operator: ChannelModel;

beforeAll(async () => {
  network = await testNetwork({ clockStart: '2026-03-02T07:00:00Z' });
  stage = await aRunningJob(network);
  operator = await connect(network.broker.urlFor('operator'));
});
afterAll(async () => {
  await operator?.close();
  await network?.stop();
});

const event = (type: string, data: unknown, extra: object = {}): string =>
  JSON.stringify({
    ...{ specversion: '1.0', id: randomUUID(), source: '/shoreline/nobody', time: '2026-03-02T08:00:00Z', type, data },
    ...{ subject: randomUUID(), aggregateversion: 1, actorid: randomUUID(), actorrole: 'system', ...extra },
  });
const tenMegabytes = Buffer.alloc(10 * 1_048_576, 'a');

/** What no event is, and how it is parked. */
const noEvents: [name: string, content: string | Buffer, kind: string][] = [
  ['nothing', '', 'bad-json'],
  ['half a message', '{"specversion":"1.0",', 'bad-json'],
  ['bytes', Buffer.from([0xff, 0xfe, 0x00, 0x80]), 'bad-json'],
  ['a hundred thousand brackets', '['.repeat(100_000), 'bad-json'],
  ['10 MB', tenMegabytes, 'too-large'],
  ['a list', '[]', 'not-an-event'],
  ['a version below one', event('placement.client-registered.v1', {}, { aggregateversion: 0 }), 'not-an-event'],
  ['no id', event('placement.client-registered.v1', {}, { id: 'seven' }), 'not-an-event'],
  ['an unknown type', event('timesheet.nonsense.v1', {}), 'unknown-type'],
  ['a type of the language', event('__proto__', {}), 'unknown-type'],
];
/** What payroll never said. */
const noAnswers: [name: string, content: string | Buffer, kind: string][] = [
  ...noEvents.slice(0, 5),
  ['a list', '[]', 'wrong-schema'],
  ['an unknown outcome', JSON.stringify({ payoutId: randomUUID(), outcome: 'lost' }), 'wrong-schema'],
  [
    'a null character',
    JSON.stringify({ payoutId: randomUUID(), outcome: 'paid', bankReference: '\0' }),
    'wrong-schema',
  ],
  ['an unknown payout', JSON.stringify({ payoutId: randomUUID(), outcome: 'paid', bankReference: 'B' }), 'refused'],
];

it.each([
  ['payments.events', [...noEvents, ['a wrong schema', event('placement.client-registered.v1', {}), 'wrong-schema']]],
  ['timesheet.events', [...noEvents, ['a wrong schema', event('placement.placement-ended.v1', {}), 'wrong-schema']]],
  ['quality.events', [...noEvents, ['a wrong schema', event('placement.placement-activated.v1', {}), 'wrong-schema']]],
  ['payments.payroll-answers', noAnswers],
] as [string, typeof noEvents][])(
  '%s parks every poison at once, with its reason, and moves on',
  async (queue, poisons) => {
    const ids = new Map(poisons.map(([name]) => [name, randomUUID()]));
    const channel = await operator.createConfirmChannel();
    for (const [name, content] of poisons) {
      const headers = { 'retry-tier': 'none', 'x-death': 'none' };
      channel.sendToQueue(queue, Buffer.from(content), { messageId: ids.get(name), headers, persistent: true });
    }
    await channel.waitForConfirms();
    await channel.close();
    const kinds = await eventually(
      'all of it is parked',
      async () => {
        const dead = await deadOf(queue);
        return poisons.every(([name]) => dead.has(ids.get(name)!)) ? dead : undefined;
      },
      { withinMs: 30_000, everyMs: 500 },
    );
    const parked = poisons.map(([name]) => [name, kinds.get(ids.get(name)!)]);
    expect(parked).toEqual(poisons.map(([name, , kind]) => [name, kind]));
  },
  60_000,
);

/** How each dead letter was parked, by its id; a channel of its own gives them all back. */
async function deadOf(queue: string): Promise<Map<string, string>> {
  const channel = await operator.createConfirmChannel();
  const letters = await listDead(channel, queue);
  await channel.close();
  return new Map(letters.map(({ id, kind }) => [id, kind]));
}

it('services survive what is no request, and answer the next one', async () => {
  const about = (service: string): string[] => [
    JSON.stringify({ pattern: `${service}.clock-get`, data: null, id: '1' }),
    JSON.stringify({ pattern: `${service}.settle`, data: { actor: { role: 'king' }, input: {} }, id: '1' }),
    JSON.stringify({ pattern: `${service}.nothing`, data: {}, id: {} }),
  ];
  const garbage = ['', '{', 'null', '7', '[]', '{}', '{"pattern":{"a":1}}', '{"pattern":"__proto__","id":"1"}'];
  const properties: Options.Publish[] = [
    {},
    { replyTo: 'nowhere', correlationId: 'x' },
    { headers: { deadline: 'soon' }, contentType: 'image/png', contentEncoding: 'gzip' },
  ];
  const channel = await operator.createConfirmChannel();
  for (const service of services) {
    for (const content of [...garbage, ...about(service), '['.repeat(100_000), tenMegabytes]) {
      for (const each of properties) channel.sendToQueue(`rpc.${service}`, Buffer.from(content), each);
    }
  }
  await channel.waitForConfirms();
  await channel.close();
  const ada = stage.expert('ada');
  for (const path of ['/placements', '/boards', `/experts/${ada.account.id}/balances`])
    await expect(ada.get(path)).resolves.toBeDefined();
});

it('work goes on behind it, and past an event that comes too early and rests', async () => {
  const client = { clientId: randomUUID(), name: 'Nobody', timeZone: 'UTC', country: 'DE' };
  const early = event('placement.client-registered.v1', client, { aggregateversion: 2 ** 52 });
  const messageId = randomUUID();
  const channel = await operator.createConfirmChannel();
  channel.sendToQueue('payments.events', Buffer.from(early), { messageId });
  await channel.waitForConfirms();
  await channel.close();
  const sheet = await submitDay(stage, '2026-03-02', '2026-03-02', 480);
  await approve(stage, sheet);
  await eventually('Ada has 8 hours waiting', async () => (await adaWaiting(stage)) === '420.00', { withinMs: 30_000 });
  expect((await reconciled(stage)).ok).toBe(true);
  expect((await deadOf('payments.events')).has(messageId)).toBe(false);
});

it.each([
  ['payroll', '', 'payments.events'],
  ['payroll', 'shoreline.events', 'payments.payout-paid.v1'],
  ['payments', 'shoreline.events', 'timesheet.lines-approved.v1'],
  ['timesheet', 'payroll.answers', ''],
  ['gateway', 'shoreline.events', 'placement.client-registered.v1'],
  ['operator', 'payroll.answers', ''],
] as const)('the broker lets %s not publish to "%s" as "%s"', async (user, exchange, key) => {
  const connection = await connect(network.broker.urlFor(user));
  const channel = await connection.createConfirmChannel();
  const refusal = new Promise<Error>((resolve) => channel.on('error', resolve));
  channel.publish(exchange, key, Buffer.from('{}'));
  expect((await refusal).message).toContain('ACCESS_REFUSED');
  await connection.close();
});
