import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { systemActor } from '#libs/access';
import { Transactions } from '#libs/persistence';
import { hashPassword } from '../auth/passwords.js';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config.js';
import { NewAccounts } from './new-accounts.js';

/** Somebody must be able to make the other accounts: ADMIN_EMAIL, as long as there is no account at all. */
@Injectable()
export class FirstAdmin implements OnApplicationBootstrap {
  private readonly log = new Logger(FirstAdmin.name);

  constructor(
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
    private readonly transactions: Transactions,
    private readonly accounts: NewAccounts,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { ADMIN_EMAIL: email, ADMIN_PASSWORD: password } = this.config;
    if (!email || !password) return;
    const added = await this.transactions.run(async (tx) => {
      // Several replicas start at once; one of them makes it.
      await tx.query(`select pg_advisory_xact_lock(hashtext('first-admin'))`);
      const [some] = await tx.query<unknown[]>('select 1 from accounts limit 1');
      if (some) return false;
      const passwordHash = await hashPassword(password);
      const account = { email, passwordHash, role: 'admin', name: 'Administrator' } as const;
      await this.accounts.add(tx, systemActor, account);
      return true;
    });
    if (added) this.log.log(`The first administrator is ${email}.`);
  }
}
