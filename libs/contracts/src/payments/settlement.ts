import { z } from 'zod';
import { command, query } from '../contract.js';
import { Change, Day, Id, Instant, listOf, Money, Page, sortBy } from '../shapes.js';

// Settlement (PM-3, PM-11)

const usd = (amount: string) => ({ amount, currency: 'USD' });

export const SettlementLine = z
  .object({
    entryId: Id,
    settlementId: Id,
    taskTitle: z.string(),
    workedOn: Day,
    minutes: z.int(),
    payRate: Money.optional(),
    billRate: Money.optional(),
    pay: Money.optional(),
    bill: Money.optional(),
  })
  .meta({ id: 'SettlementLine' });

export const Settlement = z
  .object({
    id: Id,
    placementId: Id,
    clientId: Id,
    expertId: Id,
    periodStart: Day,
    periodEnd: Day,
    lines: z.int(),
    minutes: z.int(),
    pay: Money.optional().meta({ description: 'Absent for clients' }),
    bill: Money.optional().meta({ description: 'Absent for experts' }),
    settledAt: Instant,
    history: z.array(Change).optional().meta({ description: 'When it came to be billed again; absent for experts' }),
  })
  .meta({ id: 'Settlement' });

export const SettlementRun = z
  .object({
    id: Id,
    periodStart: Day,
    periodEnd: Day,
    state: z.enum(['running', 'done']),
    startedAt: Instant,
    finishedAt: Instant.nullable(),
    startedBy: z.string(),
    settlements: z.int(),
    lines: z.int(),
    linesSettled: z.int().meta({ description: 'Progress while it runs' }),
    refused: z.array(z.object({ placementId: Id, reason: z.string() })),
  })
  .meta({ id: 'SettlementRun' });

/** What a client owes: `amount = uninvoiced + open - unallocated`, once what is on its way has arrived. */
export const Receivable = z
  .object({
    clientId: Id,
    clientName: z.string(),
    amount: Money.meta({
      description: 'The balance of the account; negative when the client has credit',
      example: usd('1071.00'),
    }),
    uninvoiced: Money.meta({ description: 'Settled and on no issued invoice', example: usd('0.00') }),
    open: Money.meta({ description: 'Of issued invoices, with tax', example: usd('1190.00') }),
    overdue: Money.meta({ description: 'Of that, past its due date', example: usd('0.00') }),
    unallocated: Money.meta({ description: 'Money of the client that is on no invoice', example: usd('119.00') }),
    settlements: z.int().meta({ description: 'On no issued invoice' }),
    minutes: z.int().meta({ description: 'On no issued invoice' }),
  })
  .meta({ id: 'Receivable' });

/** Settles every period that has ended by `until` (today unless given). Running it twice settles nothing twice. */
export const SettlementOrder = z.strictObject({ until: Day.optional() });
export const runSettlement = command('payments.run-settlement', { input: SettlementOrder, output: SettlementRun });
export const getSettlementRun = query('payments.get-settlement-run', {
  input: z.object({ id: Id }),
  output: SettlementRun,
});
export const listSettlementRuns = query('payments.list-settlement-runs', {
  input: Page,
  output: listOf(SettlementRun),
});
export const SettlementFilter = z.object({
  ...Page.shape,
  placementId: Id.optional(),
  clientId: Id.optional(),
  expertId: Id.optional(),
  from: Day.optional(),
  to: Day.optional(),
  sort: sortBy(['settledAt'], '-settledAt'),
});
export const listSettlements = query('payments.list-settlements', {
  input: SettlementFilter,
  output: listOf(Settlement),
});
export const getSettlement = query('payments.get-settlement', { input: z.object({ id: Id }), output: Settlement });
export const listSettlementLines = query('payments.list-settlement-lines', {
  input: z.object({ settlementId: Id, ...Page.shape }),
  output: listOf(SettlementLine),
});
export const ReceivableFilter = z.object({
  ...Page.shape,
  clientId: Id.optional(),
  sort: sortBy(['clientName'], 'clientName'),
});
export const listReceivables = query('payments.list-receivables', {
  input: ReceivableFilter,
  output: listOf(Receivable),
});
