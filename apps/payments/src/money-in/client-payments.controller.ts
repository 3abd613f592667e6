import { Controller } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { network, requireRole, staff } from '#libs/access';
import {
  allocateClientPayment,
  getClientPayment,
  listClientPayments,
  listRefunds,
  recordClientPayment,
  refundClientPayment,
  reverseClientPayment,
} from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { Transactions } from '#libs/persistence';
import { paymentView, paymentViews } from './client-payment.view.js';
import { ClientPaymentAllocations } from './client-payment-allocations.js';
import { ClientPaymentsService } from './client-payments.service.js';
import { RefundsService, refundView } from './refunds.service.js';
import { Reversals } from './reversals.js';

@Controller()
export class ClientPaymentsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly payments: ClientPaymentsService,
    private readonly allocations: ClientPaymentAllocations,
    private readonly reversals: Reversals,
    private readonly refunds: RefundsService,
  ) {}

  @Rpc(recordClientPayment)
  record(call: Call<typeof recordClientPayment>) {
    const { actor, input } = call;
    requireRole(actor, 'partner', ...network);
    return this.transactions.command(call, async (tx) =>
      paymentView(tx, actor, await this.payments.record(tx, actor, input)),
    );
  }

  @Rpc(getClientPayment)
  async get({ actor, input }: Call<typeof getClientPayment>) {
    requireRole(actor, 'client', 'partner', ...staff);
    return paymentView(this.dataSource.manager, actor, await this.payments.get(actor, input.id));
  }

  @Rpc(listClientPayments)
  async list({ actor, input }: Call<typeof listClientPayments>) {
    requireRole(actor, 'client', 'partner', ...staff);
    const page = await this.payments.list(actor, input);
    return { ...page, items: await paymentViews(this.dataSource.manager, actor, page.items) };
  }

  @Rpc(allocateClientPayment)
  allocate(call: Call<typeof allocateClientPayment>) {
    const { actor, input } = call;
    requireRole(actor, ...network);
    return this.transactions.command(call, async (tx) =>
      paymentView(tx, actor, await this.allocations.allocate(tx, actor, input.id, input.allocation)),
    );
  }

  @Rpc(reverseClientPayment)
  reverse(call: Call<typeof reverseClientPayment>) {
    const { actor, input } = call;
    requireRole(actor, ...network);
    return this.transactions.command(call, async (tx) =>
      paymentView(tx, actor, await this.reversals.reverse(tx, actor, input.id, input.reversal)),
    );
  }

  @Rpc(refundClientPayment)
  refund(call: Call<typeof refundClientPayment>) {
    const { actor, input } = call;
    requireRole(actor, ...network);
    return this.transactions.command(call, async (tx) =>
      refundView(await this.refunds.refund(tx, actor, input.id, input.refund)),
    );
  }

  @Rpc(listRefunds)
  async listRefunds({ actor, input }: Call<typeof listRefunds>) {
    requireRole(actor, 'client', ...staff);
    const page = await this.refunds.list(actor, input);
    return { ...page, items: page.items.map(refundView) };
  }
}
