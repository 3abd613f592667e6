import { serviceOf } from '#libs/contracts';
import { rpcQueue } from '../rpc/wire.js';
import { names, type TopologyInput } from './topology-input.js';

/** A broker's user: rights are regular expressions on the names of queues and exchanges, as RabbitMQ has them. */
export interface BrokerUser {
  name: string;
  configure: string;
  write: string;
  read: string;
  /** Routing keys it may publish to `shoreline.events`, as a regular expression. */
  publishes?: string;
}

/** RPC goes by queue name, which is RabbitMQ's default exchange; dead letters and probes too. */
const defaultExchange = 'amq.default';

const only = (...allowed: string[]): string => `^(${allowed.map(escape).join('|')})$`;
const nothing = '^$';
const escape = (name: string): string => name.replaceAll('.', '\\.');

/** Each service, the gateway, the payroll system, and `operator`, who looks after dead letters. */
export function usersFor(input: TopologyInput): BrokerUser[] {
  return [
    ...['gateway', ...input.services].map((service) => serviceUser(service, input)),
    { name: 'payroll', configure: nothing, write: only(names.answers), read: only(names.payouts) },
    {
      name: 'operator',
      configure: nothing,
      write: only(defaultExchange),
      read: `^(.+\\.dead|${escape(names.unrouted)}|${escape(names.log)})$`,
    },
  ];
}

function serviceUser(service: string, { catalogue, subscriptions, services }: TopologyInput): BrokerUser {
  const answers = services.includes(service) ? [rpcQueue(service)] : [];
  const own = [
    ...(service in subscriptions ? [names.eventsOf(service)] : []),
    ...(names.payrollAnswers.startsWith(`${service}.`) ? [names.payrollAnswers] : []),
  ];
  const publishes = catalogue.some(({ type }) => serviceOf(type) === service);
  const write = [defaultExchange, ...(publishes ? [names.events] : []), ...(own.length ? [names.retry] : [])];
  const read = [...answers, ...own];
  return {
    name: service,
    // Nest's server declares its queue when it starts.
    configure: answers.length ? only(...answers) : nothing,
    write: only(...write),
    read: read.length ? only(...read) : nothing,
    ...(publishes && { publishes: `^${escape(`${service}.`)}` }),
  };
}
