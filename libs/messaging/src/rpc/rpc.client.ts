import { type OnApplicationShutdown, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { type Channel, type ChannelModel, connect, type ConsumeMessage, type RecoveringChannelModel } from 'amqplib';
import type { z } from 'zod';
import type { Actor } from '#libs/access';
import { type RpcContract, serviceOf } from '#libs/contracts';
import { DomainError, unavailable } from '#libs/errors';
import { atMost } from '../broker/at-most.js';
import { Gathering, worthGathering } from '../broker/gathering.js';
import { withHeartbeat } from '../broker/with-heartbeat.js';
import type { Answer } from './call.js';
import { deadlineHeader, type Envelope, type Reply, rpcQueue } from './wire.js';

const REPLY_TO = 'amq.rabbitmq.reply-to';
const CONNECT_MS = 5_000;
const CLOSE_MS = 1_000;

export interface RpcClientOptions {
  url: string;
  /** The process that asks; names its connection at the broker. */
  name: string;
}

export interface CallOptions {
  /** The command happens once under this key, however often it is sent. */
  idempotencyKey?: string;
  /** How long the caller waits; the request expires with it. 5,000 by default. */
  timeoutMs?: number;
}

interface Waiting {
  resolve(answer: unknown): void;
  reject(refusal: DomainError): void;
}

/** Asks the services, over one connection that comes back by itself. */
@Injectable()
export class RpcClient implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(RpcClient.name);
  private readonly waiting = new Map<string, Waiting>();
  private readonly requests = new Gathering();
  private connection?: RecoveringChannelModel;
  private channel?: Channel;
  private blocked = false;
  private lastId = 0;

  constructor(private readonly options: RpcClientOptions) {}

  /** Whether a call could be sent now. */
  get connected(): boolean {
    return this.channel !== undefined && !this.blocked;
  }

  /** Begins to connect and doesn't wait for it: until then calls are refused. */
  async onModuleInit(): Promise<void> {
    const { url, name } = this.options;
    this.connection = await connect(withHeartbeat(url), {
      noDelay: true,
      timeout: CONNECT_MS,
      clientProperties: { connection_name: `${name} rpc client` },
      recovery: { waitForConnect: false, maxDelay: 1_000, setup: (model: ChannelModel) => this.setup(model) },
    });
    this.connection.on('connect-failed', ({ message }) => this.logger.warn(`The broker can't be reached: ${message}`));
    this.connection.on('error', (error) => this.logger.error(error));
    this.connection.on('blocked', () => (this.blocked = true));
    this.connection.on('unblocked', () => (this.blocked = false));
  }

  async onApplicationShutdown(): Promise<void> {
    await atMost(CLOSE_MS, this.connection?.close());
  }

  /**
   * Asks the service that owns the contract. Refuses with what the service refused with, with 503 `rpc.unavailable` at
   * once when the broker or the service's queue isn't there, with 504 `rpc.timeout` when no answer came in time (it may
   * have happened all the same), with 500 `service.internal` when the answer makes no sense.
   */
  async call<C extends RpcContract>(
    contract: C,
    actor: Actor,
    input: z.input<C['input']>,
    { idempotencyKey, timeoutMs = 5_000 }: CallOptions = {},
  ): Promise<Answer<C>> {
    const { channel, blocked } = this;
    if (!channel || blocked) throw away();
    const id = String(++this.lastId);
    const data: Envelope = { actor, input, idempotencyKey };
    if (this.waiting.size >= worthGathering) this.requests.start(channel);
    channel.sendToQueue(rpcQueue(serviceOf(contract.name)), toBuffer({ pattern: contract.name, data, id }), {
      contentType: 'application/json',
      correlationId: id,
      replyTo: REPLY_TO,
      expiration: timeoutMs,
      headers: { [deadlineHeader]: Date.now() + timeoutMs },
      mandatory: true,
    });
    const timer = setTimeout(() => this.fail(id, timedOut(contract.name, timeoutMs)), timeoutMs);
    const answer = new Promise<unknown>((resolve, reject) => this.waiting.set(id, { resolve, reject }));
    return answer.finally(() => clearTimeout(timer)) as Promise<Answer<C>>;
  }

  private async setup(model: ChannelModel): Promise<void> {
    const channel = await model.createChannel();
    channel.on('error', (error) => this.logger.error(error));
    channel.on('return', ({ properties }) => this.fail(String(properties.correlationId), away()));
    channel.on('close', () => this.lost(model));
    await channel.consume(REPLY_TO, (message) => message && this.receive(message), { noAck: true });
    this.blocked = false;
    this.channel = channel;
  }

  /** The connection goes with its channel, and `recovery` builds both again. */
  private lost(model: ChannelModel): void {
    this.channel = undefined;
    for (const id of this.waiting.keys()) this.fail(id, away());
    model.close().catch(() => undefined);
  }

  private receive({ properties, content }: ConsumeMessage): void {
    const id = String(properties.correlationId);
    const { err, response } = JSON.parse(content.toString()) as Reply;
    if (err !== undefined) return this.fail(id, this.refusal(err));
    this.waiting.get(id)?.resolve(response);
    this.waiting.delete(id);
  }

  private refusal(err: unknown): DomainError {
    if (DomainError.isPayload(err)) return DomainError.fromPayload(err);
    this.logger.error({ answer: err }, 'A service refused in a way that nobody understands.');
    return senseless();
  }

  private fail(id: string, refusal: DomainError): void {
    this.waiting.get(id)?.reject(refusal);
    this.waiting.delete(id);
  }
}

const toBuffer = (packet: unknown): Buffer => Buffer.from(JSON.stringify(packet));

const away = (): DomainError => unavailable('rpc.unavailable', 'This part of the network is away; ask again shortly.');

const timedOut = (pattern: string, timeoutMs: number): DomainError =>
  new DomainError('rpc.timeout', 'timeout', `${pattern} wasn't answered within ${timeoutMs} ms.`);

const senseless = (): DomainError =>
  new DomainError('service.internal', 'internal', 'Something went wrong on our side; it has been logged.');
