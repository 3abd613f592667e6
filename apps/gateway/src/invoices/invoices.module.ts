import { Module } from '@nestjs/common';
import { BillingController } from './billing.controller.js';
import { CreditNotesController } from './credit-notes.controller.js';
import { InvoicePapersController } from './invoice-papers.controller.js';
import { InvoicePageController } from './invoice-page.controller.js';
import { InvoicesController } from './invoices.controller.js';

@Module({
  controllers: [
    InvoicesController,
    InvoicePapersController,
    InvoicePageController,
    CreditNotesController,
    BillingController,
  ],
})
export class InvoicesModule {}
