import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { systemActor } from '#libs/access';
import { placementEvents } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { Transactions } from '#libs/persistence';
import { factsOf, lockCatalogue, viewsOf } from './catalogue.js';
import { IssueCategoryEntity } from './issue-category.entity.js';

/**
 * Categories that came with the product: each is told once, at start. One that was told of has a row in event_version, so
 * the next start finds nothing to do.
 */
@Injectable()
export class UntoldCategories implements OnApplicationBootstrap {
  constructor(
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.transactions.run(async (tx) => {
      // Several replicas start at once; one of them tells.
      await lockCatalogue(tx);
      const untold = await tx
        .createQueryBuilder(IssueCategoryEntity, 'category')
        .where(`not exists (select from event_version where aggregate_id = 'issue-category/' || category.id)`)
        .orderBy('category.key')
        .getMany();
      const events = (await viewsOf(tx, untold)).map((category) => ({
        ...{ aggregateId: category.id, actor: systemActor, data: factsOf(category) },
      }));
      await this.outbox.addAll(tx, placementEvents.issueCategorySet, events);
    });
  }
}
