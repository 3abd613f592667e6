import { z } from 'zod';
import { event } from '#libs/contracts';
import { shoreline, type TopologyInput } from './topology-input.js';
import { topologyOf } from './topology.js';

const about = (aggregate: string) => ({ aggregate, description: 'Something happened.', data: z.object({}) });
const input: TopologyInput = {
  catalogue: [
    event('timesheet.sheet-approved.v1', about('sheet')),
    event('timesheet.sheet-returned.v1', about('sheet')),
    event('timesheet.task-overran.v1', about('task')),
    event('payments.payout-approved.v1', about('payout')),
    event('payments.payout-paid.v1', about('payout')),
    event('payments.statement-sent.v1', about('statement')),
  ],
  subscriptions: { payments: ['sheet'] },
  services: ['timesheet', 'payments'],
};
const topology = topologyOf(input);

const queue = (name: string) => topology.queues.find((each) => each.name === name);
const routed = (name: string) => topology.bindings.filter((each) => each.queue === name).map((each) => each.routingKey);
const user = (name: string) => topology.users.find((each) => each.name === name)!;
/** `payments may read rpc.payments` */
const may = (name: string, right: 'configure' | 'write' | 'read', resource: string) =>
  new RegExp(user(name)[right]).test(resource);

describe('The topology', () => {
  test('a service hears every event of the aggregates it subscribed to, and no other', () => {
    expect(routed('payments.events')).toEqual(['timesheet.sheet-approved.v1', 'timesheet.sheet-returned.v1']);
    expect(queue('timesheet.events')).toBeUndefined();
  });

  test('payroll gets each type of payout event', () => {
    expect(routed('payroll.payouts')).toEqual(['payments.payout-approved.v1', 'payments.payout-paid.v1']);
  });

  test('every queue that is worked off in order has a queue for its dead, and both survive a node', () => {
    const ordered = topology.queues.filter((each) => each.arguments['x-single-active-consumer']);
    expect(ordered.map(({ name }) => name)).toEqual(['payments.events', 'payments.payroll-answers']);
    for (const { name, arguments: args } of ordered) {
      expect(args).toMatchObject({
        'x-queue-type': 'quorum',
        'x-delivery-limit': 20,
        'x-dead-letter-exchange': '',
        'x-dead-letter-routing-key': `${name}.dead`,
        'x-dead-letter-strategy': 'at-least-once',
        'x-overflow': 'reject-publish',
      });
      expect(queue(`${name}.dead`)?.arguments['x-queue-type']).toBe('quorum');
    }
  });

  test('a retry tier gives a message back to the queue it is addressed to', () => {
    const rests = { '1s': 1_000, '10s': 10_000, '1m': 60_000, '10m': 600_000 };
    for (const [tier, ms] of Object.entries(rests)) {
      const tierQueue = queue(`shoreline.retry.${tier}`)!;
      expect(tierQueue.arguments).toMatchObject({ 'x-message-ttl': ms, 'x-dead-letter-exchange': '' });
      expect(tierQueue.arguments).not.toHaveProperty('x-dead-letter-routing-key');
      expect(topology.bindings).toContainEqual({
        exchange: 'shoreline.retry',
        queue: tierQueue.name,
        routingKey: '',
        arguments: { 'x-match': 'all', 'retry-tier': tier },
      });
    }
  });

  test('everything bound exists', () => {
    for (const binding of topology.bindings) {
      expect(queue(binding.queue)).toBeDefined();
      expect(topology.exchanges.map(({ name }) => name)).toContain(binding.exchange);
    }
  });

  test.each([
    [
      'an aggregate of two services',
      { catalogue: [...input.catalogue, event('payments.sheet-paid.v1', about('sheet'))] },
      'sheet has two publishers',
    ],
    [
      'a subscription to what nobody publishes',
      { subscriptions: { payments: ['invoice'] } },
      'payments subscribes to invoice',
    ],
  ])('refuses %s', (_, change, why) => {
    expect(() => topologyOf({ ...input, ...change })).toThrow(why);
  });

  test("Shoreline's own holds together", () => {
    expect(() => topologyOf(shoreline)).not.toThrow();
  });
});

describe('Rights', () => {
  const queues = topology.queues.map(({ name }) => name);
  const exchanges = topology.exchanges.map(({ name }) => name);
  const granted = (name: string, right: 'configure' | 'write' | 'read', resources: string[]) =>
    resources.filter((resource) => may(name, right, resource));

  test('payroll reads its payouts and writes its answers, nothing else', () => {
    expect(granted('payroll', 'read', [...queues, ...exchanges])).toEqual(['payroll.payouts']);
    expect(granted('payroll', 'write', [...queues, ...exchanges, 'amq.default'])).toEqual(['payroll.answers']);
    expect(granted('payroll', 'configure', [...queues, ...exchanges])).toEqual([]);
  });

  test('a service reads its own queues only', () => {
    expect(granted('payments', 'read', [...queues, ...exchanges])).toEqual([
      'rpc.payments',
      'payments.events',
      'payments.payroll-answers',
    ]);
    expect(granted('timesheet', 'read', [...queues, ...exchanges])).toEqual(['rpc.timesheet']);
    expect(granted('gateway', 'read', [...queues, ...exchanges])).toEqual([]);
  });

  test('a service declares its RPC queue only, and publishes events in its own name only', () => {
    expect(granted('payments', 'configure', [...queues, ...exchanges])).toEqual(['rpc.payments']);
    expect(granted('gateway', 'configure', [...queues, ...exchanges])).toEqual([]);
    const publishes = new RegExp(user('payments').publishes!);
    expect(publishes.test('payments.payout-paid.v1')).toBe(true);
    expect(publishes.test('timesheet.sheet-approved.v1')).toBe(false);
    expect(publishes.test('paymentsx.payout-paid.v1')).toBe(false);
  });

  test('only who publishes or retries writes there', () => {
    expect(granted('payments', 'write', exchanges)).toEqual(['shoreline.events', 'shoreline.retry']);
    expect(granted('timesheet', 'write', exchanges)).toEqual(['shoreline.events']);
    expect(granted('gateway', 'write', exchanges)).toEqual([]);
  });

  test('a name is no pattern for other names', () => {
    expect(may('payments', 'read', 'rpcxpayments')).toBe(false);
    expect(may('payments', 'read', 'rpc.payments.more')).toBe(false);
  });

  test('the operator sees the dead and sends them back, and reads no living queue', () => {
    const seen = granted('operator', 'read', queues);
    expect(seen).toEqual([
      'payments.events.dead',
      'shoreline.unrouted',
      'shoreline.events.log',
      'payments.payroll-answers.dead',
    ]);
    expect(granted('operator', 'write', [...exchanges, 'amq.default'])).toEqual(['amq.default']);
  });
});
