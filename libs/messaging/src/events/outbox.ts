import { Injectable } from '@nestjs/common';
import type { Actor } from '#libs/access';
import type { EventContract } from '#libs/contracts';
import { Clock } from '#libs/time';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';

export interface NewEvent<E extends EventContract> {
  /** UUID. */
  aggregateId: string;
  actor: Pick<Actor, 'id' | 'role' | 'requestId'>;
  data: z.input<E['data']>;
  /** Id of the event that led to this one. */
  causationId?: string;
}

/** Events leave by the outbox: written in the transaction of the change they tell of, published by the relay. */
@Injectable()
export class Outbox {
  constructor(private readonly clock: Clock) {}

  /** Answers the event's id. Call it after the aggregate's row is locked. Data that breaks the schema throws a ZodError. */
  async add<E extends EventContract>(tx: EntityManager, contract: E, event: NewEvent<E>): Promise<string> {
    const [id] = await this.addAll(tx, contract, [event]);
    return id!;
  }

  /** Many events of one type in one statement, in the order given. */
  addAll<E extends EventContract>(_tx: EntityManager, contract: E, events: readonly NewEvent<E>[]): Promise<string[]> {
    throw new Error(`being written: ${contract.type} ${events.length} ${this.clock.now().toISOString()}`);
  }
}
