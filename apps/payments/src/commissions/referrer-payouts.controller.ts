import { Controller } from '@nestjs/common';
import { network, requireRole, staff } from '#libs/access';
import { getReferrerBalance, listReferrerPayouts, recordReferrerPayout, returnReferrerPayout } from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { Transactions } from '#libs/persistence';
import { ReferrerPayoutReturns } from './referrer-payout-returns.js';
import { ReferrerPayoutsService } from './referrer-payouts.service.js';

const readers = ['client', 'partner', ...staff] as const;

@Controller()
export class ReferrerPayoutsController {
  constructor(
    private readonly transactions: Transactions,
    private readonly payouts: ReferrerPayoutsService,
    private readonly returns: ReferrerPayoutReturns,
  ) {}

  @Rpc(getReferrerBalance)
  balance({ actor, input }: Call<typeof getReferrerBalance>) {
    requireRole(actor, ...readers);
    return this.payouts.balance(actor, input.referrerId);
  }

  @Rpc(listReferrerPayouts)
  list({ actor, input }: Call<typeof listReferrerPayouts>) {
    requireRole(actor, ...readers);
    return this.payouts.list(actor, input);
  }

  @Rpc(recordReferrerPayout)
  record(call: Call<typeof recordReferrerPayout>) {
    const { actor, input } = call;
    requireRole(actor, ...network);
    return this.transactions.command(call, (tx) => this.payouts.record(tx, actor, input.referrerId, input.payout));
  }

  @Rpc(returnReferrerPayout)
  returned(call: Call<typeof returnReferrerPayout>) {
    const { actor, input } = call;
    requireRole(actor, ...network);
    return this.transactions.command(call, (tx) => this.returns.record(tx, actor, input));
  }
}
