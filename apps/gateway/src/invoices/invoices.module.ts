import { Module } from '@nestjs/common';
import { BillingController } from './billing.controller.js';
import { CreditNotesController } from './credit-notes.controller.js';
import { InvoicesController } from './invoices.controller.js';
import { PaperLinksController } from './paper-links.controller.js';

@Module({
  controllers: [InvoicesController, CreditNotesController, PaperLinksController, BillingController],
})
export class InvoicesModule {}
