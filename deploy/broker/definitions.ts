import { definitionsOf, passwordHash, shoreline, topologyOf } from '#libs/messaging';

/** Shoreline's topology and its users in RabbitMQ's definitions format. */
export function shorelineDefinitions(passwordOf: (user: string) => string) {
  const topology = topologyOf(shoreline);
  const hashes = topology.users.map(({ name }) => [name, passwordHash(passwordOf(name))] as const);
  return definitionsOf(topology, { passwordHashes: Object.fromEntries(hashes) });
}
