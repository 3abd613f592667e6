import { Module, type Type } from '@nestjs/common';
import { BillingController } from '../billing/billing.controller.js';
import { Billing } from '../billing/billing.service.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { CreditNoteEntity } from './credit-note.entity.js';
import { CreditNotesController } from './credit-notes.controller.js';
import { CreditNotesService } from './credit-notes.service.js';
import { Crediting } from './crediting.js';
import { InvoiceEntity } from './invoice.entity.js';
import { InvoiceDocuments } from './invoice-documents.js';
import { InvoiceDrafts } from './invoice-drafts.js';
import { InvoiceIssuing } from './invoice-issuing.js';
import { InvoiceLineEntity } from './invoice-line.entity.js';
import { InvoiceMoney } from './invoice-money.js';
import { InvoiceReminders } from './invoice-reminders.js';
import { InvoicesController } from './invoices.controller.js';
import { InvoicesService } from './invoices.service.js';

export const invoicesEntities: Type[] = [InvoiceEntity, InvoiceLineEntity, CreditNoteEntity];

/** Invoices, credit notes and who is billed (PM-4). */
@Module({
  imports: [LedgerModule],
  controllers: [BillingController, InvoicesController, CreditNotesController],
  providers: [
    Billing,
    InvoiceDrafts,
    InvoiceIssuing,
    InvoiceReminders,
    InvoiceDocuments,
    InvoicesService,
    Crediting,
    CreditNotesService,
    InvoiceMoney,
  ],
  exports: [InvoiceMoney],
})
export class InvoicesModule {}
