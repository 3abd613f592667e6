import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { type Actor, isStaff, notYours, visible } from '#libs/access';
import type { Evidence, EvidenceOf, MoneyWire } from '#libs/contracts';
import { conflict } from '#libs/errors';
import { formatMoney, isNegative, negate } from '#libs/money';
import { wireMoney } from '#libs/persistence';
import { type EntryView, JournalService } from '../ledger/journal.service.js';
import { PayoutsService } from '../payouts/payouts.service.js';
import { seesBill, seesPay } from '../settlement/settlement.view.js';
import { SettlementsService } from '../settlement/settlements.service.js';
import { attribute, type Part } from './attribution.rules.js';
import { type EntryRow, EvidenceQueries, type PayoutRow } from './evidence.queries.js';

type View = z.output<typeof Evidence>;
/** What is behind an amount, before it is put into words: the lines, and the settlements and payouts they belong to. */
interface Chain {
  amount: MoneyWire;
  lines: EntryRow[];
  parts: Part[];
  references: string[];
}

/** PM-10. The chain behind any amount, from the estimate to the bank. */
@Injectable()
export class EvidenceService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly queries: EvidenceQueries,
    private readonly journal: JournalService,
    private readonly settlements: SettlementsService,
    private readonly payouts: PayoutsService,
  ) {}

  /** Everybody sees the part of the chain that is theirs: an expert no bill, a client no pay and no payout. */
  async explain(actor: Actor, of: z.output<typeof EvidenceOf>): Promise<View> {
    const { amount, lines, parts, references } = await this.chain(actor, of);
    const payouts = await this.queries.payouts(parts.map(({ payoutId }) => payoutId));
    const journal = await this.journal.of(this.dataSource.manager, references);
    return {
      amount,
      entries: lines.map((line) => entryView(actor, line, parts, payouts)),
      journal: journal.map((entry) => ownPart(actor, entry)),
    };
  }

  private async chain(actor: Actor, of: z.output<typeof EvidenceOf>): Promise<Chain> {
    if (of.entryId) return this.ofEntry(actor, of.entryId);
    if (of.settlementId) return this.ofSettlement(actor, of.settlementId);
    if (of.payoutId) return this.ofPayout(actor, of.payoutId);
    if (of.journalEntryId) return this.ofJournalEntry(actor, of.journalEntryId);
    return this.ofPosting(actor, of.postingId!);
  }

  private async ofEntry(actor: Actor, entryId: string): Promise<Chain> {
    const [line] = await this.queries.entries([entryId]);
    const { expertId, currency, settlementId, payMinor, billMinor } = visible(actor, line, 'entry');
    const minor = seesPay(actor) ? payMinor : billMinor;
    if (!currency || minor === null) {
      throw conflict('payments.no-rate', 'No contract is in force on the day of this entry: it is worth nothing yet.', {
        rule: 'PM-11',
      });
    }
    const parts = (await this.parts(actor, expertId, currency)).filter(({ lineId }) => lineId === entryId);
    return {
      ...{ amount: wireMoney(minor, currency), lines: [line!], parts },
      references: [...(settlementId ? [settlementId] : []), ...parts.map(({ payoutId }) => payoutId)],
    };
  }

  private async ofSettlement(actor: Actor, settlementId: string): Promise<Chain> {
    const { pay, bill, expertId } = await this.settlements.get(actor, settlementId);
    const amount = (pay ?? bill)!;
    const lines = await this.queries.entriesOf(settlementId);
    const own = new Set(lines.map(({ entryId }) => entryId));
    const parts = (await this.parts(actor, expertId, amount.currency)).filter(({ lineId }) => own.has(lineId));
    return { amount, lines, parts, references: [settlementId, ...parts.map(({ payoutId }) => payoutId)] };
  }

  /** A payout that was given back came from no work in particular; its journal entries tell what became of it. */
  private async ofPayout(actor: Actor, payoutId: string): Promise<Chain> {
    const { expertId, amountMinor, currency } = await this.payouts.get(actor, payoutId);
    const parts = (await this.parts(actor, expertId, currency)).filter((part) => part.payoutId === payoutId);
    const lines = await this.queries.entries(parts.map(({ lineId }) => lineId));
    const settlements = lines.flatMap(({ settlementId }) => settlementId ?? []);
    return { amount: wireMoney(amountMinor, currency), lines, parts, references: [payoutId, ...settlements] };
  }

  private async ofJournalEntry(actor: Actor, id: string): Promise<Chain> {
    const { kind, reference } = visible(actor, await this.queries.owner(id), 'journal-entry');
    return kind === 'settlement' ? this.ofSettlement(actor, reference) : this.ofPayout(actor, reference);
  }

  private async ofPosting(actor: Actor, id: string): Promise<Chain> {
    const posting = await this.queries.posting(id);
    if (!posting || !mayReadPosting(actor, posting.ownerId)) throw notYours('posting');
    const { amount } = posting;
    const chain = await this.ofJournalEntry(actor, posting.journalId);
    return { ...chain, amount: formatMoney(isNegative(amount) ? negate(amount) : amount) };
  }

  private async parts(actor: Actor, expertId: string, currency: string): Promise<Part[]> {
    return seesPay(actor) ? attribute(await this.queries.safeMoves(expertId, currency)) : [];
  }
}

const mayReadPosting = (actor: Actor, ownerId: string | null): boolean =>
  isStaff(actor) || (!!ownerId && (ownerId === actor.clientId || ownerId === actor.expertId));

const ownPart = (actor: Actor, entry: EntryView): EntryView => ({
  ...entry,
  postings: entry.postings.filter(({ ownerId }) => mayReadPosting(actor, ownerId)),
});

function entryView(actor: Actor, line: EntryRow, parts: Part[], payouts: PayoutRow[]): View['entries'][number] {
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
    invoiceLineId: null,
    payouts: parts
      .filter(({ lineId }) => lineId === entryId)
      .flatMap(({ payoutId, minor }) => {
        const payout = payouts.find(({ id }) => id === payoutId);
        if (!payout) return [];
        const { state, currency, bankReference } = payout;
        return [{ payoutId, amount: wireMoney(minor, currency), state, bankReference }];
      }),
  };
}
