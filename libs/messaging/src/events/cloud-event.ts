import { z } from 'zod';
import { type Actor, systemActor } from '#libs/access';
import type { EventContract } from '#libs/contracts';

/** What every event's body is: CloudEvents 1.0 in JSON, with Shoreline's extension attributes. */
export const CloudEvent = z.object({
  specversion: z.literal('1.0'),
  id: z.uuid().meta({ description: 'UUIDv7; the same in every copy and replay of the event' }),
  source: z.string().min(1).meta({ description: '/shoreline/<service>', example: '/shoreline/payments' }),
  type: z.string().min(1),
  time: z.iso.datetime({ offset: true }).meta({ description: "When it happened, by the publisher's clock" }),
  subject: z.string().min(1).meta({ description: 'Id of the aggregate the event is about' }),
  datacontenttype: z.literal('application/json').optional(),
  data: z.unknown(),
  aggregateversion: z.int().min(1).meta({ description: '1, 2, 3, … for each aggregate, without gaps' }),
  actorid: z.string().meta({ description: 'Who did it' }),
  actorrole: z.string(),
  correlationid: z.string().optional().meta({ description: 'Id of the request it all began with' }),
  causationid: z.string().optional().meta({ description: 'Id of the event that led to this one' }),
  traceparent: z.string().optional().meta({ description: 'W3C trace context' }),
});
export type CloudEvent = z.infer<typeof CloudEvent>;

/** An event as a handler gets it, checked by its schema. */
export interface ReceivedEvent<D> {
  id: string;
  type: string;
  time: Date;
  aggregateId: string;
  aggregateVersion: number;
  actor: { id: string; role: string };
  correlationId?: string;
  causationId?: string;
  data: D;
}

export type EventOf<E extends EventContract> = ReceivedEvent<z.output<E['data']>>;

/** For what the network does by itself on an event: `outbox.add(tx, def, { ...because(event), aggregateId, data })`. */
export function because(event: ReceivedEvent<unknown>): { actor: Actor; causationId: string } {
  return { actor: { ...systemActor, requestId: event.correlationId }, causationId: event.id };
}
