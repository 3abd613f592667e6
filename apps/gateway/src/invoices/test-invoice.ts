import type { CreditNoteDocument } from './credit-note-paper.js';
import type { InvoiceDocument } from './invoice-paper.js';

const id = '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d10';
const other = '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d11';
const eur = (amount: string) => ({ amount, currency: 'EUR' });
const line = { settlementId: id, placementId: id, expertId: id, credited: eur('0.00') };

/** An invoice with a bit of everything on it, and names from many places. */
export const exampleInvoice: InvoiceDocument = {
  invoice: {
    ...{ id, number: 'INV-2026-000042', reference: 'RF54INV2026000042', clientId: id, state: 'partly-paid' },
    ...{
      clientName: 'Żółw & Søn <GmbH>',
      periodStart: '2026-03-02',
      periodEnd: '2026-03-15',
      lines: 2,
      minutes: 9_635,
    },
    ...{ net: eur('13598.75'), taxRateBasisPoints: 1950, tax: eur('2651.76'), total: eur('16250.51') },
    ...{ credited: eur('119.50'), paid: eur('1000.00'), open: eur('15131.01'), overdue: false, reminders: 0 },
    ...{ issuedOn: '2026-03-16', dueOn: '2026-03-30', purchaseOrder: 'PO-4711', note: 'Thank you for your trust.' },
    buyer: {
      legalName: 'Żółw & Søn Gesellschaft für sehr lange Firmennamen mit beschränkter Haftung <GmbH>',
      address: { street: 'Świętokrzyska 12 m. 4', postcode: '00-116', city: 'Łódź', country: 'PL' },
      ...{ taxId: 'PL5260250995', email: 'faktury@zolw.example' },
    },
    seller: {
      legalName: 'Ακτή Δίκτυο Α.Ε.',
      address: { street: 'Ερμού 18', postcode: '105 63', city: 'Αθήνα', country: 'GR' },
      ...{ taxId: 'EL094259216', email: 'billing@shoreline.example', bankName: 'Commerzbank' },
      ...{ iban: 'DE89370400440532013000', bic: 'COBADEFFXXX' },
    },
    ...{ history: [], version: 4, createdAt: '2026-03-16T00:00:00.000Z', createdBy: 'Shoreline' },
  },
  lines: [
    {
      ...{ ...line, id, position: 1, title: 'Ingestion pipeline', expertName: 'Olena Гнатюк', minutes: 9_555 },
      ...{ firstDay: '2026-03-02', lastDay: '2026-03-13', billRate: eur('85.00'), net: eur('13536.25') },
    },
    {
      ...{ ...line, id: other, position: 2, expertName: 'Γιώργος Παπαδόπουλος', minutes: 80 },
      title: 'Storefront for forty ports, with a long name that has to go on in a second line of its column',
      ...{ firstDay: '2026-03-09', lastDay: '2026-03-09', billRate: eur('46.88'), net: eur('62.50') },
    },
  ],
  tasks: [
    { invoiceLineId: id, taskTitle: 'Port adapter', minutes: 7_155, net: eur('10136.25') },
    { invoiceLineId: id, taskTitle: 'Cleaning rules', minutes: 2_400, net: eur('3400.00') },
    { invoiceLineId: other, taskTitle: 'Καλάθι: τα κουπόνια', minutes: 80, net: eur('62.50') },
  ],
  creditNotes: [{ number: 'CN-2026-000003', issuedOn: '2026-03-20', total: eur('119.50') }],
  at: '2026-03-21T08:00:00.000Z',
  footer: 'Shoreline Network, registered in Athens. Late payment: 8 % above the base rate.',
};

const { invoice, lines, footer, at } = exampleInvoice;
export const exampleDraft: InvoiceDocument = {
  ...exampleInvoice,
  invoice: { ...invoice, state: 'draft', number: null, reference: null, issuedOn: null, dueOn: null },
};
/** What took 119.50 off that invoice. */
export const exampleCreditNote: CreditNoteDocument = {
  ...{ invoice, footer, at, lines: lines.slice(0, 1) },
  creditNote: {
    ...{ id: other, number: 'CN-2026-000003', invoiceId: id, invoiceNumber: 'INV-2026-000042', clientId: id },
    reason: 'Жодного разу <не> двічі:\nan hour was billed twice, as agreed on the phone with Ewa Żółć.',
    ...{ lines: [{ invoiceLineId: id, net: eur('100.00') }], net: eur('100.00'), tax: eur('19.50') },
    ...{
      total: eur('119.50'),
      freed: eur('0.00'),
      billAgain: false,
      waiting: false,
      issuedOn: '2026-03-20',
      issuedBy: 'Ann Executive',
    },
    issuedAt: '2026-03-20T09:00:00.000Z',
  },
};
