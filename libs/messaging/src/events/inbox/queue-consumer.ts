import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { ConfirmChannel, ConsumeMessage } from 'amqplib';
import { DomainError, unavailable } from '#libs/errors';
import type { Transactions } from '#libs/persistence';
import { checkPresence } from '../definitions.js';
import { LiveChannel } from '../live-channel.js';
import { type Outgoing, publishAll, toQueue } from '../publish.js';
import { names, type RetryTiers } from '../topology-input.js';
import type { Opener, Parcel } from './parcel.js';
import { Poison } from './poison.js';
import { receive } from './receipts.js';
import { type Fault, Returns } from './returns.js';
import { Session, SessionOver } from './session.js';

const batchSize = 100;
const prefetch = 2 * batchSize;
const pauseMs = 500;
/** Failures to reach a database that answers all the same: then it's the message which breaks the connection. */
const patience = 3;
const probeHeader = 'probe';

export interface QueueConsumerOptions {
  url: string;
  queue: string;
  open: Opener;
  transactions: Transactions;
  tiers: RetryTiers;
}

/**
 * Works off one queue: batches in one transaction, message by message when that fails. A message is acknowledged once
 * its receipt is committed, or once the broker has confirmed its copy in a retry tier or among the dead letters.
 */
export class QueueConsumer {
  readonly queue: string;
  private readonly log: Logger;
  private readonly live: LiveChannel;
  private readonly returns: Returns;
  private readonly probes = new Map<string, () => void>();
  private readonly resting = new Set<string>();
  private session?: Session;
  private work: Promise<void> = Promise.resolve();
  private worked = 0;

  constructor(private readonly options: QueueConsumerOptions) {
    const { url, queue, tiers } = options;
    this.queue = queue;
    this.log = new Logger(queue);
    this.returns = new Returns(queue, tiers);
    this.live = new LiveChannel({ url, name: queue, setup: (channel) => this.begin(channel) });
  }

  get ready(): boolean {
    return this.live.isUp;
  }

  start(): void {
    this.live.start();
  }

  /** Works off what was delivered, so that no delivery counts as a failed one, and takes no more. */
  async stop(): Promise<void> {
    await this.session?.end();
    await Promise.race([this.work, sleep(10 * pauseMs, undefined, { ref: false })]);
    await this.live.stop();
  }

  /** Ready messages, and dead letters. */
  async depth(): Promise<{ waiting: number; dead: number }> {
    const waiting = await this.live.current.checkQueue(this.queue);
    const dead = await this.live.current.checkQueue(names.deadOf(this.queue));
    return { waiting: waiting.messageCount, dead: dead.messageCount };
  }

  /** Waits until all that's in the queue or resting in a retry tier now is worked off; answers how many since last time. */
  async drain(deadline: number): Promise<number> {
    await this.probe(deadline);
    while (this.resting.size && Date.now() < deadline) {
      await sleep(pauseMs / 10);
      await this.probe(deadline);
    }
    const worked = this.worked;
    this.worked = 0;
    return worked;
  }

  private async begin(channel: ConfirmChannel): Promise<void> {
    await checkPresence(channel, { exchanges: [names.retry], queues: [this.queue, names.deadOf(this.queue)] });
    const session = new Session(channel);
    this.session = session;
    // One after the other, so that an aggregate's order is kept even while the channel changes.
    this.work = this.work.then(() => this.serve(session));
    await session.open(this.queue, prefetch);
  }

  private async serve(session: Session): Promise<void> {
    try {
      for (;;) {
        const batch = await session.take(batchSize);
        if (!batch.length) return;
        await this.settle(session, batch);
      }
    } catch (error) {
      if (!(error instanceof SessionOver)) this.log.error(error, 'A batch could not be settled.');
      session.close();
    }
  }

  private async settle(session: Session, batch: readonly ConsumeMessage[]): Promise<void> {
    const outgoing: Outgoing[] = [];
    const parcels: Parcel[] = [];
    for (const message of batch.filter((each) => !isProbe(each))) {
      try {
        parcels.push(this.options.open(message));
      } catch (error) {
        outgoing.push(this.park(message, faultOf(error)));
      }
    }
    if (parcels.length) outgoing.push(...(await this.apply(session, parcels)));
    if (outgoing.length) await this.persist(session, () => publishAll(this.live.current, outgoing));
    session.acknowledge(batch.at(-1)!);
    this.worked += parcels.length;
    for (const message of batch.filter(isProbe)) this.probes.get(String(message.properties.messageId))?.();
  }

  /** Answers what must be published before the parcels may be acknowledged. */
  private async apply(session: Session, parcels: readonly Parcel[]): Promise<Outgoing[]> {
    const { transactions } = this.options;
    try {
      const early = await this.persist(session, () => transactions.run((tx) => receive(tx, this.queue, parcels)));
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

  private later(parcel: Parcel, fault: Fault): Outgoing {
    const retry = this.returns.retry(parcel.message);
    if (retry) this.resting.add(parcel.id);
    else this.resting.delete(parcel.id);
    return retry ?? this.park(parcel.message, fault);
  }

  private park(message: ConsumeMessage, fault: Fault): Outgoing {
    this.log.warn(`Message ${message.properties.messageId} is parked, ${fault.kind}: ${fault.reason}`);
    return this.returns.park(message, fault);
  }

  /** While the database or the broker is away the messages wait; that's no fault of theirs and costs them no try. */
  private async persist<T>(session: Session, work: () => Promise<T>): Promise<T> {
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

  private databaseAnswers(): Promise<boolean> {
    return this.options.transactions
      .run((tx) => tx.query('select'))
      .then(
        () => true,
        () => false,
      );
  }

  /** Sends a message after all others and waits until it came back. */
  private async probe(deadline: number): Promise<void> {
    const id = randomUUID();
    const channel = this.live.current;
    const back = new Promise<void>((resolve) => this.probes.set(id, resolve));
    const tooLong = new AbortController();
    try {
      const { exchange, routingKey } = toQueue(this.queue);
      channel.publish(exchange, routingKey, Buffer.alloc(0), { messageId: id, headers: { [probeHeader]: true } });
      const timeout = sleep(Math.max(0, deadline - Date.now()), 'late', tooLong);
      if ((await Promise.race([back, timeout])) === 'late') {
        throw unavailable('messaging.not-drained', `The queue ${this.queue} was not worked off in time.`);
      }
    } finally {
      tooLong.abort();
      this.probes.delete(id);
    }
  }
}

const isProbe = ({ properties }: ConsumeMessage): boolean => properties.headers?.[probeHeader] === true;

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
