import type { z } from 'zod';
import { type Actor, isStaff, maySee, referrerIdOf } from '#libs/access';
import type { Evidence, MoneyWire } from '#libs/contracts';
import { wireMoney } from '#libs/persistence';
import type { EntryView } from '../ledger/journal.service.js';
import { seesBill, seesPay } from '../settlement/settlement.view.js';
import type { Part } from './attribution.rules.js';
import type { AllocationRow, CommissionRow, InvoiceRow } from './billed.queries.js';
import type { EntryRow, PayoutRow } from './evidence.queries.js';

type View = z.output<typeof Evidence>;

/** The parts of the chain that are the reader's. */
export interface Shown {
  lines: EntryRow[];
  invoices: InvoiceRow[];
  allocations: AllocationRow[];
  commissions: CommissionRow[];
  parts: Part[];
  payouts: PayoutRow[];
}

/** RC-8, GW-3. A commission is its referrer's and nobody else's. */
export const isOwnCommission = (actor: Actor, { referrerId }: { referrerId: string | null }): boolean =>
  isStaff(actor) || (!!referrerId && referrerId === referrerIdOf(actor));

/** Accounts are owned by clients, experts and referrers, each by the id it is a referrer by. */
export const mayReadPosting = (actor: Actor, ownerId: string | null): boolean =>
  isOwnCommission(actor, { referrerId: ownerId });

/** GW-3. What was billed and paid is the client's who pays; whoever brought it learns that it was. */
export const seesBilled = (actor: Actor, { clientId }: { clientId: string | null }): boolean =>
  maySee(actor, { clientId });

export const ownPart = (actor: Actor, entry: EntryView): EntryView => ({
  ...entry,
  postings: entry.postings.filter(({ ownerId }) => mayReadPosting(actor, ownerId)),
});

export function entryView(actor: Actor, line: EntryRow, shown: Shown): View['entries'][number] {
  const { taskId, taskTitle, estimateMinutes, entryId, workedOn, minutes, approvedBy, how, settlementId } = line;
  const money = (minor: string | null): MoneyWire | null =>
    minor !== null && line.currency ? wireMoney(minor, line.currency) : null;
  return {
    ...{ taskId, taskTitle, estimateMinutes, entryId, workedOn, minutes },
    ...{ approvedAt: line.approvedAt.toISOString(), approvedBy, how },
    ...{ settlementId, settledAt: line.settledAt?.toISOString() ?? null },
    payRate: seesPay(actor) ? money(line.payRateMinor) : null,
    billRate: seesBill(actor) ? money(line.billRateMinor) : null,
    pay: seesPay(actor) ? money(line.payMinor) : null,
    bill: seesBill(actor) ? money(line.billMinor) : null,
    journalEntryId: line.journalEntryId,
    invoiceLineId: shown.invoices.some(({ lineId }) => lineId === line.invoiceLineId) ? line.invoiceLineId : null,
    payouts: payoutsOf(entryId, shown),
  };
}

/** Of an invoice an expert sees the lines of its own hours, without their money; a referrer that there is one. */
export function invoicesView(actor: Actor, rows: readonly InvoiceRow[]): View['invoices'] {
  const invoices = Map.groupBy(rows, ({ invoiceId }) => invoiceId);
  return [...invoices].map(([invoiceId, lines]) => ({
    ...{ invoiceId, number: lines[0]!.number },
    lines: lines
      .filter((line) => maySee(actor, line))
      .map((line) => ({
        ...{ invoiceLineId: line.lineId, title: line.title, expertName: line.expertName },
        net: seesBilled(actor, line) ? wireMoney(line.netMinor, line.currency) : null,
        credited: seesBilled(actor, line) ? wireMoney(line.creditedMinor, line.currency) : null,
      })),
  }));
}

/** Of a payment a referrer sees that it came, for its own commission alone. */
export function moneyInView(actor: Actor, rows: readonly AllocationRow[]): View['moneyIn'] {
  const payments = Map.groupBy(rows, ({ paymentId }) => paymentId);
  return [...payments].map(([paymentId, parts]) => {
    const { bankReference, receivedOn, receivedMinor, currency } = parts[0]!;
    const isSeen = seesBilled(actor, parts[0]!);
    return {
      ...{ paymentId, bankReference, receivedOn },
      amount: isSeen ? wireMoney(receivedMinor, currency) : null,
      allocations: (isSeen ? parts : []).map(({ allocationId, invoiceId, minor, at }) => ({
        ...{ allocationId, invoiceId, amount: wireMoney(minor, currency), at: at.toISOString() },
      })),
    };
  });
}

export function commissionsView(row: CommissionRow, shown: Shown): View['commissions'][number] {
  const { id: commissionId, referrerId, leadId, clientId, invoiceId, invoiceNumber, paymentId, currency } = row;
  return {
    ...{ commissionId, referrerId, leadId, clientId, invoiceId, invoiceNumber, paymentId },
    ...{ bankReference: row.bankReference, base: wireMoney(row.baseMinor, currency), ratePercent: row.ratePercent },
    amount: wireMoney(row.minor, currency),
    takenBack: wireMoney(row.takenBackMinor, currency),
    credited: wireMoney(row.creditedMinor, currency),
    payouts: payoutsOf(commissionId, shown),
  };
}

const payoutsOf = (source: string, { parts, payouts }: Shown): View['entries'][number]['payouts'] =>
  parts
    .filter(({ sourceId }) => sourceId === source)
    .flatMap(({ payoutId, minor }) => {
      const payout = payouts.find(({ id }) => id === payoutId);
      if (!payout) return [];
      const { state, currency, bankReference } = payout;
      return [{ payoutId, amount: wireMoney(minor, currency), state, bankReference }];
    });
