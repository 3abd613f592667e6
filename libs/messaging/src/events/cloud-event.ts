import type { EventContract } from '#libs/contracts';
import type { z } from 'zod';

/** The body of every event on the wire: CloudEvents 1.0, JSON format, with Shoreline's extension attributes. */
export interface CloudEvent {
  specversion: '1.0';
  /** UUIDv7; the same in every copy and replay of the event. */
  id: string;
  /** `/shoreline/<service>`. */
  source: string;
  type: string;
  /** RFC 3339 instant, from the publisher's clock. */
  time: string;
  /** Id of the aggregate the event is about. */
  subject: string;
  datacontenttype: 'application/json';
  data: unknown;
  /** 1, 2, 3, … for each aggregate, without gaps. */
  aggregateversion: number;
  actorid: string;
  actorrole: string;
  /** Id of the request it all began with. */
  correlationid?: string;
  /** Id of the event or command that led to this one. */
  causationid?: string;
  /** W3C trace context. */
  traceparent?: string;
}

/** An event as a handler gets it: checked by its schema, time as a `Date`. */
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
