import { Controller, Get, Header, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { getInvoiceDocument } from '#libs/contracts';
import { Caller, Endpoint, PathId, Services, staff } from '../http/index.js';
import { htmlOf } from '../print/html.js';
import { invoiceBlocks, invoiceFile, invoicePdf, titleOf } from './invoice-blocks.js';

const Page = z.string().meta({ description: 'A page to read and print' });
const Pdf = z.string().meta({ description: 'A4, as the client gets it', format: 'binary' });
const ofInvoice = { rules: ['PM-4'], of: 'invoice', roles: ['client', ...staff] as const };

@ApiTags('Invoices')
@Controller('invoices/:id')
export class InvoicePapersController {
  constructor(private readonly services: Services) {}

  @Endpoint({ ...ofInvoice, summary: 'Read an invoice as a page', answer: Page, produces: 'text/html' })
  @Header('content-type', 'text/html; charset=utf-8')
  @Get('page')
  async page(@Caller() caller: Caller, @PathId() id: string) {
    const document = await this.services.ask(caller, getInvoiceDocument, { id });
    return htmlOf(titleOf(document), invoiceBlocks(document));
  }

  @Endpoint({
    ...ofInvoice,
    summary: 'Download an invoice as PDF',
    description: 'With bank details, reference and the tasks behind it; a draft is marked as one.',
    answer: Pdf,
    produces: 'application/pdf',
  })
  @Get('invoice.pdf')
  async pdf(@Caller() caller: Caller, @PathId() id: string) {
    const document = await this.services.ask(caller, getInvoiceDocument, { id });
    return new StreamableFile(await invoicePdf(document), {
      type: 'application/pdf',
      disposition: `attachment; filename="${invoiceFile(document)}"`,
    });
  }
}
