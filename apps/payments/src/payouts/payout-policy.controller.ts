import { Controller } from '@nestjs/common';
import { requireRole } from '#libs/access';
import { getPayoutPolicy, setPayoutPolicy } from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { Transactions } from '#libs/persistence';
import { PayoutPolicyService } from './payout-policy.service.js';

@Controller()
export class PayoutPolicyController {
  constructor(
    private readonly transactions: Transactions,
    private readonly policy: PayoutPolicyService,
  ) {}

  @Rpc(getPayoutPolicy)
  get({ actor }: Call<typeof getPayoutPolicy>) {
    requireRole(actor, 'admin', 'account-executive', 'team-lead');
    return this.policy.get();
  }

  @Rpc(setPayoutPolicy)
  set(call: Call<typeof setPayoutPolicy>) {
    requireRole(call.actor, 'admin');
    return this.transactions.command(call, (tx) => this.policy.change(tx, call.input));
  }
}
