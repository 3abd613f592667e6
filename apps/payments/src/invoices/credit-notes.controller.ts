import { Controller } from '@nestjs/common';
import { network, requireRole } from '#libs/access';
import { creditInvoice, getCreditNote, getCreditNoteDocument, listCreditNotes } from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { Transactions } from '#libs/persistence';
import { CreditNotesService } from './credit-notes.service.js';
import { Crediting } from './crediting.js';
import { InvoiceDocuments } from './invoice-documents.js';

@Controller()
export class CreditNotesController {
  constructor(
    private readonly transactions: Transactions,
    private readonly crediting: Crediting,
    private readonly notes: CreditNotesService,
    private readonly documents: InvoiceDocuments,
  ) {}

  @Rpc(creditInvoice)
  credit(call: Call<typeof creditInvoice>) {
    const { actor, input } = call;
    requireRole(actor, ...network);
    return this.transactions.command(call, async (tx) =>
      this.notes.view(tx, await this.crediting.credit(tx, actor, input)),
    );
  }

  @Rpc(getCreditNote)
  get({ actor, input }: Call<typeof getCreditNote>) {
    return this.notes.get(actor, input.id);
  }

  @Rpc(getCreditNoteDocument)
  document({ actor, input }: Call<typeof getCreditNoteDocument>) {
    return this.documents.ofCreditNote(actor, input.id);
  }

  @Rpc(listCreditNotes)
  list({ actor, input }: Call<typeof listCreditNotes>) {
    return this.notes.list(actor, input);
  }
}
