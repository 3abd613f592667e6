import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Transactions } from '#libs/persistence';
import { AccountEntity } from './account.entity.js';
import { AccountEvents } from './account-events.js';

const batchSize = 1_000;

/**
 * Accounts made before the network told of them: each is told once, at start. An account that was told of has a row in
 * event_version, so the next start finds nothing to do.
 */
@Injectable()
export class UntoldAccounts implements OnApplicationBootstrap {
  private readonly log = new Logger(UntoldAccounts.name);

  constructor(
    private readonly transactions: Transactions,
    private readonly events: AccountEvents,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    let told = 0;
    for (let batch = batchSize; batch === batchSize; told += batch) batch = await this.tellSome();
    if (told) this.log.log(`Told the services of ${told} accounts that were there before.`);
  }

  private tellSome(): Promise<number> {
    return this.transactions.run(async (tx) => {
      // Several replicas start at once; one of them tells.
      await tx.query(`select pg_advisory_xact_lock(hashtext('untold-accounts'))`);
      const untold = await tx
        .createQueryBuilder(AccountEntity, 'account')
        .where(`not exists (select from event_version where aggregate_id = 'account/' || account.id)`)
        .orderBy('account.createdAt')
        .addOrderBy('account.id')
        .limit(batchSize)
        .getMany();
      await this.events.createdLongAgo(tx, untold);
      return untold.length;
    });
  }
}
