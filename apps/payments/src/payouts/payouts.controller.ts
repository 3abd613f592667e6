import { Controller } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { notYours, requireRole, visible } from '#libs/access';
import {
  approvePayout,
  cancelPayout,
  explainPayoutPromise,
  getPayout,
  listPayouts,
  recordPayrollAnswer,
  rejectPayout,
  requestPayout,
} from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { Transactions } from '#libs/persistence';
import { PayoutPromises } from './payout-promises.js';
import { PayoutRequests } from './payout-requests.js';
import { type PayoutEntity } from './payout.entity.js';
import { payoutView, payoutViews } from './payout.view.js';
import { PayoutsService } from './payouts.service.js';

@Controller()
export class PayoutsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly requests: PayoutRequests,
    private readonly payouts: PayoutsService,
    private readonly promises: PayoutPromises,
  ) {}

  @Rpc(requestPayout)
  request(call: Call<typeof requestPayout>) {
    const { actor, input } = call;
    requireRole(actor, 'expert');
    const { expertId } = actor;
    if (!expertId) throw notYours('expert');
    if (input.expertId) visible(actor, { expertId: input.expertId }, 'expert');
    return this.command(call, (tx) => this.requests.request(tx, actor, expertId, input));
  }

  @Rpc(getPayout)
  async get({ actor, input }: Call<typeof getPayout>) {
    return payoutView(this.dataSource.manager, await this.payouts.get(actor, input.id));
  }

  @Rpc(explainPayoutPromise)
  explain({ actor, input }: Call<typeof explainPayoutPromise>) {
    return this.promises.explain(actor, input.id);
  }

  @Rpc(listPayouts)
  async list({ actor, input }: Call<typeof listPayouts>) {
    const page = await this.payouts.list(actor, input);
    return { ...page, items: await payoutViews(this.dataSource.manager, page.items) };
  }

  @Rpc(approvePayout)
  approve(call: Call<typeof approvePayout>) {
    requireRole(call.actor, 'admin', 'account-executive');
    return this.command(call, (tx) => this.payouts.decide(tx, call.actor, { ...call.input, step: 'approve' }));
  }

  @Rpc(rejectPayout)
  reject(call: Call<typeof rejectPayout>) {
    requireRole(call.actor, 'admin', 'account-executive');
    return this.command(call, (tx) => this.payouts.decide(tx, call.actor, { ...call.input, step: 'reject' }));
  }

  @Rpc(cancelPayout)
  cancel(call: Call<typeof cancelPayout>) {
    const { actor, input } = call;
    requireRole(actor, 'expert');
    return this.command(call, (tx) => this.payouts.cancel(tx, actor, input.id, input.reason));
  }

  @Rpc(recordPayrollAnswer)
  answer(call: Call<typeof recordPayrollAnswer>) {
    requireRole(call.actor, 'payroll', 'admin');
    return this.command(call, (tx) => this.payouts.answered(tx, call.actor, call.input));
  }

  private command(call: Parameters<Transactions['command']>[0], work: (tx: EntityManager) => Promise<PayoutEntity>) {
    return this.transactions.command(call, async (tx) => payoutView(tx, await work(tx)));
  }
}
