import { type DynamicModule, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Inbox } from './inbox.js';
import { Outbox } from './outbox.js';
import { Relay } from './relay.js';

export interface EventsOptions {
  /** `payments`: its queue is `payments.events`. */
  service: string;
  amqpUrl: string;
}

export const EVENTS_OPTIONS = Symbol('EventsOptions');

/** Needs a `DataSource`, `Transactions` and `Clock` from global modules; starts and stops with the application. */
@Module({})
export class EventsModule {
  static forService(options: EventsOptions): DynamicModule {
    return {
      module: EventsModule,
      global: true,
      imports: [DiscoveryModule],
      providers: [{ provide: EVENTS_OPTIONS, useValue: options }, Outbox, Relay, Inbox],
      exports: [Outbox, Relay, Inbox],
    };
  }
}
