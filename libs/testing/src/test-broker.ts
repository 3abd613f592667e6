import { type ChannelModel, type ConfirmChannel, connect } from 'amqplib';
import { assertTopology, type CloudEvent, Inbox, names, Relay, shoreline, topologyOf } from '#libs/messaging';
import { newId } from '#libs/persistence';
import { eventually } from './eventually.js';
import type { TestService } from './test-service.js';

/** The broker as the other services use it: a virtual host of this worker's own, with the whole topology in it. */
export class TestBroker {
  private constructor(
    /** For `amqpUrl` of the service under test. */
    readonly url: string,
    readonly channel: ConfirmChannel,
    private readonly connection: ChannelModel,
  ) {}

  /** Without what earlier tests left in these queues. */
  static async open(...queues: string[]): Promise<TestBroker> {
    const url = new URL(process.env.TEST_AMQP_URL ?? '');
    url.pathname = `/test-${process.env.JEST_WORKER_ID ?? 1}`;
    const connection = await connect(url.href);
    const channel = await connection.createConfirmChannel();
    await assertTopology(channel, topologyOf(shoreline));
    for (const queue of queues) await channel.purgeQueue(queue);
    return new TestBroker(url.href, channel, connection);
  }

  async close(): Promise<void> {
    await this.connection.close();
  }

  /** What another service tells: the event of `aggregateversion` of `subject`. The same `id` again is a copy. */
  publish({ type }: { type: string }, subject: string, aggregateversion: number, data: object, id = newId()): void {
    const event: CloudEvent = {
      ...{ specversion: '1.0', id, source: '/shoreline/test', type, subject, data, aggregateversion },
      ...{ time: '2026-03-01T12:00:00.000Z', actorid: newId(), actorrole: 'account-executive' },
    };
    this.channel.publish(names.events, type, Buffer.from(JSON.stringify(event)), { messageId: id, persistent: true });
  }

  /** Until the service takes events and tells its own. */
  async untilReady({ app }: TestService): Promise<void> {
    await eventually('queues are consumed and the relay is up', () => app.get(Inbox).ready && app.get(Relay).ready);
  }

  /** Until everything is worked off, also what came too early and rests: for a second, then perhaps for ten more. */
  async drained({ app }: TestService): Promise<void> {
    await this.channel.waitForConfirms();
    await app.get(Inbox).drain(120_000);
  }
}
