import { createHash, randomBytes } from 'node:crypto';
import type { Channel } from 'amqplib';
import type { Topology } from './topology.js';
import { names } from './topology-input.js';

export interface DefinitionsOptions {
  vhost?: string;
  /** For each user; without one a user can't log in with a password. See `passwordHash`. */
  passwordHashes?: Readonly<Record<string, string>>;
}

/** RabbitMQ's `rabbit_password_hashing_sha256`: salt and digest in base64. */
export function passwordHash(password: string, salt = randomBytes(4)): string {
  const digest = createHash('sha256').update(salt).update(password, 'utf8').digest();
  return Buffer.concat([salt, digest]).toString('base64');
}

/** The topology in RabbitMQ's definitions format, for `load_definitions` and `rabbitmqctl import_definitions`. */
export function definitionsOf(topology: Topology, { vhost = '/', passwordHashes = {} }: DefinitionsOptions = {}) {
  return {
    vhosts: [{ name: vhost }],
    users: topology.users.map(({ name }) => ({
      name,
      password_hash: passwordHashes[name] ?? '',
      hashing_algorithm: 'rabbit_password_hashing_sha256',
      tags: '',
    })),
    permissions: topology.users.map(({ name, configure, write, read }) => ({
      user: name,
      vhost,
      configure,
      write,
      read,
    })),
    topic_permissions: topology.users.flatMap(({ name, publishes }) =>
      publishes ? [{ user: name, vhost, exchange: names.events, write: publishes, read: '^$' }] : [],
    ),
    exchanges: topology.exchanges.map((exchange) => ({
      ...exchange,
      vhost,
      durable: true,
      auto_delete: false,
      internal: false,
    })),
    queues: topology.queues.map((queue) => ({ ...queue, vhost, durable: true, auto_delete: false })),
    bindings: topology.bindings.map(({ exchange, queue, routingKey, arguments: args }) => ({
      source: exchange,
      vhost,
      destination: queue,
      destination_type: 'queue',
      routing_key: routingKey,
      arguments: args,
    })),
  };
}

/** Declares exchanges, queues and bindings over AMQP, as an administrator; users come by definitions only. */
export async function assertTopology(channel: Channel, { exchanges, queues, bindings }: Topology): Promise<void> {
  for (const exchange of exchanges) {
    await channel.assertExchange(exchange.name, exchange.type, { durable: true, arguments: exchange.arguments });
  }
  for (const queue of queues) await channel.assertQueue(queue.name, { durable: true, arguments: queue.arguments });
  for (const { queue, exchange, routingKey, arguments: args } of bindings) {
    await channel.bindQueue(queue, exchange, routingKey, args);
  }
}

/** Throws when the broker lacks one of these; the channel is closed then. */
export async function checkPresence(
  channel: Channel,
  { exchanges = [], queues = [] }: { exchanges?: readonly string[]; queues?: readonly string[] },
): Promise<void> {
  try {
    for (const exchange of exchanges) await channel.checkExchange(exchange);
    for (const queue of queues) await channel.checkQueue(queue);
  } catch (error) {
    throw new Error('The broker lacks part of the topology; load deploy/broker/definitions.json.', { cause: error });
  }
}
