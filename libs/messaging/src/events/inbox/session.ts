import type { ConfirmChannel, ConsumeMessage } from 'amqplib';
import { Alarm } from '../alarm.js';

/** Thrown by work that outlived its channel; the broker delivers the messages again on the next one. */
export class SessionOver extends Error {}

/** What was delivered on one channel and isn't acknowledged yet. */
export class Session {
  private readonly waiting: ConsumeMessage[] = [];
  private readonly alarm = new Alarm();
  private over = false;
  private ending = false;
  private tag?: string;

  constructor(private readonly channel: ConfirmChannel) {
    channel.on('close', () => {
      this.over = true;
      this.alarm.ring();
    });
  }

  get isOver(): boolean {
    return this.over;
  }

  async open(queue: string, prefetch: number): Promise<void> {
    await this.channel.prefetch(prefetch);
    const { consumerTag } = await this.channel.consume(queue, (message) => {
      // The broker ended the consumer: its queue was deleted or moved to another node.
      if (!message) return this.close();
      this.waiting.push(message);
      this.alarm.ring();
    });
    this.tag = consumerTag;
  }

  /**
   * The next messages in order, at most `most`; none when the session has ended. Doesn't wait for a full batch: while
   * one batch is worked off the next gathers by itself.
   */
  async take(most: number): Promise<ConsumeMessage[]> {
    while (!this.over) {
      if (this.waiting.length) return this.waiting.splice(0, most);
      if (this.ending) break;
      await this.alarm.sleep();
    }
    return [];
  }

  /** This message and all before it. */
  acknowledge(message: ConsumeMessage): void {
    if (!this.over) this.channel.ack(message, true);
  }

  /** Takes no more; what was delivered is still to be worked off. */
  async end(): Promise<void> {
    if (this.tag && !this.over) await this.channel.cancel(this.tag).catch(() => undefined);
    this.ending = true;
    this.alarm.ring();
  }

  close(): void {
    if (!this.over) this.channel.close().catch(() => undefined);
  }
}
