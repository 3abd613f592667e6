import { z } from 'zod';
import { command, query } from '../contract.js';
import { Day, Id, listOf, Money, Page, sortBy, text, Version } from '../shapes.js';
import {
  Balances,
  BankDetails,
  Evidence,
  JournalEntry,
  NewBankDetails,
  NewPayout,
  Payout,
  PayoutPolicy,
  PayoutState,
  PayrollAnswer,
  Receivable,
  Reconciliation,
  Settlement,
  SettlementLine,
  SettlementRun,
  TimelineItem,
  TrialBalanceLine,
} from './shapes.js';

// Safe balance (PM-2, PM-9)
export const getBalances = query('payments.get-balances', { input: z.object({ expertId: Id }), output: Balances });
export const TimelineFilter = z.object({
  ...Page.shape,
  kind: TimelineItem.shape.kind.optional(),
  currency: Money.shape.currency.optional(),
  from: Day.optional(),
  to: Day.optional(),
  sort: sortBy(['at'], '-at'),
});
export const listTimeline = query('payments.list-timeline', {
  input: z.object({ expertId: Id, ...TimelineFilter.shape }),
  output: listOf(TimelineItem),
});

// Bank details and payouts (PM-5, PM-6, PM-8)
export const setBankDetails = command('payments.set-bank-details', {
  input: z.object({ expertId: Id, details: NewBankDetails }),
  output: BankDetails,
});
export const getBankDetails = query('payments.get-bank-details', {
  input: z.object({ expertId: Id }),
  output: BankDetails,
});
export const requestPayout = command('payments.request-payout', { input: NewPayout, output: Payout });
export const getPayout = query('payments.get-payout', { input: z.object({ id: Id }), output: Payout });
export const PayoutFilter = z.object({
  ...Page.shape,
  expertId: Id.optional(),
  state: PayoutState.optional(),
  late: z.enum(['true', 'false']).optional(),
  sort: sortBy(['requestedAt'], '-requestedAt'),
});
export const listPayouts = query('payments.list-payouts', { input: PayoutFilter, output: listOf(Payout) });
export const PayoutStep = z.strictObject({ reason: text(500) });
export const approvePayout = command('payments.approve-payout', {
  input: z.object({ id: Id, ...PayoutStep.shape }),
  output: Payout,
});
export const rejectPayout = command('payments.reject-payout', {
  input: z.object({ id: Id, ...PayoutStep.shape }),
  output: Payout,
});
export const cancelPayout = command('payments.cancel-payout', {
  input: z.object({ id: Id, ...PayoutStep.shape }),
  output: Payout,
});
export const recordPayrollAnswer = command('payments.record-payroll-answer', { input: PayrollAnswer, output: Payout });
export const getPayoutPolicy = query('payments.get-payout-policy', { input: z.object({}), output: PayoutPolicy });
export const PayoutPolicyChange = z.strictObject({
  secondPersonAbove: z.array(Money).max(20),
  bankDetailsRestHours: z.int().min(0).max(720),
  promiseHours: z.int().min(1).max(720),
});
export const setPayoutPolicy = command('payments.set-payout-policy', {
  input: z.object({ version: Version, policy: PayoutPolicyChange }),
  output: PayoutPolicy,
});

// Settlement (PM-3, PM-11)
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

// Ledger (PM-1, PM-9, PM-10, PM-12)
export const JournalFilter = z.object({
  ...Page.shape,
  reference: Id.optional(),
  kind: text(40).optional(),
  sort: sortBy(['number'], '-number'),
});
export const listJournal = query('payments.list-journal', { input: JournalFilter, output: listOf(JournalEntry) });
export const trialBalance = query('payments.trial-balance', {
  input: z.object({}),
  output: z.object({ items: z.array(TrialBalanceLine) }),
});
/** PM-10: exactly one of the ids. */
export const EvidenceOf = z
  .strictObject({
    entryId: Id.optional(),
    settlementId: Id.optional(),
    journalEntryId: Id.optional(),
    postingId: Id.optional(),
    payoutId: Id.optional(),
  })
  .refine((ids) => Object.values(ids).filter(Boolean).length === 1, 'needs exactly one id');
export const explain = query('payments.explain', { input: EvidenceOf, output: Evidence });
/** PM-12: recounts everything; `approved` is the timesheet's own count. */
export const reconcile = query('payments.reconcile', {
  input: z.object({ approved: z.array(z.object({ placementId: Id, lines: z.int(), minutes: z.int() })) }),
  output: Reconciliation,
});
