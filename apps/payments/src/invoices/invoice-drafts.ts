import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, systemActor } from '#libs/access';
import { type DraftChange, paymentsEvents } from '#libs/contracts';
import { History } from '#libs/history';
import { Outbox } from '#libs/messaging';
import { insertAll, newId, wireMoney } from '#libs/persistence';
import { Clock, OnTimer, type Timer, Timers } from '#libs/time';
import { settlementDone } from '../settlement/settlement-runs.js';
import { type Draft, draftsOf } from './draft.rules.js';
import { InvoiceEntity } from './invoice.entity.js';
import { InvoiceLineEntity } from './invoice-line.entity.js';
import { lockedDraft } from './invoice-lock.js';
import { newWaitingCredits } from './waiting-credit.js';
import { takeWaitingLines } from './waiting-lines.js';

/** PM-4. From settlements to drafts, by itself after each run and on demand. A settlement is on one invoice at most. */
@Injectable()
export class InvoiceDrafts {
  /** Drafted in one transaction: enough to be quick, few enough for one answer. */
  draftsAtOnce = 1_000;

  constructor(
    private readonly outbox: Outbox,
    private readonly history: History,
    private readonly timers: Timers,
    private readonly clock: Clock,
  ) {}

  @OnTimer(settlementDone)
  async settled({ subjectId: runId }: Timer, tx: EntityManager): Promise<void> {
    const drafts = await this.draft(tx, systemActor);
    if (drafts.length === this.draftsAtOnce) await this.timers.set(tx, settlementDone, runId, this.clock.now());
  }

  /** Drafts of all that waits, or of one client's; no more than `draftsAtOnce`, the rest when it is asked for again. */
  async draft(tx: EntityManager, actor: Actor, clientId?: string): Promise<InvoiceEntity[]> {
    const drafts = draftsOf(await takeWaitingLines(tx, { clientId, limit: this.draftsAtOnce }));
    const invoices = drafts.map((draft) => this.invoice(actor, draft));
    await insertAll(tx, InvoiceEntity, invoices);
    await insertAll(
      tx,
      InvoiceLineEntity,
      drafts.flatMap(({ lines }, n) => lines.map((line, place) => lineOf(invoices[n]!.id, place + 1, line))),
    );
    await this.keepSettlements(tx, drafts, invoices);
    for (const { id } of invoices) await this.history.add(tx, id, actor, 'draft');
    await this.outbox.addAll(
      tx,
      paymentsEvents.invoiceDrafted,
      invoices.map(({ id, clientId: ofClient, netMinor, currency, periodStart, periodEnd }) => ({
        ...{ aggregateId: id, actor },
        data: { invoiceId: id, clientId: ofClient, net: wireMoney(netMinor, currency), periodStart, periodEnd },
      })),
    );
    if (drafts.length < this.draftsAtOnce) await this.tellCredits(tx, actor, clientId);
    return invoices;
  }

  /** What is below zero no draft takes up: a person is told, once for each sum. */
  private async tellCredits(tx: EntityManager, actor: Actor, onlyOf?: string): Promise<void> {
    const credits = await newWaitingCredits(tx, onlyOf);
    await this.outbox.addAll(
      tx,
      paymentsEvents.creditDue,
      credits.map(({ clientId, minor, currency }) => ({
        ...{ aggregateId: clientId, actor },
        data: { clientId, amount: wireMoney(-BigInt(minor), currency) },
      })),
    );
  }

  async change(
    tx: EntityManager,
    { id, version, change }: { id: string; version: number; change: z.output<typeof DraftChange> },
  ): Promise<InvoiceEntity> {
    const invoice = await lockedDraft(tx, { id, version });
    const { purchaseOrder = invoice.purchaseOrder, note = invoice.note } = change;
    const changed = { purchaseOrder, note, version: version + 1 };
    await tx.update(InvoiceEntity, id, changed);
    return Object.assign(invoice, changed);
  }

  /** Its settlements wait for the next draft; the history keeps who did it. */
  async discard(tx: EntityManager, actor: Actor, { id, version }: { id: string; version: number }): Promise<void> {
    await lockedDraft(tx, { id, version });
    for (const table of ['invoice_lines', 'invoiced_settlements'])
      await tx.query(`delete from ${table} where invoice_id = $1`, [id]);
    await tx.delete(InvoiceEntity, id);
    await this.history.add(tx, id, actor, 'discarded');
  }

  private invoice(actor: Actor, draft: Draft): InvoiceEntity {
    const { clientId, currency, periodStart, periodEnd, minutes, netMinor, lines } = draft;
    return {
      ...{ id: newId(), clientId, currency, state: 'draft', year: null, serial: null, number: null, reference: null },
      ...{ periodStart, periodEnd, lines: lines.length, minutes, netMinor: netMinor.toString() },
      ...{ taxRate: 0, taxMinor: '0', creditedNetMinor: '0', creditedTaxMinor: '0' },
      ...{ paidMinor: '0', movements: 0, issuedOn: null, dueOn: null, reminders: 0, purchaseOrder: null, note: null },
      ...{ buyer: null, seller: null, createdAt: this.clock.now(), createdBy: actor.name, version: 1 },
    };
  }

  private async keepSettlements(tx: EntityManager, drafts: Draft[], invoices: InvoiceEntity[]): Promise<void> {
    const rows = drafts.flatMap(({ lines }, n) =>
      [...new Set(lines.map(({ settlementId }) => settlementId))].map((settlement) => [settlement, invoices[n]!.id]),
    );
    await tx.query(
      `insert into invoiced_settlements (settlement_id, invoice_id, client_id)
       select settlement_id, invoice_id, client_id
       from unnest($1::uuid[], $2::uuid[]) as drafted (settlement_id, invoice_id)
       join settlements on settlements.id = settlement_id`,
      [rows.map(([settlement]) => settlement), rows.map(([, invoice]) => invoice)],
    );
  }
}

function lineOf(invoiceId: string, position: number, line: Draft['lines'][number]): InvoiceLineEntity {
  const { settlementId, contractNumber, placementId, expertId, title, expertName, firstDay, lastDay } = line;
  const { minutes, billRateMinor, netMinor, payMinor } = line;
  return {
    ...{ id: newId(), invoiceId, position, settlementId, contractNumber, placementId, expertId, title, expertName },
    ...{ firstDay, lastDay, minutes, billRateMinor, netMinor, payMinor, creditedMinor: '0' },
    releasedBy: null,
  };
}
