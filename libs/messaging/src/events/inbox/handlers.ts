import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { EventContract } from '#libs/contracts';
import type { ReceivedEvent } from '../cloud-event.js';
import { type MessageContract, ON_EVENT, ON_MESSAGE } from '../on-event.decorator.js';
import type { Handler } from './openers.js';

interface Found<C> {
  contract: C;
  /** `PayoutConsumer.requested`, for error messages. */
  name: string;
  handler: Handler<unknown>;
}

/** Finds the methods decorated with `@OnEvent` and `@OnMessage` in all providers of the process. */
@Injectable()
export class Handlers {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  ofEvents(): Found<EventContract>[] {
    return this.find<readonly EventContract[]>(ON_EVENT).flatMap(({ contract, ...found }) =>
      contract.map((each) => ({ ...found, contract: each })),
    );
  }

  ofMessages(): Found<MessageContract>[] {
    return this.find<MessageContract>(ON_MESSAGE);
  }

  private find<C>(metadata: string): Found<C>[] {
    const instances: unknown[] = this.discovery.getProviders().map(({ instance }: { instance: unknown }) => instance);
    return instances.flatMap((instance) => {
      if (typeof instance !== 'object' || instance === null) return [];
      const prototype = Object.getPrototypeOf(instance) as Record<string, Handler<unknown>>;
      return this.scanner.getAllMethodNames(prototype).flatMap((method) => {
        const contract = Reflect.getMetadata(metadata, prototype[method]!) as C | undefined;
        const handler = prototype[method]!.bind(instance);
        return contract ? [{ contract, handler, name: `${instance.constructor.name}.${method}` }] : [];
      });
    });
  }
}

/** Handlers by event type. Throws when one waits for an event that never reaches this service. */
export function byType(
  found: readonly Found<EventContract>[],
  heard: readonly string[],
): Map<string, Handler<ReceivedEvent<unknown>>[]> {
  const handlers = new Map<string, Handler<ReceivedEvent<unknown>>[]>();
  for (const { contract, name, handler } of found) {
    if (!heard.includes(contract.type)) {
      throw new Error(`${name} waits for ${contract.type}, but the service isn't subscribed to ${contract.aggregate}.`);
    }
    handlers.set(contract.type, [...(handlers.get(contract.type) ?? []), handler]);
  }
  return handlers;
}
