import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { ConsumeMessage } from 'amqplib';
import { DomainError } from '#libs/errors';
import type { Transactions } from '#libs/persistence';
import type { Outgoing } from '../publish.js';
import type { RetryTiers } from '../topology-input.js';
import type { Opener, Parcel } from './parcel.js';
import { Poison } from './poison.js';
import { receive } from './receipts.js';
import { type Fault, Returns } from './returns.js';
import { type Session, SessionOver } from './session.js';

const pauseMs = 500;
/** Failures to reach a database that answers all the same: then it's the message which breaks the connection. */
const patience = 3;

export interface BatchWorkOptions {
  queue: string;
  open: Opener;
  transactions: Transactions;
  tiers: RetryTiers;
}

/** Does what the messages of one queue ask for: a batch in one transaction, message by message when that fails. */
export class BatchWork {
  private readonly log: Logger;
  private readonly returns: Returns;
  private readonly resting = new Set<string>();

  constructor(private readonly options: BatchWorkOptions) {
    this.log = new Logger(options.queue);
    this.returns = new Returns(options.queue, options.tiers);
  }

  /** Messages sent to a retry tier that aren't back yet. */
  get restingCount(): number {
    return this.resting.size;
  }

  /** Answers what must be published before the messages may be acknowledged. Throws `SessionOver`. */
  async process(session: Session, messages: readonly ConsumeMessage[]): Promise<Outgoing[]> {
    const parcels: Parcel[] = [];
    const outgoing: Outgoing[] = [];
    for (const message of messages) {
      try {
        parcels.push(this.options.open(message));
      } catch (error) {
        outgoing.push(this.park(message, faultOf(error)));
      }
    }
    if (parcels.length) outgoing.push(...(await this.apply(session, parcels)));
    return outgoing;
  }

  /** Waits and tries again while the database or the broker is away: that's no fault of the messages and costs no try. */
  async persist<T>(session: Session, work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      if (session.isOver) throw new SessionOver();
      try {
        return await work();
      } catch (error) {
        if (!isOutage(error)) throw error;
        if (error.code === databaseAway && attempt > patience && (await this.databaseAnswers())) throw error;
        this.log.warn(`Waiting: ${error.message}`);
        await sleep(pauseMs);
      }
    }
  }

  private async apply(session: Session, parcels: readonly Parcel[]): Promise<Outgoing[]> {
    const { queue, transactions } = this.options;
    try {
      const early = await this.persist(session, () => transactions.run((tx) => receive(tx, queue, parcels)));
      for (const { id } of parcels) this.resting.delete(id);
      return early.map((parcel) => this.later(parcel, { kind: 'early', reason: 'An older version is missing.' }));
    } catch (error) {
      if (error instanceof SessionOver) throw error;
      if (parcels.length === 1) return [this.failed(parcels[0]!, error)];
      const outgoing: Outgoing[] = [];
      for (const parcel of parcels) outgoing.push(...(await this.apply(session, [parcel])));
      return outgoing;
    }
  }

  /** The fault of one message alone: no second try when it was refused, otherwise again later. */
  private failed(parcel: Parcel, error: unknown): Outgoing {
    const fault = faultOf(error);
    if (fault.kind === 'failed') return this.later(parcel, fault);
    this.resting.delete(parcel.id);
    return this.park(parcel.message, fault);
  }

  private later({ id, message }: Parcel, fault: Fault): Outgoing {
    const retry = this.returns.retry(message);
    if (retry) this.resting.add(id);
    else this.resting.delete(id);
    return retry ?? this.park(message, fault);
  }

  private park(message: ConsumeMessage, fault: Fault): Outgoing {
    this.log.warn(`Message ${message.properties.messageId} is parked, ${fault.kind}: ${fault.reason}`);
    return this.returns.park(message, fault);
  }

  private databaseAnswers(): Promise<boolean> {
    return this.options.transactions
      .run((tx) => tx.query('select'))
      .then(
        () => true,
        () => false,
      );
  }
}

const databaseAway = 'database.unavailable';
const isOutage = (error: unknown): error is DomainError =>
  error instanceof DomainError && (error.code === databaseAway || error.code.startsWith('messaging.'));

/** Kinds of refusal that another time may not be one. */
const passing: readonly string[] = ['unavailable', 'timeout', 'internal'];

function faultOf(error: unknown): Fault {
  if (error instanceof Poison) return { kind: error.kind, reason: error.message };
  if (error instanceof DomainError && !passing.includes(error.kind)) {
    return { kind: 'refused', reason: `${error.code}: ${error.detail}` };
  }
  return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
}
