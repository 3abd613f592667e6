import { type DynamicModule, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { z } from 'zod';
import { loadConfig } from '#libs/config';
import { EVENTS_OPTIONS, type EventsOptions } from './events-options.js';
import { Handlers } from './inbox/handlers.js';
import { Inbox } from './inbox.js';
import { Outbox } from './outbox.js';
import { Relay } from './relay.js';
import { shoreline, type TopologyInput } from './topology-input.js';

const Env = z.object({ AMQP_URL: z.url() });

/**
 * Outbox, Relay and Inbox of a service, by the broker user in AMQP_URL; they start and stop with the application.
 * Needs PersistenceModule and TimeModule beside it. `topology` is for tests with events of their own.
 */
@Module({})
export class EventsModule {
  static forService({ service, topology = shoreline }: { service: string; topology?: TopologyInput }): DynamicModule {
    const useFactory = (): EventsOptions => ({ service, topology, amqpUrl: loadConfig(Env).AMQP_URL });
    return {
      module: EventsModule,
      global: true,
      imports: [DiscoveryModule],
      providers: [{ provide: EVENTS_OPTIONS, useFactory }, Handlers, Outbox, Relay, Inbox],
      exports: [Outbox, Relay, Inbox],
    };
  }
}
