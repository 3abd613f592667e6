import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { type Actor, isStaff, maySee } from '#libs/access';
import type { Evidence, EvidenceOf } from '#libs/contracts';
import { JournalService } from '../ledger/journal.service.js';
import { seesPay } from '../settlement/settlement.view.js';
import { attribute, type Part } from './attribution.rules.js';
import { BilledQueries, type CommissionRow } from './billed.queries.js';
import { type EntryRow, EvidenceQueries } from './evidence.queries.js';
import { type Chain, EvidenceStarts } from './evidence.starts.js';
import {
  commissionsView,
  entryView,
  invoicesView,
  isOwnCommission,
  moneyInView,
  ownPart,
  seesBilled,
  type Shown,
} from './evidence.view.js';

const distinct = (ids: readonly (string | null)[]): string[] => [...new Set(ids.flatMap((id) => id ?? []))];

/** PM-10. The chain behind any amount, from the estimate to the bank. */
@Injectable()
export class EvidenceService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly queries: EvidenceQueries,
    private readonly billed: BilledQueries,
    private readonly journal: JournalService,
    private readonly starts: EvidenceStarts,
  ) {}

  /**
   * Everybody sees the part of the chain that is theirs: an expert no bill, a client no pay and no payout. Of what somebody
   * else is billed and pays, whoever earned commission on it sees the trail of that commission alone (RC-8).
   */
  async explain(actor: Actor, of: z.output<typeof EvidenceOf>): Promise<z.output<typeof Evidence>> {
    const chain = await this.starts.of(actor, of);
    const shown = await this.shown(actor, chain);
    const references = await this.references(actor, chain, shown);
    const journal = await this.journal.of(this.dataSource.manager, references);
    return {
      amount: chain.amount,
      entries: shown.lines.map((line) => entryView(actor, line, shown)),
      invoices: invoicesView(actor, shown.invoices),
      moneyIn: moneyInView(actor, shown.allocations),
      commissions: shown.commissions.map((commission) => commissionsView(commission, shown)),
      journal: journal.map((entry) => ownPart(actor, entry)),
    };
  }

  private async shown(actor: Actor, chain: Chain): Promise<Shown> {
    const lines = chain.lines.filter((line) => maySee(actor, line));
    const named = chain.commissionIds && (await this.billed.commissions(chain.commissionIds));
    const invoiceIds = distinct([
      ...(chain.invoiceIds ?? []),
      ...lines.flatMap((line) => line.invoiceIds),
      ...(named ?? []).map(({ invoiceId }) => invoiceId),
    ]);
    const invoices = await this.billed.invoices(invoiceIds);
    const came = await this.billed.cameOf(invoiceIds);
    const commissions = (named ?? (await this.billed.commissions(came.commissionIds)))
      .filter(({ paymentId }) => chain.paymentIds?.includes(paymentId) ?? true)
      .filter((commission) => isOwnCommission(actor, commission));
    const allocations = await this.billed.allocations(chain.paymentIds ?? came.paymentIds, invoiceIds);
    const earning = new Set(commissions.map(({ paymentId }) => paymentId));
    const parts = chain.parts ?? (await this.partsOf(actor, lines, commissions));
    return {
      ...{ lines, commissions, parts },
      invoices: invoices.filter(({ number }) => isStaff(actor) || number !== null),
      allocations: allocations.filter((part) => seesBilled(actor, part) || earning.has(part.paymentId)),
      payouts: await this.queries.payouts(parts.map(({ payoutId }) => payoutId)),
    };
  }

  /** What the journal is asked for: the steps of what is billed for whoever sees that, of commission for its referrer. */
  private async references(actor: Actor, chain: Chain, shown: Shown): Promise<string[]> {
    const allocations = shown.allocations.filter((part) => seesBilled(actor, part));
    // Of a payment on no invoice too; one that is asked for by its commission is on one.
    const asked = chain.commissionIds ? [] : (chain.paymentIds ?? []);
    const billed = {
      invoiceIds: shown.invoices.filter((line) => seesBilled(actor, line)).map(({ invoiceId }) => invoiceId),
      paymentIds: distinct([...asked, ...allocations.map(({ paymentId }) => paymentId)]),
      commissionIds: shown.commissions.map(({ id }) => id),
    };
    return distinct([
      ...shown.lines.map(({ settlementId }) => settlementId),
      ...shown.parts.map(({ payoutId }) => payoutId),
      ...(chain.payoutId ? [chain.payoutId] : []),
      ...Object.values(billed).flat(),
      ...(await this.billed.moved(billed)),
    ]);
  }

  /** What was paid out of these lines and commissions, whoever's they are. */
  private async partsOf(actor: Actor, lines: EntryRow[], commissions: CommissionRow[]): Promise<Part[]> {
    const owners = new Map<string, [string, string]>();
    for (const [ownerId, currency] of [
      ...(seesPay(actor) ? lines : []).map((line) => [line.expertId, line.currency] as const),
      ...commissions.map((commission) => [commission.referrerId, commission.currency] as const),
    ])
      if (currency) owners.set(`${ownerId} ${currency}`, [ownerId, currency]);
    const sources = new Set([...lines.map(({ entryId }) => entryId), ...commissions.map(({ id }) => id)]);
    const parts: Part[] = [];
    for (const [ownerId, currency] of owners.values())
      parts.push(...attribute(await this.queries.safeMoves(ownerId, currency)));
    return parts.filter(({ sourceId }) => sources.has(sourceId));
  }
}
