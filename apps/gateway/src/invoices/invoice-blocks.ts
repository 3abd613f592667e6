import type { z } from 'zod';
import type { getInvoiceDocument, MoneyWire, Party } from '#libs/contracts';
import type { Block } from '../print/block.js';
import { pdfOf } from '../print/pdf.js';
import { grouped, hours, inFours } from '../print/words.rules.js';

export type InvoiceDocument = z.output<(typeof getInvoiceDocument)['output']>;
type Invoice = InvoiceDocument['invoice'];
type Line = InvoiceDocument['lines'][number];

const daily = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
const countries = new Intl.DisplayNames(['en'], { type: 'region' });

export const titleOf = ({ invoice }: InvoiceDocument): string =>
  invoice.number ? `Invoice ${invoice.number}` : 'Draft of an invoice';
export const invoiceFile = ({ invoice }: InvoiceDocument): string =>
  invoice.number ? `invoice-${invoice.number}.pdf` : 'invoice-draft.pdf';
export const invoicePdf = (document: InvoiceDocument): Promise<Buffer> => {
  const network = document.invoice.seller?.legalName ?? 'Shoreline';
  return pdfOf({ title: titleOf(document), network }, invoiceBlocks(document));
};

/** PM-4. An invoice as the client gets it: who, what, how much, how to pay; and what was worked on behind it. */
export function invoiceBlocks(document: InvoiceDocument): Block[] {
  const { invoice, lines, footer } = document;
  const { state, note, purchaseOrder, clientName, periodStart, periodEnd } = invoice;
  const mark = state === 'draft' ? 'DRAFT' : state === 'void' ? 'VOID' : undefined;
  return [
    ...(mark ? [{ kind: 'mark', text: mark } as const] : []),
    {
      kind: 'title',
      text: titleOf(document),
      under: `${clientName} · services from ${day(periodStart)} to ${day(periodEnd)}`,
    },
    { kind: 'sides', sides: [side('From', invoice.seller), side('To', invoice.buyer)] },
    { kind: 'figures', figures: figuresOf(invoice) },
    ...words(purchaseOrder && `Your purchase order: ${purchaseOrder}`),
    ...words(note),
    { kind: 'heading', text: 'Services' },
    linesTable(document),
    ...(state !== 'draft' && isOwed(invoice) ? payment(invoice) : []),
    ...words(footer),
    { kind: 'heading', text: 'Annex: tasks worked on' },
    ...lines.map((line) => taskTable(document, line)),
  ];
}

const words = (text: string | null): Block[] => (text ? [{ kind: 'text', text }] : []);
const day = (date: string): string => daily.format(new Date(date));
const days = ({ firstDay, lastDay }: Line): string =>
  firstDay === lastDay ? day(firstDay) : `${day(firstDay)} to ${day(lastDay)}`;
const figure = ({ amount }: MoneyWire): string => grouped(amount);
const named = ({ amount, currency }: MoneyWire): string => `${currency} ${grouped(amount)}`;
const isNothing = ({ amount }: MoneyWire): boolean => !/[1-9]/.test(amount);
const isOwed = ({ open }: Invoice): boolean => !isNothing(open);

function side(title: string, party: z.output<typeof Party> | null) {
  if (!party) return { title, lines: ['not entered yet'] };
  const { legalName, address, taxId, email } = party;
  const place = [`${address.postcode} ${address.city}`, countries.of(address.country) ?? address.country];
  return { title, lines: [legalName, address.street, ...place, ...(taxId ? [`Tax number ${taxId}`] : []), email] };
}

function figuresOf({ issuedOn, dueOn, total, open, state }: Invoice) {
  return [
    { label: 'Invoice date', value: issuedOn ? day(issuedOn) : '–' },
    { label: 'Due date', value: dueOn ? day(dueOn) : '–' },
    state === 'draft' ? { label: 'Total', value: named(total) } : { label: 'To pay', value: named(open) },
  ];
}

function linesTable({ invoice, lines, creditNotes }: InvoiceDocument): Block {
  const { currency } = invoice.total;
  return {
    kind: 'table',
    caption: `All amounts in ${currency}`,
    columns: [
      { title: '#', share: 0.05 },
      { title: 'Service', share: 0.43 },
      { title: 'Time', share: 0.17, numeric: true },
      { title: 'Rate per hour', share: 0.16, numeric: true },
      { title: 'Amount', share: 0.19, numeric: true },
    ],
    rows: lines.map((line) => [
      `${line.position}`,
      `${line.title}\n${line.expertName}, ${days(line)}`,
      ...[hours(line.minutes), figure(line.billRate), figure(line.net)],
    ]),
    sums: sumsOf(invoice, creditNotes).map(([label, amount]) => ['', label, '', '', amount]),
  };
}

function sumsOf(invoice: Invoice, creditNotes: InvoiceDocument['creditNotes']): [label: string, amount: string][] {
  const { net, tax, total, paid, open, taxRateBasisPoints } = invoice;
  const sums: [string, string][] = [
    ['Net', figure(net)],
    [`Tax ${taxRateBasisPoints / 100} %`, figure(tax)],
    ['Total', figure(total)],
  ];
  const since: [string, string][] = [
    ...creditNotes.map(({ number, issuedOn, total: credited }): [string, string] => [
      `Credit note ${number} of ${day(issuedOn)}`,
      less(credited),
    ]),
    ...(isNothing(paid) ? [] : [['Paid', less(paid)] satisfies [string, string]]),
  ];
  return since.length ? [...sums, ...since, ['To pay', figure(open)]] : sums;
}

const less = ({ amount }: MoneyWire): string => grouped(`-${amount}`);

function payment({ seller, reference, dueOn, open }: Invoice): Block[] {
  if (!seller || !reference || !dueOn) return [];
  const { legalName, iban, bic, bankName } = seller;
  return [
    { kind: 'heading', text: 'How to pay' },
    {
      kind: 'sides',
      sides: [
        { title: 'Account', lines: [legalName, `IBAN ${inFours(iban)}`, `BIC ${bic}`, bankName] },
        { title: 'Reference', lines: [inFours(reference)] },
      ],
    },
    { kind: 'text', text: `Please transfer ${named(open)} by ${day(dueOn)}, and name the reference.` },
  ];
}

function taskTable({ tasks }: InvoiceDocument, { id, position, title, expertName, net }: Line): Block {
  return {
    kind: 'table',
    caption: `${position}. ${title} · ${expertName}`,
    columns: [
      { title: 'Task', share: 0.64 },
      { title: 'Time', share: 0.17, numeric: true },
      { title: 'Amount', share: 0.19, numeric: true },
    ],
    rows: tasks
      .filter(({ invoiceLineId }) => invoiceLineId === id)
      .map((task) => [task.taskTitle, hours(task.minutes), figure(task.net)]),
    sums: [['Together', '', figure(net)]],
  };
}
