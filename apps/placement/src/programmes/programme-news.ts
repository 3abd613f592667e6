import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, systemActor } from '#libs/access';
import { placementEvents } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { Transactions } from '#libs/persistence';
import { ProgrammeEntity } from './programme.entity.js';

const { programmePublished } = placementEvents;

/**
 * Tells of each published version once, in order: of a new one when it is published, of those that ship with the product
 * or were published before anybody was told at start. Every version is one event, so event_version says how many were told.
 */
@Injectable()
export class ProgrammeNews implements OnApplicationBootstrap {
  private readonly log = new Logger(ProgrammeNews.name);

  constructor(
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const told = await this.transactions.run((tx) => this.tell(tx, systemActor));
    if (told) this.log.log(`Told the services of ${told} versions of programmes that were there before.`);
  }

  async tell(tx: EntityManager, actor: Actor): Promise<number> {
    // Several replicas start at once, or somebody publishes meanwhile; one of them tells.
    await tx.query(`select pg_advisory_xact_lock(hashtext('programme-news'))`);
    const untold = await tx
      .createQueryBuilder(ProgrammeEntity, 'programme')
      .where(
        `programme.version > coalesce(
           (select version from event_version where aggregate_id = 'programme/' || programme.id), 0)`,
      )
      .orderBy('programme.id')
      .addOrderBy('programme.version')
      .getMany();
    const events = untold.map(({ id, version, name, terms }) => ({
      ...{ aggregateId: id, actor, data: { programme: id, version, name, terms } },
    }));
    await this.outbox.addAll(tx, programmePublished, events);
    return untold.length;
  }
}
