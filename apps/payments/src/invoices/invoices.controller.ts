import { Controller } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { network, requireRole } from '#libs/access';
import {
  changeDraft,
  discardDraft,
  draftInvoices,
  getInvoice,
  getInvoiceDocument,
  issueInvoice,
  listInvoiceEntries,
  listInvoiceLines,
  listInvoices,
} from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { Transactions } from '#libs/persistence';
import type { InvoiceEntity } from './invoice.entity.js';
import { InvoiceDocuments } from './invoice-documents.js';
import { InvoiceDrafts } from './invoice-drafts.js';
import { InvoiceIssuing } from './invoice-issuing.js';
import { InvoicesService } from './invoices.service.js';

@Controller()
export class InvoicesController {
  constructor(
    private readonly transactions: Transactions,
    private readonly drafts: InvoiceDrafts,
    private readonly issuing: InvoiceIssuing,
    private readonly invoices: InvoicesService,
    private readonly documents: InvoiceDocuments,
  ) {}

  @Rpc(draftInvoices)
  draft(call: Call<typeof draftInvoices>) {
    const { actor, input } = call;
    requireRole(actor, ...network);
    return this.transactions.command(call, async (tx) => ({
      items: await this.invoices.views(tx, await this.drafts.draft(tx, actor, input.clientId)),
    }));
  }

  @Rpc(changeDraft)
  change(call: Call<typeof changeDraft>) {
    return this.command(call, (tx) => this.drafts.change(tx, call.input));
  }

  @Rpc(discardDraft)
  discard(call: Call<typeof discardDraft>) {
    const { actor, input } = call;
    requireRole(actor, ...network);
    return this.transactions.command(call, async (tx) => {
      await this.drafts.discard(tx, actor, input);
      return { id: input.id };
    });
  }

  @Rpc(issueInvoice)
  issue(call: Call<typeof issueInvoice>) {
    return this.command(call, (tx) => this.issuing.issue(tx, call.actor, call.input));
  }

  @Rpc(getInvoice)
  get({ actor, input }: Call<typeof getInvoice>) {
    return this.invoices.get(actor, input.id);
  }

  @Rpc(listInvoices)
  list({ actor, input }: Call<typeof listInvoices>) {
    return this.invoices.list(actor, input);
  }

  @Rpc(listInvoiceLines)
  lines({ actor, input: { id, ...page } }: Call<typeof listInvoiceLines>) {
    return this.invoices.lines(actor, id, page);
  }

  @Rpc(listInvoiceEntries)
  entries({ actor, input: { id, ...filter } }: Call<typeof listInvoiceEntries>) {
    return this.invoices.entries(actor, id, filter);
  }

  @Rpc(getInvoiceDocument)
  document({ actor, input }: Call<typeof getInvoiceDocument>) {
    return this.documents.ofInvoice(actor, input.id);
  }

  private command(
    call: Parameters<Transactions['command']>[0] & Pick<Call, 'actor'>,
    work: (tx: EntityManager) => Promise<InvoiceEntity>,
  ) {
    requireRole(call.actor, ...network);
    return this.transactions.command(call, async (tx) => this.invoices.view(tx, await work(tx)));
  }
}
