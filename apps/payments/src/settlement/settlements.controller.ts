import { Controller } from '@nestjs/common';
import { requireRole } from '#libs/access';
import {
  getSettlement,
  getSettlementRun,
  listReceivables,
  listSettlementLines,
  listSettlementRuns,
  listSettlements,
  runSettlement,
} from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { Transactions } from '#libs/persistence';
import { Receivables } from './receivables.js';
import { runView } from './settlement.view.js';
import { SettlementRuns } from './settlement-runs.js';
import { SettlementsService } from './settlements.service.js';

@Controller()
export class SettlementsController {
  constructor(
    private readonly transactions: Transactions,
    private readonly runs: SettlementRuns,
    private readonly settlements: SettlementsService,
    private readonly receivablesOf: Receivables,
  ) {}

  @Rpc(runSettlement)
  async run(call: Call<typeof runSettlement>) {
    requireRole(call.actor, 'admin', 'account-executive');
    const end = await this.transactions.command(call, (tx) => this.runs.order(tx, call.actor, call.input.until));
    return runView(await this.runs.settled(end));
  }

  @Rpc(getSettlementRun)
  getRun({ actor, input }: Call<typeof getSettlementRun>) {
    return this.settlements.run(actor, input.id);
  }

  @Rpc(listSettlementRuns)
  listRuns({ actor, input }: Call<typeof listSettlementRuns>) {
    return this.settlements.runs(actor, input);
  }

  @Rpc(listSettlements)
  list({ actor, input }: Call<typeof listSettlements>) {
    return this.settlements.list(actor, input);
  }

  @Rpc(getSettlement)
  get({ actor, input }: Call<typeof getSettlement>) {
    return this.settlements.get(actor, input.id);
  }

  @Rpc(listSettlementLines)
  lines({ actor, input: { settlementId, ...page } }: Call<typeof listSettlementLines>) {
    return this.settlements.lines(actor, settlementId, page);
  }

  @Rpc(listReceivables)
  receivables({ actor, input }: Call<typeof listReceivables>) {
    return this.receivablesOf.list(actor, input);
  }
}
