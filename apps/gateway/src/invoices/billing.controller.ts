import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  getBillingProfile,
  getInvoicePolicy,
  InvoicePolicyChange,
  NewBillingProfile,
  setBillingProfile,
  setInvoicePolicy,
} from '#libs/contracts';
import { invalidField, notFound } from '#libs/errors';
import { Caller, Endpoint, IfMatch, network, PathId, Services, staff } from '../http/index.js';

const address = { street: 'Hafenstr. 7', postcode: '20457', city: 'Hamburg', country: 'DE' };
const exampleProfile = {
  ...{ legalName: 'Hafen GmbH', address, taxId: 'DE123456789', taxRateBasisPoints: 1900, paymentTermDays: 14 },
  ...{ email: 'ap@hafen.example', purchaseOrder: null },
};
const examplePolicy = {
  seller: {
    legalName: 'Shoreline Network B.V.',
    address: { street: 'Kade 1', postcode: '1011 AB', city: 'Amsterdam', country: 'NL' },
    ...{ taxId: 'NL001234567B01', email: 'billing@shoreline.example', bankName: 'Commerzbank' },
    ...{ iban: 'DE89370400440532013000', bic: 'COBADEFFXXX' },
  },
  ...{ invoicePrefix: 'INV', creditNotePrefix: 'CN', reminderDays: [-3, 1, 7, 14] },
  ...{ timeZone: 'Europe/Amsterdam', footer: '' },
};
const wrong = (field: string, message: string) => invalidField(`payments.${field}-invalid`, field, message, 'PM-5');

@ApiTags('Invoices')
@Controller()
export class BillingController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: "Read a client's billing profile",
    description: 'Who is billed, at which address, with which tax and term.',
    rules: ['PM-4'],
    roles: ['client', ...staff],
    of: 'client',
    answer: getBillingProfile,
    errors: [notFound('payments.no-billing-profile', 'It has no billing profile yet.', { rule: 'PM-4' })],
  })
  @Get('clients/:id/billing-profile')
  profile(@Caller() caller: Caller, @PathId() clientId: string) {
    return this.services.ask(caller, getBillingProfile, { clientId });
  }

  @Endpoint({
    summary: "Enter a client's billing profile",
    description: 'The first one with `If-Match: "0"`. Drafts follow it; what was issued keeps what it was issued with.',
    rules: ['PM-4', 'GW-4'],
    roles: network,
    of: 'client',
    answer: setBillingProfile,
    examples: { request: exampleProfile },
  })
  @Put('clients/:id/billing-profile')
  setProfile(
    @Caller() caller: Caller,
    @PathId() clientId: string,
    @IfMatch('or-none') version: number,
    @Body({ schema: NewBillingProfile }) profile: z.output<typeof NewBillingProfile>,
  ) {
    return this.services.ask(caller, setBillingProfile, { clientId, version, profile });
  }

  @Endpoint({
    summary: 'See the invoice policy',
    description: 'Who bills, how documents are numbered, when is reminded.',
    rules: ['PM-4'],
    roles: staff,
    answer: getInvoicePolicy,
  })
  @Get('invoice-policy')
  policy(@Caller() caller: Caller) {
    return this.services.ask(caller, getInvoicePolicy, {});
  }

  @Endpoint({
    summary: 'Change the invoice policy',
    description: 'It counts from the next invoice and the next reminder on. Days are those of its time zone.',
    rules: ['PM-4'],
    roles: ['admin'],
    answer: setInvoicePolicy,
    examples: { request: examplePolicy },
    errors: [
      wrong('iban', 'is not an IBAN: check its digits'),
      wrong('bic', 'is not a BIC of 8 or 11 characters'),
      invalidField('payments.bic-country', 'bic', 'is of another country than the IBAN', 'PM-5'),
      invalidField('payments.prefixes-alike', 'creditNotePrefix', 'must differ from that of invoices', 'PM-4'),
    ],
  })
  @Put('invoice-policy')
  setPolicy(
    @Caller() caller: Caller,
    @IfMatch() version: number,
    @Body({ schema: InvoicePolicyChange }) policy: z.output<typeof InvoicePolicyChange>,
  ) {
    return this.services.ask(caller, setInvoicePolicy, { version, policy });
  }
}
