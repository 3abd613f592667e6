import { Logger } from '@nestjs/common';
import { type ConfirmChannel, connect } from 'amqplib';
import { unavailable } from '#libs/errors';
import { atMost } from '../broker/at-most.js';
import { withHeartbeat } from '../broker/with-heartbeat.js';
import { Alarm } from './alarm.js';

const shortestPause = 100;
const longestPause = 5_000;
const connectTimeout = 5_000;
/** A broker short of memory or disk doesn't even read that we want to go. */
const closeWithin = 2_000;

export interface LiveChannelOptions {
  url: string;
  /** What the broker's list of connections shows. */
  name: string;
  /** Runs on every new channel before it's used; when it throws, the channel is given up and built again later. */
  setup: (channel: ConfirmChannel) => Promise<void>;
  /** It can be used from now on. */
  whenUp?: () => void;
}

/**
 * A confirm channel with a connection of its own, built again whenever it's lost. amqplib's own recovery mends lost
 * connections only; here a channel error, a deleted queue and a lost connection all end the same way.
 */
export class LiveChannel {
  private readonly log: Logger;
  private readonly pause = new Alarm();
  private channel?: ConfirmChannel;
  private blocked = false;
  private running?: Promise<void>;
  private stopping = false;

  constructor(private readonly options: LiveChannelOptions) {
    this.log = new Logger(options.name);
  }

  get isUp(): boolean {
    return this.channel !== undefined && !this.blocked;
  }

  /** The channel to publish on; throws 503 `messaging.broker-away` while there is none, or the broker takes nothing. */
  get current(): ConfirmChannel {
    if (this.channel && !this.blocked) return this.channel;
    throw unavailable('messaging.broker-away', 'The message broker cannot be reached at the moment; please try again.');
  }

  start(): void {
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.pause.ring();
    await atMost(
      closeWithin,
      this.channel?.close().catch(() => undefined),
    );
    await atMost(closeWithin, this.running);
  }

  private async run(): Promise<void> {
    let pause = shortestPause;
    while (!this.stopping) {
      try {
        await this.live();
        pause = shortestPause;
      } catch (error) {
        const { message, cause } = error as Error;
        this.log.warn(`${message}${cause instanceof Error ? ` (${cause.message})` : ''} Next try in ${pause} ms.`);
      }
      if (!this.stopping) await this.pause.sleep(pause);
      pause = Math.min(pause * 2, longestPause);
    }
  }

  /** From the connection to the loss of the channel. */
  private async live(): Promise<void> {
    const connection = await connect(withHeartbeat(this.options.url), {
      timeout: connectTimeout,
      clientProperties: { connection_name: this.options.name },
    });
    // Errors without a listener would end the process; what matters is the close that follows.
    connection.on('error', (error) => this.log.warn(`The connection failed: ${error.message}`));
    // Short of memory or disk the broker stops reading: what we sent more would pile up here and arrive twice later.
    connection.on('blocked', (why) => {
      this.blocked = true;
      this.log.warn(`The broker takes nothing at the moment: ${why}`);
    });
    connection.on('unblocked', () => (this.blocked = false));
    try {
      const channel = await connection.createConfirmChannel();
      channel.on('error', (error) => this.log.warn(`The channel failed: ${error.message}`));
      const closed = new Promise<void>((resolve) => channel.on('close', resolve));
      await this.options.setup(channel);
      if (this.stopping) return;
      this.channel = channel;
      this.options.whenUp?.();
      await closed;
    } finally {
      this.channel = undefined;
      this.blocked = false;
      await connection.close().catch(() => undefined);
    }
  }
}
