import type { EventContract } from '#libs/contracts';
import { serviceOf } from '#libs/contracts';

export type Arguments = Record<string, string | number | boolean>;
export interface Exchange {
  name: string;
  type: 'topic' | 'fanout' | 'headers';
  arguments: Arguments;
}
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
/** Rights are regular expressions on names, as RabbitMQ has them. */
export interface User {
  name: string;
  configure: string;
  write: string;
  read: string;
  /** Routing keys the user may publish to `shoreline.events`. */
  mayPublish: string;
}
export interface Topology {
  exchanges: Exchange[];
  queues: Queue[];
  bindings: Binding[];
  users: User[];
}

/** Milliseconds a message rests in each retry tier, shortest first. */
export type RetryTiers = Readonly<Record<string, number>>;
export const retryTiers: RetryTiers = { '1s': 1_000, '10s': 10_000, '1m': 60_000, '10m': 600_000 };

/** Which aggregates each service learns of: whole aggregates, so that versions arrive without gaps. */
export type Subscriptions = Readonly<Record<string, readonly string[] | 'all'>>;

export const names = {
  events: 'shoreline.events',
  unrouted: 'shoreline.unrouted',
  retry: 'shoreline.retry',
  log: 'shoreline.events.log',
  payouts: 'payroll.payouts',
  answers: 'payroll.answers',
  payrollAnswers: 'payments.payroll-answers',
  rpcOf: (service: string) => `rpc.${service}`,
  eventsOf: (service: string) => `${service}.events`,
  deadOf: (queue: string) => `${queue}.dead`,
};

/** The event types a service hears. */
export function typesFor(service: string, catalogue: readonly EventContract[], subscriptions: Subscriptions): string[] {
  const aggregates = subscriptions[service] ?? [];
  return catalogue
    .filter((contract) => aggregates === 'all' || aggregates.includes(contract.aggregate))
    .map((contract) => contract.type);
}

/** Events are published by the service that names them. */
export const publisherOf = (contract: EventContract): string => serviceOf(contract.type);
