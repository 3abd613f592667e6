import { SetMetadata } from '@nestjs/common';
import type { EventContract } from '#libs/contracts';
import type { z } from 'zod';

export const ON_EVENT = 'shoreline:on-event';
export const ON_MESSAGE = 'shoreline:on-message';

/** A queue outside the events: messages of another system, with a schema and an id of its own. */
export interface MessageContract<M extends z.ZodType = z.ZodType> {
  queue: string;
  schema: M;
  /** The id by which a second copy is recognised; at most 200 characters. */
  key: (message: z.output<M>) => string;
}

/**
 * `@OnEvent(payoutRequested) method(event: EventOf<typeof payoutRequested>, tx: EntityManager)` in any provider.
 * Runs once an event, in the order of its aggregate, in the transaction that also keeps the receipt.
 * A `DomainError` parks the event in `<service>.events.dead`; any other error is tried again later.
 */
export const OnEvent = (...contracts: [EventContract, ...EventContract[]]): MethodDecorator =>
  SetMetadata(ON_EVENT, contracts);

/** `@OnMessage({ queue, schema, key }) method(message: z.output<typeof schema>, tx: EntityManager)`: as `@OnEvent`, in order of arrival. */
export const OnMessage = <M extends z.ZodType>(contract: MessageContract<M>): MethodDecorator =>
  SetMetadata(ON_MESSAGE, contract);
