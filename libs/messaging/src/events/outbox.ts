import { Injectable } from '@nestjs/common';
import { context, propagation } from '@opentelemetry/api';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { Actor } from '#libs/access';
import { type EventContract, serviceOf } from '#libs/contracts';
import { atCommit, newId, type Statement } from '#libs/persistence';
import { Clock } from '#libs/time';
import type { CloudEvent } from './cloud-event.js';

export interface NewEvent<E extends EventContract> {
  aggregateId: string;
  actor: Pick<Actor, 'id' | 'role' | 'requestId'>;
  data: z.input<E['data']>;
  /** Id of the event that led to this one. */
  causationId?: string;
}

/**
 * One round trip: takes the next versions of each aggregate and writes the rows in the order given. The row in
 * event_version stays locked until the commit, so an aggregate's events get their `seq` in the order of their versions.
 */
const insert: Statement = {
  name: 'outbox-insert',
  text: `
  with fresh as (
    select *
    from rows from (jsonb_to_recordset($1::jsonb) as (id uuid, subject text, payload jsonb)) with ordinality
      as fresh (id, subject, payload, n)
  ), bumped as (
    insert into event_version as present (aggregate_id, version)
    select $2 || subject, count(*) from fresh group by subject order by subject
    on conflict (aggregate_id) do update set version = present.version + excluded.version
    returning aggregate_id, version
  ), numbered as (
    select fresh.*, version - count(*) over (partition by subject)
      + row_number() over (partition by subject order by n) as version
    from fresh join bumped on bumped.aggregate_id = $2 || subject
  )
  insert into outbox (id, aggregate_id, aggregate_version, routing_key, payload, headers)
  select id, subject, version, $3, payload || jsonb_build_object('aggregateversion', version), $4::jsonb
  from numbered order by n`,
};

/** The same for one event, which most transactions write: it costs the database half. */
const insertOne: Statement = {
  name: 'outbox-insert-one',
  text: `
  with bumped as (
    insert into event_version as present (aggregate_id, version) values ($1, 1)
    on conflict (aggregate_id) do update set version = present.version + 1
    returning version
  )
  insert into outbox (id, aggregate_id, aggregate_version, routing_key, payload, headers)
  select $2, $3, version, $4, $5::jsonb || jsonb_build_object('aggregateversion', version), $6::jsonb
  from bumped`,
};

/** Events leave by the outbox: written in the transaction of the change they tell of, published by the relay. */
@Injectable()
export class Outbox {
  private readonly written = new WeakSet<EntityManager>();

  constructor(private readonly clock: Clock) {}

  /**
   * Writes one event and answers its id. Call it after the aggregate's row is locked. What the schema doesn't name is
   * left out; data that breaks the schema throws a ZodError.
   */
  async add<E extends EventContract>(tx: EntityManager, contract: E, event: NewEvent<E>): Promise<string> {
    const { aggregate, type } = contract;
    const trace = traceHeaders();
    const payload = this.cloudEvent(contract, event, trace.traceparent);
    const { id, subject } = payload;
    const body = [JSON.stringify(payload), JSON.stringify(trace)];
    atCommit(tx, insertOne, [aggregateKey(aggregate, subject), id, subject, type, ...body]);
    this.written.add(tx);
    return id;
  }

  /** Many events of one type in one statement, in the order given; answers their ids. */
  async addAll<E extends EventContract>(
    tx: EntityManager,
    contract: E,
    events: readonly NewEvent<E>[],
  ): Promise<string[]> {
    if (!events.length) return [];
    const trace = traceHeaders();
    const rows = events.map((event) => {
      const payload = this.cloudEvent(contract, event, trace.traceparent);
      return { id: payload.id, subject: payload.subject, payload };
    });
    const { aggregate, type } = contract;
    atCommit(tx, insert, [JSON.stringify(rows), aggregateKey(aggregate, ''), type, JSON.stringify(trace)]);
    this.written.add(tx);
    return rows.map(({ id }) => id);
  }

  /** Whether events were written in this transaction: then the relay has work once it's committed. */
  wroteIn(tx: EntityManager): boolean {
    return this.written.has(tx);
  }

  private cloudEvent<E extends EventContract>(
    { type, data }: E,
    { aggregateId, actor, data: given, causationId }: NewEvent<E>,
    traceparent?: string,
  ): Omit<CloudEvent, 'aggregateversion'> {
    return {
      specversion: '1.0',
      id: newId(),
      source: `/shoreline/${serviceOf(type)}`,
      type,
      time: this.clock.now().toISOString(),
      subject: aggregateId,
      datacontenttype: 'application/json',
      data: data.parse(given),
      actorid: actor.id,
      actorrole: actor.role,
      correlationid: actor.requestId,
      causationid: causationId,
      traceparent,
    };
  }
}

/** Versions are counted by this: two aggregates of one id, such as a placement and its board, have each their own. */
export const aggregateKey = (aggregate: string, id: string): string => `${aggregate}/${id}`;

function traceHeaders(): { traceparent?: string } {
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier;
}
