import { randomUUID } from 'node:crypto';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { type MessageHandler, type RmqContext, ServerRMQ } from '@nestjs/microservices';
import type { AmqpConnectionManager } from 'amqp-connection-manager';
import type { Channel, ConsumeMessage } from 'amqplib';
import { type Observable, throwError } from 'rxjs';
import { DomainError, unavailable } from '#libs/errors';
import { atMost } from '../broker/at-most.js';
import { Gathering, worthGathering } from '../broker/gathering.js';
import { deadlineHeader, type Envelope, type HandlerExtras, type Reply, rpcQueue, rpcQueueTtl } from './wire.js';

const PREFETCH = 64;
const QUEUE = { durable: true, messageTtl: rpcQueueTtl };
const DRAIN_MS = 6_000;
const CONNECT_MS = 5_000;
const CLOSE_MS = 1_000;

export interface RpcServerOptions {
  url: string;
  /** Answers the queue `rpc.<service>`. */
  service: string;
}

/**
 * Nest's RabbitMQ server without its four faults: it acknowledges every message once its handler ended, also when it
 * threw; `close()` answers what it has begun; a queue deleted by the broker is declared again; a lost channel is built
 * again instead of ending the process. A command that was interrupted runs again only under an idempotency key.
 */
export class RpcServer extends ServerRMQ {
  private readonly consumerTag: string;
  private readonly inFlight = new Set<ConsumeMessage>();
  private readonly answers = new Gathering();
  private live?: Channel;
  private closing = false;

  constructor({ url, service }: RpcServerOptions) {
    super({
      urls: [url],
      queue: rpcQueue(service),
      noAck: false,
      socketOptions: {
        heartbeatIntervalInSeconds: 5,
        reconnectTimeInSeconds: 0.5,
        // Without noDelay an acknowledgement makes the reply behind it wait 40 ms (2,000 a second instead of 12,000).
        connectionOptions: {
          noDelay: true,
          timeout: CONNECT_MS,
          clientProperties: { connection_name: `${service} rpc server` },
        },
      },
    });
    this.consumerTag = `${service}.${randomUUID()}`;
    this.setOnProcessingEndHook((_, context) => this.settle(context as RmqContext));
  }

  /** Whether requests reach this process now. */
  get listening(): boolean {
    return this.live !== undefined && !this.closing;
  }

  override async createClient<T>(): Promise<T> {
    const manager = await super.createClient<AmqpConnectionManager>();
    const createChannel = manager.createChannel.bind(manager);
    manager.createChannel = (options) =>
      createChannel({ ...options, confirm: false }).on('error', (error) => void this.logger.error(error));
    return manager as T;
  }

  override async setupChannel(channel: Channel, listening: () => void): Promise<void> {
    channel.on('error', (error) => void this.logger.error(error));
    channel.on('close', () => this.lost(channel));
    if (await this.consume(channel)) listening();
  }

  override addHandler(pattern: string, handler: MessageHandler, isEvent?: boolean, extras: HandlerExtras = {}): void {
    const once = async (data: Envelope | null, context: RmqContext): Promise<Observable<unknown>> => {
      const { fields } = context.getMessage() as ConsumeMessage;
      if (fields.redelivered && extras.kind === 'command' && !data?.idempotencyKey) return refuse(interrupted());
      return handler(data, context) as Promise<Observable<unknown>>;
    };
    super.addHandler(pattern, once, isEvent, extras);
  }

  /** An unknown pattern takes the way of a handler that refuses, so that it is acknowledged like any other. */
  override getHandlerByPattern(pattern: string): MessageHandler {
    return this.messageHandlers.get(pattern) ?? (async () => refuse(unknownPattern(pattern)));
  }

  /** On the raw channel: it throws at once when it is closed, where Nest's wrapper rejects a promise nobody awaits. */
  override sendMessage<T = Reply>(message: T, replyTo: string, correlationId: string, context: RmqContext): void {
    const channel = context.getChannelRef() as Channel;
    if (this.inFlight.size >= worthGathering) this.answers.start(channel);
    channel.sendToQueue(replyTo, Buffer.from(JSON.stringify(message)), { correlationId });
  }

  /** Takes nothing new, answers what has begun (6 seconds at most), then disconnects. */
  override async close(): Promise<void> {
    this.closing = true;
    await atMost(CLOSE_MS, this.cancel());
    const end = Date.now() + DRAIN_MS;
    while (this.inFlight.size > 0 && Date.now() < end) await setTimeout(10);
    await setImmediate();
    await atMost(CLOSE_MS, super.close());
  }

  private async cancel(): Promise<void> {
    await this.live?.cancel(this.consumerTag).catch(() => undefined);
  }

  private async consume(channel: Channel): Promise<boolean> {
    try {
      await channel.assertQueue(this.queue, QUEUE);
      await channel.prefetch(PREFETCH);
      await channel.consume(this.queue, (message) => this.take(message, channel), { consumerTag: this.consumerTag });
      this.live = channel;
      return true;
    } catch (error) {
      // The broker refused and closed the channel with it: `lost` sees to that.
      this.logger.error(error);
      return false;
    }
  }

  /** A null delivery means that the broker dropped the consumer, because its queue was deleted or moved. */
  private async take(message: ConsumeMessage | null, channel: Channel): Promise<void> {
    if (!message) return this.closing ? undefined : void this.consume(channel);
    this.inFlight.add(message);
    if (isLate(message)) return this.acknowledge(message, channel);
    try {
      await this.handleMessage(message, channel);
    } catch (error) {
      this.logger.error(error);
      this.acknowledge(message, channel);
    }
  }

  /** Nest's connection manager builds channels for new connections only, so the connection goes with its channel. */
  private lost(channel: Channel): void {
    if (this.live === channel) this.live = undefined;
    if (!this.closing) (this.server as AmqpConnectionManager).connection?.close().catch(() => undefined);
  }

  private settle(context: RmqContext): void {
    this.acknowledge(context.getMessage() as ConsumeMessage, context.getChannelRef() as Channel);
  }

  private acknowledge(message: ConsumeMessage, channel: Channel): void {
    if (!this.inFlight.delete(message)) return;
    try {
      channel.ack(message);
      if (this.inFlight.size < worthGathering) this.answers.end();
    } catch {
      // The channel is gone; the broker delivers the message again unless it has expired.
    }
  }
}

/** Nobody waits any more: it lay in this process (which may have been frozen) rather than in the queue. */
const isLate = ({ properties }: ConsumeMessage): boolean => Number(properties.headers?.[deadlineHeader]) < Date.now();

const refuse = (refusal: DomainError): Observable<never> => throwError(() => refusal.toPayload());

const unknownPattern = (pattern: string): DomainError =>
  new DomainError('rpc.unknown-pattern', 'internal', `Nothing here answers ${pattern}.`);

/** The broker delivers again what was under way when a process or its connection died: it may have happened already. */
const interrupted = (): DomainError =>
  unavailable(
    'rpc.interrupted',
    'This was interrupted and may have happened already; look before you ask again, or ask with an idempotency key.',
  );
