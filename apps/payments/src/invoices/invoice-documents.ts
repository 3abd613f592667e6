import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import type { z } from 'zod';
import type { Actor } from '#libs/access';
import type { getCreditNoteDocument, getInvoiceDocument } from '#libs/contracts';
import { wireMoney } from '#libs/persistence';
import { Clock } from '#libs/time';
import { Billing, partyOf } from '../billing/billing.service.js';
import { CreditNoteEntity } from './credit-note.entity.js';
import { CreditNotesService } from './credit-notes.service.js';
import type { InvoiceEntity } from './invoice.entity.js';
import { invoiceLineView } from './invoice.view.js';
import { InvoiceLineEntity } from './invoice-line.entity.js';
import { InvoicesService } from './invoices.service.js';

interface TaskRow {
  invoiceLineId: string;
  taskTitle: string;
  minutes: number;
  minor: string;
}

/** PM-4. All that an invoice or a credit note says on paper. */
@Injectable()
export class InvoiceDocuments {
  constructor(
    private readonly dataSource: DataSource,
    private readonly invoices: InvoicesService,
    private readonly creditNotes: CreditNotesService,
    private readonly billing: Billing,
    private readonly clock: Clock,
  ) {}

  /** A draft says what it would be issued with today. */
  async ofInvoice(actor: Actor, id: string): Promise<z.output<(typeof getInvoiceDocument)['output']>> {
    const on = this.dataSource.manager;
    const invoice = await this.invoices.readable(actor, id);
    const { clientId, currency } = invoice;
    const [said, tasks, notes, { seller }, profile] = await Promise.all([
      this.said(invoice),
      on.query<TaskRow[]>(
        `select line.id as "invoiceLineId", max(task_title) as "taskTitle", sum(approved.minutes)::integer as minutes,
           sum(settled.bill_minor) as minor
         from invoice_lines line
         join settlement_lines settled using (settlement_id, contract_number)
         join approved_lines approved using (entry_id)
         where line.invoice_id = $1 group by line.id, line.position, task_id order by line.position, "taskTitle", task_id`,
        [id],
      ),
      on.find(CreditNoteEntity, { where: { invoiceId: id }, order: { serial: 'asc' } }),
      this.billing.policy(on),
      this.billing.known(on, clientId),
    ]);
    const { invoice: view } = said;
    return {
      ...said,
      invoice: { ...view, buyer: view.buyer ?? (profile ? partyOf(profile) : null), seller: view.seller ?? seller },
      tasks: tasks.map(({ minor, ...task }) => ({ ...task, net: wireMoney(minor, currency) })),
      creditNotes: notes.map(({ number, issuedOn, netMinor, taxMinor }) => ({
        ...{ number, issuedOn, total: wireMoney(BigInt(netMinor) + BigInt(taxMinor), currency) },
      })),
    };
  }

  /** It names the parties of the invoice that it corrects. */
  async ofCreditNote(actor: Actor, id: string): Promise<z.output<(typeof getCreditNoteDocument)['output']>> {
    const note = await this.creditNotes.readable(actor, id);
    const invoice = await this.invoices.readable(actor, note.invoiceId);
    const said = await this.said(
      invoice,
      note.lines.map(({ invoiceLineId }) => invoiceLineId),
    );
    return { ...said, creditNote: await this.creditNotes.view(this.dataSource.manager, note) };
  }

  /** What both say of the invoice, with all of its lines unless some are named. */
  private async said(invoice: InvoiceEntity, lineIds?: string[]) {
    const on = this.dataSource.manager;
    const where = { invoiceId: invoice.id, ...(lineIds && { id: In(lineIds) }) };
    const [view, lines, { footer }] = await Promise.all([
      this.invoices.view(on, invoice),
      on.find(InvoiceLineEntity, { where, order: { position: 'asc' } }),
      this.billing.policy(on),
    ]);
    return {
      invoice: view,
      lines: lines.map((line) => invoiceLineView(line, invoice.currency)),
      footer,
      at: this.clock.now().toISOString(),
    };
  }
}
