import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { ConfirmChannel } from 'amqplib';
import { DataSource, type EntityManager } from 'typeorm';
import { Transactions } from '#libs/persistence';
import { Alarm } from './alarm.js';
import { checkPresence } from './definitions.js';
import { EVENTS_OPTIONS, type EventsOptions } from './events-options.js';
import { LiveChannel } from './live-channel.js';
import { Outbox } from './outbox.js';
import { type Outgoing, publishAll } from './publish.js';
import { names } from './topology-input.js';

/** As many events as the broker confirms in well under a second; larger batches brought no more a second. */
const batchSize = 1_000;
const lookEvery = 1_000;
/** Under load events leave in batches: a transaction and a confirm for each would cost more than the events. */
const gatherFor = 20;
const shortestPause = 100;
const longestPause = 5_000;

/** Leadership ends with the transaction, so it needs no lease, and a dead leader's rows are back at once. */
const lead = `select pg_try_advisory_xact_lock(hashtextextended('shoreline relay', 0)) as leads`;
const take = `
  with taken as (
    delete from outbox where seq = any (array(select seq from outbox order by seq limit $1))
    returning seq, id, routing_key, payload::text as payload, headers
  )
  select id, routing_key, payload, headers from taken order by seq`;
const waiting = `
  select count(*)::int as events, coalesce(extract(epoch from now() - min(created_at)), 0)::float as "oldestSeconds"
  from outbox`;

interface Row {
  id: string;
  routing_key: string;
  payload: string;
  headers: Record<string, string>;
}

/**
 * Publishes what the outbox holds: one leader a database at a time, in order, deleted only once the broker has
 * confirmed it. A crash in between publishes again; the inboxes remove what came twice.
 */
@Injectable()
export class Relay implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(Relay.name);
  private readonly channel: LiveChannel;
  private readonly alarm = new Alarm();
  private turn: Promise<void> = Promise.resolve();
  private published = 0;
  private running?: Promise<void>;
  private stopping = false;
  private deaf?: () => void;

  constructor(
    @Inject(EVENTS_OPTIONS) { amqpUrl, service }: EventsOptions,
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
  ) {
    this.channel = new LiveChannel({
      url: amqpUrl,
      name: `${service} relay`,
      setup: (channel) => checkPresence(channel, { exchanges: [names.events] }),
      whenUp: () => this.alarm.ring(),
    });
  }

  onApplicationBootstrap(): void {
    this.channel.start();
    this.deaf = this.transactions.onCommitted((tx) => {
      if (this.outbox.wroteIn(tx)) this.alarm.ring();
    });
    this.running = this.run();
  }

  /** After the last request was answered. What can't be published now waits in the outbox for the next start. */
  async onApplicationShutdown(): Promise<void> {
    this.stopping = true;
    this.deaf?.();
    this.alarm.ring();
    await this.running;
    await this.pass().catch(() => undefined);
    await this.channel.stop();
  }

  get ready(): boolean {
    return this.channel.isUp;
  }

  /**
   * Publishes until the outbox is empty, unless another process is at it; answers how many events this process has
   * published since the last call. Throws 503 `messaging.broker-away` or `messaging.not-confirmed`; nothing is lost then.
   */
  async flush(): Promise<number> {
    await this.pass();
    const published = this.published;
    this.published = 0;
    return published;
  }

  /** Events waiting, and for how long the oldest has. */
  async backlog(): Promise<{ events: number; oldestSeconds: number }> {
    const [row] = await this.dataSource.query<{ events: number; oldestSeconds: number }[]>(waiting);
    return row!;
  }

  private async run(): Promise<void> {
    let pause = shortestPause;
    while (!this.stopping) {
      try {
        await this.pass();
        pause = shortestPause;
        await sleep(gatherFor);
        await this.alarm.sleep(lookEvery);
      } catch (error) {
        if (this.channel.isUp) this.log.warn(`Publishing failed, next try in ${pause} ms: ${(error as Error).message}`);
        await this.alarm.sleep(pause);
        pause = Math.min(pause * 2, longestPause);
      }
    }
  }

  /** One after the other in this process. */
  private pass(): Promise<void> {
    const passed = this.turn.then(() => this.untilEmpty());
    this.turn = passed.catch(() => undefined);
    return passed;
  }

  private async untilEmpty(): Promise<void> {
    for (let batch = batchSize; batch === batchSize;) {
      const channel = this.channel.current;
      batch = await this.transactions.run((tx) => publishBatch(tx, channel));
      this.published += batch;
    }
  }
}

async function publishBatch(tx: EntityManager, channel: ConfirmChannel): Promise<number> {
  const [{ leads } = { leads: false }] = await tx.query<{ leads: boolean }[]>(lead);
  if (!leads) return 0;
  // A statement of its own: it must see what the last leader deleted.
  const rows = await tx.query<Row[]>(take, [batchSize]);
  await publishAll(channel, rows.map(outgoing));
  return rows.length;
}

const outgoing = ({ id, routing_key, payload, headers }: Row): Outgoing => ({
  exchange: names.events,
  routingKey: routing_key,
  content: Buffer.from(payload),
  options: { messageId: id, type: routing_key, contentType: 'application/cloudevents+json', headers },
});
