import { z } from 'zod';
import { command, query } from '../contract.js';
import { country } from '../placement/fields.js';
import { Email, Id, Instant, text, TimeZone, Version } from '../shapes.js';

// Who bills and who is billed (PM-4)

const address = z
  .strictObject({ street: text(70), postcode: text(16), city: text(35), country })
  .meta({ id: 'PostalAddress', description: 'Structured, as banks want it' });
/** Of a hundred, in whole hundredths: 1900 is 19 %. */
const taxRate = z.int().min(0).max(10_000).meta({ description: 'In basis points: 1900 is 19 %', example: 1900 });

const profile = {
  legalName: text(140),
  address,
  taxId: text(30).nullable(),
  taxRateBasisPoints: taxRate,
  paymentTermDays: z.int().min(0).max(180),
  email: Email.meta({ description: 'Where invoices and reminders go' }),
  purchaseOrder: text(70).nullable(),
};
export const BillingProfile = z
  .object({ clientId: Id, ...profile, version: Version, changedAt: Instant, changedBy: z.string() })
  .meta({ id: 'BillingProfile' });
export const NewBillingProfile = z.strictObject(profile).meta({ id: 'NewBillingProfile' });
/** 404 `payments.no-billing-profile` while there is none. */
export const getBillingProfile = query('payments.get-billing-profile', {
  input: z.object({ clientId: Id }),
  output: BillingProfile,
});
/** `version` 0 for the first one. Issued invoices keep what they were issued with. */
export const setBillingProfile = command('payments.set-billing-profile', {
  input: z.object({ clientId: Id, version: z.int().min(0), profile: NewBillingProfile }),
  output: BillingProfile,
});

const seller = z
  .strictObject({
    legalName: text(140),
    address,
    taxId: text(30).nullable(),
    email: Email,
    bankName: text(70),
    iban: text(42),
    bic: text(11),
  })
  .meta({ id: 'Seller' });
const policy = {
  seller: seller.nullable().meta({ description: 'Nothing is issued before it is entered' }),
  invoicePrefix: z
    .string()
    .regex(/^[A-Z]{1,6}$/, 'must be up to six capital letters')
    .meta({ example: 'INV' }),
  creditNotePrefix: z
    .string()
    .regex(/^[A-Z]{1,6}$/, 'must be up to six capital letters')
    .meta({ example: 'CN' }),
  reminderDays: z
    .array(z.int().min(-60).max(365))
    .max(10)
    .meta({ description: 'Days after the due date, before it when negative', example: [-3, 1, 7, 14] }),
  timeZone: TimeZone.meta({
    description: 'Of the seller: its days are those of documents, their numbers and due dates',
  }),
  footer: text(500, 0),
};
export const InvoicePolicy = z.object({ ...policy, version: Version }).meta({ id: 'InvoicePolicy' });
export const InvoicePolicyChange = z.strictObject(policy).meta({ id: 'InvoicePolicyChange' });
export const getInvoicePolicy = query('payments.get-invoice-policy', { input: z.object({}), output: InvoicePolicy });
export const setInvoicePolicy = command('payments.set-invoice-policy', {
  input: z.object({ version: Version, policy: InvoicePolicyChange }),
  output: InvoicePolicy,
});

/** A party as it stands on an issued document. */
export const Party = z
  .object({ legalName: z.string(), address, taxId: z.string().nullable(), email: z.string() })
  .meta({ id: 'Party' });
export const SellerParty = Party.extend({ bankName: z.string(), iban: z.string(), bic: z.string() }).meta({
  id: 'SellerParty',
});
