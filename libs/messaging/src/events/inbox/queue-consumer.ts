import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { ConfirmChannel, ConsumeMessage } from 'amqplib';
import { unavailable } from '#libs/errors';
import { atMost } from '../../broker/at-most.js';
import { checkPresence } from '../definitions.js';
import { LiveChannel } from '../live-channel.js';
import { publishAll } from '../publish.js';
import { names } from '../topology-input.js';
import { BatchWork, type BatchWorkOptions } from './batch-work.js';
import { Session, SessionOver } from './session.js';

const batchSize = 100;
const prefetch = 2 * batchSize;
const stopWithin = 5_000;
const probeHeader = 'probe';

/**
 * Keeps one queue consumed. A message is acknowledged once its receipt is committed, or once the broker has confirmed
 * its copy in a retry tier or among the dead letters; it's never given back.
 */
export class QueueConsumer {
  readonly queue: string;
  private readonly log: Logger;
  private readonly live: LiveChannel;
  private readonly batches: BatchWork;
  private readonly probes = new Map<string, () => void>();
  private session?: Session;
  private serving: Promise<void> = Promise.resolve();
  private worked = 0;

  constructor(options: BatchWorkOptions & { url: string }) {
    const { url, queue } = options;
    this.queue = queue;
    this.log = new Logger(queue);
    this.batches = new BatchWork(options);
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
    await atMost(stopWithin, this.serving);
    await this.live.stop();
  }

  /** Ready messages, and dead letters. Throws 503 `messaging.broker-away`. */
  async depth(): Promise<{ waiting: number; dead: number }> {
    const waiting = await this.live.current.checkQueue(this.queue);
    const dead = await this.live.current.checkQueue(names.deadOf(this.queue));
    return { waiting: waiting.messageCount, dead: dead.messageCount };
  }

  /** Waits until all that's in the queue or resting in a retry tier now is worked off; answers how many since last time. */
  async drain(deadline: number): Promise<number> {
    await this.probe(deadline);
    while (this.batches.restingCount && Date.now() < deadline) {
      await sleep(50);
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
    this.serving = this.serving.then(() => this.serve(session));
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
    const messages = batch.filter((message) => !isProbe(message));
    const outgoing = await this.batches.process(session, messages);
    if (outgoing.length) await this.batches.persist(session, () => publishAll(this.live.current, outgoing));
    session.acknowledge(batch.at(-1)!);
    this.worked += messages.length;
    for (const message of batch.filter(isProbe)) this.probes.get(String(message.properties.messageId))?.();
  }

  /** Sends a message after all others and waits until it came back. */
  private async probe(deadline: number): Promise<void> {
    const id = randomUUID();
    const back = new Promise<void>((resolve) => this.probes.set(id, resolve));
    const inTime = new AbortController();
    try {
      this.live.current.sendToQueue(this.queue, Buffer.alloc(0), { messageId: id, headers: { [probeHeader]: true } });
      const late = sleep(Math.max(0, deadline - Date.now()), 'late', inTime);
      if ((await Promise.race([back, late])) === 'late') {
        throw unavailable('messaging.not-drained', `The queue ${this.queue} was not worked off in time.`);
      }
    } finally {
      inTime.abort();
      this.probes.delete(id);
    }
  }
}

const isProbe = ({ properties }: ConsumeMessage): boolean => properties.headers?.[probeHeader] === true;
