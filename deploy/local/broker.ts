import amqp from 'amqplib';
import { assertTopology, shoreline, topologyOf } from '#libs/messaging';
import { shorelineDefinitions } from '../broker/definitions.js';
import type { DataFolder } from './folder.js';
import type { ServiceName } from './processes.js';
import { startRabbit, type PrivateRabbit, type RabbitOptions } from './rabbitmq.js';

/** Who may enter the broker besides the services: the payroll system, and the operator who looks after dead letters. */
export type BrokerUserName = ServiceName | 'payroll' | 'operator';

export interface Broker {
  /** The URL with the rights of this user. */
  urlFor(user: BrokerUserName): string;
  /** Absent when the broker is somebody else's. */
  private?: PrivateRabbit;
}

/** A private broker with the topology and a user of its own for each service. */
export async function startBroker(folder: DataFolder, options: Omit<RabbitOptions, 'definitions'>): Promise<Broker> {
  const passwordOf = (user: string): string => folder.secret(`broker-${user}`);
  const rabbit = await startRabbit(folder, { definitions: shorelineDefinitions(passwordOf), ...options });
  return { private: rabbit, urlFor: (user) => rabbit.urlFor(user, passwordOf(user)) };
}

/** A broker that runs already: the topology is declared there, and everybody uses the URL given. */
export async function useBroker(url: string): Promise<Broker> {
  const connection = await amqp.connect(url, { timeout: 10_000 });
  try {
    await assertTopology(await connection.createChannel(), topologyOf(shoreline));
  } finally {
    await connection.close();
  }
  return { urlFor: () => url };
}
