import type { Writable } from 'node:stream';
import type { Channel } from 'amqplib';

const longestMs = 1;
/** Requests under way from which on it pays. */
export const worthGathering = 8;

/**
 * Holds back for a millisecond what is sent on a connection, so that it leaves in one packet: each packet wakes the
 * broker, which wakes the one who asked, and under load that costs more than the messages. Their order stays.
 */
export class Gathering {
  private held?: { stream: Writable; timer: NodeJS.Timeout };

  start(channel: Channel): void {
    if (this.held) return;
    const { stream } = channel.connection as unknown as { stream: Writable };
    stream.cork();
    this.held = { stream, timer: setTimeout(() => this.end(), longestMs) };
  }

  /** Sends what was held back. */
  end(): void {
    if (!this.held) return;
    clearTimeout(this.held.timer);
    this.held.stream.uncork();
    this.held = undefined;
  }
}
