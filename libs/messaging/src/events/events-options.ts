import type { TopologyInput } from './topology-input.js';

export interface EventsOptions {
  /** `payments`: its queue is `payments.events`. */
  service: string;
  amqpUrl: string;
  topology: TopologyInput;
}

export const EVENTS_OPTIONS = Symbol('EventsOptions');
