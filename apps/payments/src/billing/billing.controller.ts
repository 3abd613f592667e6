import { Controller } from '@nestjs/common';
import { network, requireRole, staff } from '#libs/access';
import { getBillingProfile, getInvoicePolicy, setBillingProfile, setInvoicePolicy } from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { Transactions } from '#libs/persistence';
import { Billing } from './billing.service.js';

@Controller()
export class BillingController {
  constructor(
    private readonly transactions: Transactions,
    private readonly billing: Billing,
  ) {}

  @Rpc(getBillingProfile)
  profile({ actor, input }: Call<typeof getBillingProfile>) {
    requireRole(actor, 'client', ...staff);
    return this.billing.profile(actor, input.clientId);
  }

  @Rpc(setBillingProfile)
  setProfile(call: Call<typeof setBillingProfile>) {
    requireRole(call.actor, ...network);
    return this.transactions.command(call, (tx) => this.billing.setProfile(tx, call.actor, call.input));
  }

  @Rpc(getInvoicePolicy)
  policy({ actor }: Call<typeof getInvoicePolicy>) {
    requireRole(actor, ...staff);
    return this.billing.policy();
  }

  @Rpc(setInvoicePolicy)
  setPolicy(call: Call<typeof setInvoicePolicy>) {
    requireRole(call.actor, 'admin');
    return this.transactions.command(call, (tx) => this.billing.setPolicy(tx, call.actor, call.input));
  }
}
