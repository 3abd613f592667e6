import { Controller } from '@nestjs/common';
import { getCommission, getCommissionStatement, listCommissions, listCommissionTotals } from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { CommissionTotals } from './commission-totals.js';
import { CommissionsService } from './commissions.service.js';

@Controller()
export class CommissionsController {
  constructor(
    private readonly commissions: CommissionsService,
    private readonly totals: CommissionTotals,
  ) {}

  @Rpc(getCommission)
  get({ actor, input }: Call<typeof getCommission>) {
    return this.commissions.get(actor, input.id);
  }

  @Rpc(listCommissions)
  list({ actor, input }: Call<typeof listCommissions>) {
    return this.commissions.list(actor, input);
  }

  @Rpc(getCommissionStatement)
  statement({ actor, input }: Call<typeof getCommissionStatement>) {
    return this.commissions.statement(actor, input.referrerId);
  }

  @Rpc(listCommissionTotals)
  recount({ actor }: Call<typeof listCommissionTotals>) {
    return this.totals.recount(actor);
  }
}
