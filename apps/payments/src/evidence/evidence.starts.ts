import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { type Actor, isStaff, maySee, notYours, visible } from '#libs/access';
import type { EvidenceOf, MoneyWire } from '#libs/contracts';
import { conflict } from '#libs/errors';
import { formatMoney, isNegative, negate } from '#libs/money';
import { wireMoney } from '#libs/persistence';
import { PayoutsService } from '../payouts/payouts.service.js';
import { seesPay } from '../settlement/settlement.view.js';
import { SettlementsService } from '../settlement/settlements.service.js';
import { attribute, type Part } from './attribution.rules.js';
import { BilledQueries } from './billed.queries.js';
import { type EntryRow, EvidenceQueries } from './evidence.queries.js';
import { isOwnCommission, mayReadPosting } from './evidence.view.js';

/** What is behind an amount, before it is put into words. */
export interface Chain {
  amount: MoneyWire;
  lines: EntryRow[];
  /** Besides those of the lines. */
  invoiceIds?: string[];
  /** All that came in for the invoices unless given. */
  paymentIds?: string[];
  /** All that the invoices' money earned unless given. */
  commissionIds?: string[];
  /** All that was paid out of lines and commissions unless given. */
  parts?: Part[];
  /** The payout itself, which may have come from nothing in particular. */
  payoutId?: string;
}

/** PM-10. Where a chain begins: the amount asked about, for whoever may ask, and what leads on from it. */
@Injectable()
export class EvidenceStarts {
  constructor(
    private readonly queries: EvidenceQueries,
    private readonly billed: BilledQueries,
    private readonly settlements: SettlementsService,
    private readonly payouts: PayoutsService,
  ) {}

  async of(actor: Actor, of: z.output<typeof EvidenceOf>): Promise<Chain> {
    if (of.entryId) return this.ofEntry(actor, of.entryId);
    if (of.settlementId) return this.ofSettlement(actor, of.settlementId);
    if (of.payoutId) return this.ofPayout(actor, of.payoutId);
    if (of.invoiceId) return this.ofInvoice(actor, of.invoiceId);
    if (of.clientPaymentId) return this.ofPayment(actor, of.clientPaymentId);
    if (of.commissionId) return this.ofCommission(actor, of.commissionId);
    if (of.journalEntryId) return this.ofJournalEntry(actor, of.journalEntryId);
    return this.ofPosting(actor, of.postingId!);
  }

  private async ofEntry(actor: Actor, entryId: string): Promise<Chain> {
    const [line] = await this.queries.entries([entryId]);
    const { currency, payMinor, billMinor } = visible(actor, line, 'entry');
    const minor = seesPay(actor) ? payMinor : billMinor;
    if (!currency || minor === null) {
      throw conflict('payments.no-rate', 'No contract is in force on the day of this entry: it is worth nothing yet.', {
        rule: 'PM-11',
      });
    }
    return { amount: wireMoney(minor, currency), lines: [line!] };
  }

  private async ofSettlement(actor: Actor, settlementId: string): Promise<Chain> {
    const { pay, bill } = await this.settlements.get(actor, settlementId);
    return { amount: (pay ?? bill)!, lines: await this.queries.entriesOf(settlementId) };
  }

  /** A payout that was given back came from no work in particular; its journal entries tell what became of it. */
  private async ofPayout(actor: Actor, payoutId: string): Promise<Chain> {
    const { expertId, amountMinor, currency } = await this.payouts.get(actor, payoutId);
    return this.ofTransfer(payoutId, { ownerId: expertId, minor: amountMinor, currency });
  }

  private async ofTransfer(id: string, of: { ownerId: string; minor: string; currency: string }): Promise<Chain> {
    const { ownerId, minor, currency } = of;
    const parts = attribute(await this.queries.safeMoves(ownerId, currency)).filter(({ payoutId }) => payoutId === id);
    const sources = parts.map(({ sourceId }) => sourceId);
    const lines = await this.queries.entries(sources);
    return { amount: wireMoney(minor, currency), lines, commissionIds: sources, parts, payoutId: id };
  }

  private async ofInvoice(actor: Actor, id: string): Promise<Chain> {
    const { minor, currency, state } = visible(actor, await this.billed.invoice(id), 'invoice');
    if (state === 'draft' && !isStaff(actor)) throw notYours('invoice');
    return { amount: wireMoney(minor, currency), lines: await this.queries.entriesOfInvoices([id]), invoiceIds: [id] };
  }

  private async ofPayment(actor: Actor, id: string): Promise<Chain> {
    const { minor, currency, invoiceIds } = visible(actor, await this.billed.payment(id), 'client-payment');
    const lines = await this.queries.entriesOfInvoices(invoiceIds);
    return { amount: wireMoney(minor, currency), lines, invoiceIds, paymentIds: [id] };
  }

  /** RC-8. Whose commission it is may see it, expert, client or partner; whoever paid the invoice may not. */
  private async ofCommission(actor: Actor, id: string): Promise<Chain> {
    const [commission] = await this.billed.commissions([id]);
    if (!commission || !isOwnCommission(actor, commission)) throw notYours('commission');
    const { minor, currency, invoiceId, paymentId } = commission;
    const lines = await this.queries.entriesOfInvoices([invoiceId]);
    return { amount: wireMoney(minor, currency), lines, paymentIds: [paymentId], commissionIds: [id] };
  }

  private async ofJournalEntry(actor: Actor, journalEntryId: string): Promise<Chain> {
    const cause = await this.billed.causeOf(journalEntryId);
    if (!cause || !(maySee(actor, cause) || isOwnCommission(actor, cause))) throw notYours('journal-entry');
    const { of, id } = cause;
    if (of === 'settlement') return this.ofSettlement(actor, id);
    if (of === 'payout') return this.ofPayout(actor, id);
    if (of === 'invoice') return this.ofInvoice(actor, id);
    if (of === 'payment') return this.ofPayment(actor, id);
    if (of === 'commission') return this.ofCommission(actor, id);
    const { referrerId, ...payout } = (await this.billed.referrerPayout(id))!;
    return this.ofTransfer(id, { ownerId: referrerId, ...payout });
  }

  private async ofPosting(actor: Actor, id: string): Promise<Chain> {
    const posting = await this.queries.posting(id);
    if (!posting || !mayReadPosting(actor, posting.ownerId)) throw notYours('posting');
    const { amount } = posting;
    const chain = await this.ofJournalEntry(actor, posting.journalId);
    return { ...chain, amount: formatMoney(isNegative(amount) ? negate(amount) : amount) };
  }
}
