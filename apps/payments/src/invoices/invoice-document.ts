import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import type { Actor } from '#libs/access';
import type { getInvoiceDocument } from '#libs/contracts';
import { wireMoney } from '#libs/persistence';
import { Clock } from '#libs/time';
import { Billing, partyOf } from '../billing/billing.service.js';
import { CreditNoteEntity } from './credit-note.entity.js';
import { invoiceLineView } from './invoice.view.js';
import { InvoiceLineEntity } from './invoice-line.entity.js';
import { InvoicesService } from './invoices.service.js';

interface TaskRow {
  invoiceLineId: string;
  taskTitle: string;
  minutes: number;
  minor: string;
}

/** PM-4. All that an invoice says on paper; a draft says what it would be issued with today. */
@Injectable()
export class InvoiceDocument {
  constructor(
    private readonly dataSource: DataSource,
    private readonly invoices: InvoicesService,
    private readonly billing: Billing,
    private readonly clock: Clock,
  ) {}

  async of(actor: Actor, id: string): Promise<z.output<(typeof getInvoiceDocument)['output']>> {
    const on = this.dataSource.manager;
    const invoice = await this.invoices.readable(actor, id);
    const { clientId, currency } = invoice;
    const [lines, tasks, notes, { footer, seller }, profile] = await Promise.all([
      on.find(InvoiceLineEntity, { where: { invoiceId: id }, order: { position: 'asc' } }),
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
    const view = await this.invoices.view(on, invoice);
    return {
      invoice: { ...view, buyer: view.buyer ?? (profile ? partyOf(profile) : null), seller: view.seller ?? seller },
      lines: lines.map((line) => invoiceLineView(line, currency)),
      tasks: tasks.map(({ minor, ...task }) => ({ ...task, net: wireMoney(minor, currency) })),
      creditNotes: notes.map(({ number, issuedOn, netMinor, taxMinor }) => ({
        ...{ number, issuedOn, total: wireMoney(BigInt(netMinor) + BigInt(taxMinor), currency) },
      })),
      footer,
      at: this.clock.now().toISOString(),
    };
  }
}
