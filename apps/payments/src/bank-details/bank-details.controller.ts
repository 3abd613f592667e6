import { Controller } from '@nestjs/common';
import { requireRole } from '#libs/access';
import { getBankDetails, setBankDetails } from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { Transactions } from '#libs/persistence';
import { BankDetailsService } from './bank-details.service.js';

@Controller()
export class BankDetailsController {
  constructor(
    private readonly transactions: Transactions,
    private readonly bankDetails: BankDetailsService,
  ) {}

  @Rpc(getBankDetails)
  get({ actor, input }: Call<typeof getBankDetails>) {
    return this.bankDetails.get(actor, input.expertId);
  }

  /** An administrator may enter them for an expert, and then can't approve a payout to them (PM-6). */
  @Rpc(setBankDetails)
  set(call: Call<typeof setBankDetails>) {
    const { actor, input } = call;
    requireRole(actor, 'expert', 'admin');
    return this.transactions.command(call, (tx) => this.bankDetails.set(tx, actor, input.expertId, input.details));
  }
}
