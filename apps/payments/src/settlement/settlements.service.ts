import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { type Actor, notYours, requireRole, scopeOf, visible } from '#libs/access';
import type { Page as PageQuery, SettlementFilter } from '#libs/contracts';
import { History } from '#libs/history';
import { pageOf, pageOfSql } from '#libs/persistence';
import { SettlementEntity } from './settlement.entity.js';
import { lineView, runView, settlementView, type SettledLineRow } from './settlement.view.js';
import { SettlementRunEntity } from './settlement-run.entity.js';

/** Reads settlements and their runs, for those who may see them. */
@Injectable()
export class SettlementsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly history: History,
  ) {}

  async get(actor: Actor, id: string) {
    const settlement = await this.visible(actor, id);
    const histories = await this.history.of(this.dataSource.manager, [id]);
    return settlementView(actor, settlement, histories.get(id));
  }

  async list(actor: Actor, filter: z.output<typeof SettlementFilter>) {
    const { placementId, clientId, expertId, from, to } = filter;
    const query = this.dataSource.manager.createQueryBuilder(SettlementEntity, 'settlement').where(scopeOf(actor));
    if (placementId) query.andWhere('settlement.placementId = :placementId', { placementId });
    if (clientId) query.andWhere('settlement.clientId = :clientId', { clientId });
    if (expertId) query.andWhere('settlement.expertId = :expertId', { expertId });
    if (from) query.andWhere('settlement.periodEnd >= :from', { from });
    if (to) query.andWhere('settlement.periodEnd <= :to', { to });
    const page = await pageOf(query, filter, {
      id: 'settlement.id',
      sorts: { settledAt: 'settlement.settledAt' },
      defaultSort: '-settledAt',
    });
    const histories = await this.history.of(
      this.dataSource.manager,
      page.items.map(({ id }) => id),
    );
    return {
      ...page,
      items: page.items.map((settlement) => settlementView(actor, settlement, histories.get(settlement.id))),
    };
  }

  async lines(actor: Actor, settlementId: string, page: z.output<typeof PageQuery>) {
    await this.visible(actor, settlementId);
    const lines = await pageOfSql<SettledLineRow>(
      this.dataSource.manager,
      {
        sql: `select line.entry_id as "entryId", settlement_id as "settlementId", task_title as "taskTitle",
            worked_on as "workedOn", approved.minutes, settlement.currency, pay_rate_minor as "payRateMinor",
            bill_rate_minor as "billRateMinor", line.pay_minor as "payMinor", line.bill_minor as "billMinor"
          from settlement_lines line
          join settlements settlement on settlement.id = line.settlement_id
          join approved_lines approved on approved.entry_id = line.entry_id
          join contracts contract
            on contract.placement_id = settlement.placement_id and contract.number = line.contract_number
          where settlement_id = $1`,
        params: [settlementId],
      },
      page,
      { id: '"entryId"', sorts: { workedOn: '"workedOn"' }, defaultSort: 'workedOn' },
    );
    return { ...lines, items: lines.items.map((line) => lineView(actor, line)) };
  }

  async run(actor: Actor, id: string) {
    requireRole(actor, 'admin', 'account-executive', 'team-lead');
    const run = await this.dataSource.manager.findOneBy(SettlementRunEntity, { id });
    if (!run) throw notYours('settlement-run');
    return runView(run);
  }

  async runs(actor: Actor, page: z.output<typeof PageQuery>) {
    requireRole(actor, 'admin', 'account-executive', 'team-lead');
    const query = this.dataSource.manager.createQueryBuilder(SettlementRunEntity, 'run');
    const runs = await pageOf(query, page, {
      id: 'run.id',
      sorts: { periodEnd: 'run.periodEnd' },
      defaultSort: '-periodEnd',
    });
    return { ...runs, items: runs.items.map(runView) };
  }

  private async visible(actor: Actor, id: string): Promise<SettlementEntity> {
    return visible(actor, await this.dataSource.manager.findOneBy(SettlementEntity, { id }), 'settlement');
  }
}
