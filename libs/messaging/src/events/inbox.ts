import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Transactions } from '#libs/persistence';
import { EVENTS_OPTIONS, type EventsOptions } from './events-options.js';
import { byType, Handlers } from './inbox/handlers.js';
import { eventOpener, messageOpener } from './inbox/openers.js';
import type { Opener } from './inbox/parcel.js';
import { QueueConsumer } from './inbox/queue-consumer.js';
import { names, retryTiers } from './topology-input.js';
import { typesHeardBy } from './topology.js';

/** Takes the service's queues: every message once, in the order of its aggregate, or parked with the reason. */
@Injectable()
export class Inbox implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private consumers: QueueConsumer[] = [];

  constructor(
    @Inject(EVENTS_OPTIONS) private readonly options: EventsOptions,
    private readonly handlers: Handlers,
    private readonly transactions: Transactions,
  ) {}

  onApplicationBootstrap(): void {
    this.consumers = [...this.openers()].map(([queue, open]) => this.consumer(queue, open));
    for (const consumer of this.consumers) consumer.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.consumers.map((consumer) => consumer.stop()));
  }

  /** Is every queue being consumed? */
  get ready(): boolean {
    return this.consumers.every((consumer) => consumer.ready);
  }

  /**
   * Waits until all messages now in the service's queues, or resting before another try, are worked off; answers how
   * many were since the last call. What still rests after `withinMs` is left to itself. Throws 503 when a queue can't be read.
   */
  async drain(withinMs = 15_000): Promise<number> {
    const deadline = Date.now() + withinMs;
    const worked = await Promise.all(this.consumers.map((consumer) => consumer.drain(deadline)));
    return worked.reduce((sum, each) => sum + each, 0);
  }

  /** Messages waiting and parked, for each queue the service consumes. */
  depths(): Promise<{ queue: string; waiting: number; dead: number }[]> {
    return Promise.all(this.consumers.map(async (each) => ({ queue: each.queue, ...(await each.depth()) })));
  }

  private openers(): Map<string, Opener> {
    const { service, topology } = this.options;
    const openers = new Map<string, Opener>();
    const handlers = byType(this.handlers.ofEvents(), typesHeardBy(service, topology));
    if (service in topology.subscriptions) {
      openers.set(names.eventsOf(service), eventOpener(topology.catalogue, handlers));
    }
    for (const { contract, handler, name } of this.handlers.ofMessages()) {
      if (openers.has(contract.queue)) throw new Error(`${name} isn't the only one to take ${contract.queue}.`);
      openers.set(contract.queue, messageOpener(contract, handler));
    }
    return openers;
  }

  private consumer(queue: string, open: Opener): QueueConsumer {
    const { amqpUrl: url, topology } = this.options;
    return new QueueConsumer({
      url,
      queue,
      open,
      transactions: this.transactions,
      tiers: topology.tiers ?? retryTiers,
    });
  }
}
