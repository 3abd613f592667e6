import { serviceOf } from '#libs/contracts';
import { rpcQueue, rpcQueueTtl } from '../rpc/wire.js';
import { isForPayroll, names, retryTiers, type TopologyInput } from './topology-input.js';
import { type BrokerUser, usersFor } from './topology-users.js';

export type Arguments = Record<string, string | number | boolean>;

export interface Exchange {
  name: string;
  type: 'topic' | 'fanout' | 'headers';
  arguments: Arguments;
}

/** All queues are durable. */
export interface Queue {
  name: string;
  arguments: Arguments;
}

export interface Binding {
  exchange: string;
  queue: string;
  routingKey: string;
  arguments: Arguments;
}

export interface Topology {
  exchanges: Exchange[];
  queues: Queue[];
  bindings: Binding[];
  users: BrokerUser[];
}

/** Kept until somebody takes it. RabbitMQ 4 drops from a quorum queue what was taken 20 times, unless told otherwise. */
const kept: Arguments = { 'x-queue-type': 'quorum', 'x-delivery-limit': 1_000_000 };

/** A full target makes the sender wait; nothing is dropped on the way. */
const neverDrops: Arguments = { 'x-dead-letter-strategy': 'at-least-once', 'x-overflow': 'reject-publish' };

/**
 * How often a consumer may die of a message before it is parked. A line that breaks gives back everything under way, so
 * a bad network counts too: with 5, cuts under load parked what was in order.
 */
export const deathsBeforeParking = 20;

/** A queue whose messages are worked off in order by one process, and its queue of dead letters. */
const inOrder = (name: string): Queue[] => [
  {
    name,
    arguments: {
      'x-queue-type': 'quorum',
      'x-single-active-consumer': true,
      'x-delivery-limit': deathsBeforeParking,
      'x-dead-letter-exchange': '',
      'x-dead-letter-routing-key': names.deadOf(name),
      ...neverDrops,
    },
  },
  { name: names.deadOf(name), arguments: kept },
];

/** Without a dead-letter routing key a message keeps its own, which is the name of the queue it came from. */
const tierQueue = ([tier, ms]: [string, number]): Queue => ({
  name: `${names.retry}.${tier}`,
  arguments: { 'x-queue-type': 'quorum', 'x-message-ttl': ms, 'x-dead-letter-exchange': '', ...neverDrops },
});

const bind = (exchange: string, queue: string, routingKey = '', args: Arguments = {}): Binding => ({
  exchange,
  queue,
  routingKey,
  arguments: args,
});

/** The types a service hears: all of the aggregates it subscribed to. */
export const typesHeardBy = (service: string, { catalogue, subscriptions: wanted }: TopologyInput): string[] =>
  catalogue.filter(({ aggregate }) => wanted[service]?.includes(aggregate)).map(({ type }) => type);

/** Everything the broker must have, from the catalogue of events and who listens to what. Throws when they contradict. */
export function topologyOf(input: TopologyInput): Topology {
  const { catalogue, services: answering, tiers = retryTiers } = input;
  refuseContradictions(input);
  const listening = Object.keys(input.subscriptions);
  return {
    exchanges: [
      { name: names.events, type: 'topic', arguments: { 'alternate-exchange': names.unrouted } },
      { name: names.unrouted, type: 'fanout', arguments: {} },
      { name: names.retry, type: 'headers', arguments: {} },
      { name: names.answers, type: 'fanout', arguments: {} },
    ],
    queues: [
      ...answering.map((service) => ({
        name: rpcQueue(service),
        arguments: { 'x-message-ttl': rpcQueueTtl },
      })),
      ...listening.flatMap((service) => inOrder(names.eventsOf(service))),
      ...Object.entries(tiers).map(tierQueue),
      { name: names.unrouted, arguments: kept },
      // Retention goes segment by segment, so segments are small (bytes).
      {
        name: names.log,
        arguments: { 'x-queue-type': 'stream', 'x-max-age': '7D', 'x-stream-max-segment-size-bytes': 50_000_000 },
      },
      { name: names.payouts, arguments: kept },
      ...inOrder(names.payrollAnswers),
    ],
    bindings: [
      ...listening.flatMap((service) =>
        typesHeardBy(service, input).map((type) => bind(names.events, names.eventsOf(service), type)),
      ),
      ...Object.keys(tiers).map((tier) =>
        bind(names.retry, `${names.retry}.${tier}`, '', { 'x-match': 'all', [names.retryTier]: tier }),
      ),
      bind(names.unrouted, names.unrouted),
      bind(names.events, names.log, '#'),
      // One each: a topic pattern has words between dots, so `payments.payout-*` would match nothing.
      ...catalogue.filter(isForPayroll).map(({ type }) => bind(names.events, names.payouts, type)),
      bind(names.answers, names.payrollAnswers),
    ],
    users: usersFor(input),
  };
}

function refuseContradictions({ catalogue, subscriptions: wanted }: TopologyInput): void {
  const publishers = new Map<string, string>();
  for (const { type, aggregate } of catalogue) {
    const publisher = publishers.get(aggregate) ?? serviceOf(type);
    if (publisher !== serviceOf(type)) {
      throw new Error(`The aggregate ${aggregate} has two publishers, ${publisher} and ${serviceOf(type)}.`);
    }
    publishers.set(aggregate, publisher);
  }
  for (const [service, aggregates] of Object.entries(wanted)) {
    const unknown = aggregates.find((aggregate) => !publishers.has(aggregate));
    if (unknown) throw new Error(`${service} subscribes to ${unknown}, which nobody publishes.`);
  }
}
