import type { z } from 'zod';
import type { Actor } from '#libs/access';
import type { Settlement, SettlementLine, SettlementRun } from '#libs/contracts';
import type { ChangeView } from '#libs/history';
import { wireMoney } from '#libs/persistence';
import type { SettlementEntity } from './settlement.entity.js';
import type { SettlementRunEntity } from './settlement-run.entity.js';

/** A settled line with what it says of its task and its contract, as the query gives it. */
export interface SettledLineRow {
  entryId: string;
  settlementId: string;
  taskTitle: string;
  workedOn: string;
  minutes: number;
  currency: string;
  payRateMinor: string;
  billRateMinor: string;
  payMinor: string;
  billMinor: string;
}

/** GW-3. What an expert earns is nothing for its client, what a client pays nothing for the expert. */
export const seesPay = ({ role }: Actor): boolean => role !== 'client';
export const seesBill = ({ role }: Actor): boolean => role !== 'expert';

export function settlementView(
  actor: Actor,
  settlement: SettlementEntity,
  history: ChangeView[] = [],
): z.output<typeof Settlement> {
  const { id, placementId, clientId, expertId, periodStart, periodEnd, lines, minutes, currency } = settlement;
  return {
    ...{ id, placementId, clientId, expertId, periodStart, periodEnd, lines, minutes },
    ...(seesPay(actor) && { pay: wireMoney(settlement.payMinor, currency) }),
    ...(seesBill(actor) && { bill: wireMoney(settlement.billMinor, currency) }),
    settledAt: settlement.settledAt.toISOString(),
    ...(seesBill(actor) && { history }),
  };
}

export function lineView(actor: Actor, line: SettledLineRow): z.output<typeof SettlementLine> {
  const { entryId, settlementId, taskTitle, workedOn, minutes, currency } = line;
  return {
    ...{ entryId, settlementId, taskTitle, workedOn, minutes },
    ...(seesPay(actor) && { payRate: wireMoney(line.payRateMinor, currency), pay: wireMoney(line.payMinor, currency) }),
    ...(seesBill(actor) && {
      billRate: wireMoney(line.billRateMinor, currency),
      bill: wireMoney(line.billMinor, currency),
    }),
  };
}

export const runView = (run: SettlementRunEntity): z.output<typeof SettlementRun> => ({
  id: run.id,
  periodStart: run.periodStart,
  periodEnd: run.periodEnd,
  state: run.state,
  startedAt: run.startedAt.toISOString(),
  finishedAt: run.finishedAt?.toISOString() ?? null,
  startedBy: run.startedBy,
  settlements: run.settlements,
  lines: run.lines,
  linesSettled: run.linesSettled,
  refused: run.refused,
});
