import { context, propagation, ROOT_CONTEXT } from '@opentelemetry/api';
import type { EntityManager } from 'typeorm';
import type { EventContract } from '#libs/contracts';
import { CloudEvent, type ReceivedEvent } from '../cloud-event.js';
import type { MessageContract } from '../on-event.decorator.js';
import { aggregateKey } from '../outbox.js';
import { type Opener, parseJson, parseWith } from './parcel.js';
import { Poison } from './poison.js';

export type Handler<M> = (message: M, tx: EntityManager) => Promise<void>;
export type EventHandlers = ReadonlyMap<string, readonly Handler<ReceivedEvent<unknown>>[]>;

/** Opens CloudEvents of the catalogue; a type without a handler here only moves its aggregate's position on. */
export function eventOpener(catalogue: readonly EventContract[], handlers: EventHandlers): Opener {
  const contracts = new Map(catalogue.map((contract) => [contract.type, contract]));
  return (message) => {
    const event = parseWith(CloudEvent, parseJson(message.content), 'not-an-event');
    const contract = contracts.get(event.type);
    if (!contract) throw new Poison('unknown-type', `There is no event ${event.type}.`);
    const position = { aggregate: aggregateKey(contract.aggregate, event.subject), version: event.aggregateversion };
    const mine = handlers.get(event.type);
    if (!mine) return { message, id: event.id, position, handle: () => Promise.resolve() };
    const received = receive(event, parseWith(contract.data, event.data, 'wrong-schema'));
    const trace = propagation.extract(ROOT_CONTEXT, event);
    return {
      message,
      id: event.id,
      position,
      handle: (tx) =>
        context.with(trace, async () => {
          for (const handler of mine) await handler(received, tx);
        }),
    };
  };
}

const receive = (event: CloudEvent, data: unknown): ReceivedEvent<unknown> => ({
  id: event.id,
  type: event.type,
  time: new Date(event.time),
  aggregateId: event.subject,
  aggregateVersion: event.aggregateversion,
  actor: { id: event.actorid, role: event.actorrole },
  correlationId: event.correlationid,
  causationId: event.causationid,
  data,
});

const longestId = 200;

/** Opens messages of another system. */
export const messageOpener =
  ({ schema, key }: MessageContract, handler: Handler<unknown>): Opener =>
  (message) => {
    const received = parseWith(schema, parseJson(message.content), 'wrong-schema');
    const id = key(received);
    if (id.length > longestId) throw new Poison('wrong-schema', `An id may have ${longestId} characters.`);
    return { message, id, handle: (tx) => handler(received, tx) };
  };
