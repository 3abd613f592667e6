import type { z } from 'zod';
import type { getInvoiceDocument } from '#libs/contracts';
import type { Block } from '../print/block.js';
import { hours } from '../print/words.rules.js';
import {
  day,
  figure,
  type InvoiceView,
  isNothing,
  less,
  type Line,
  named,
  networkOf,
  type Paper,
  parties,
  payment,
  service,
  sumsOf,
  words,
} from './document-parts.js';

export type InvoiceDocument = z.output<(typeof getInvoiceDocument)['output']>;

/** PM-4. An invoice as the client gets it: who, what, how much, how to pay; and what was worked on behind it. */
export function invoicePaper(document: InvoiceDocument): Paper {
  const { invoice, lines, footer, at } = document;
  const { number, state, note, purchaseOrder, clientName, periodStart, periodEnd } = invoice;
  const title = number ? `Invoice ${number}` : 'Draft of an invoice';
  const mark = state === 'draft' ? 'DRAFT' : state === 'void' ? 'VOID' : undefined;
  return {
    ...{ title, file: `invoice-${number ?? 'draft'}.pdf`, network: networkOf(invoice) },
    ...{ opensFrom: invoice.dueOn, at },
    blocks: [
      ...(mark ? [{ kind: 'mark', text: mark } as const] : []),
      {
        ...{ kind: 'title', text: title },
        under: `${clientName} · services from ${day(periodStart)} to ${day(periodEnd)}`,
      },
      parties(invoice),
      { kind: 'figures', figures: figuresOf(invoice) },
      ...words(purchaseOrder && `Your purchase order: ${purchaseOrder}`),
      ...words(note),
      { kind: 'heading', text: 'Services' },
      linesTable(document),
      ...payment(invoice),
      ...words(footer),
      { kind: 'heading', text: 'Annex: tasks worked on' },
      ...lines.map((line) => taskTable(document, line)),
    ],
  };
}

function figuresOf({ issuedOn, dueOn, total, open, state }: InvoiceView) {
  return [
    { label: 'Invoice date', value: issuedOn ? day(issuedOn) : '–' },
    { label: 'Due date', value: dueOn ? day(dueOn) : '–' },
    state === 'draft' ? { label: 'Total', value: named(total) } : { label: 'To pay', value: named(open) },
  ];
}

function linesTable({ invoice, lines, creditNotes }: InvoiceDocument): Block {
  const { paid, open } = invoice;
  const since: [string, string][] = [
    ...creditNotes.map(({ number, issuedOn, total }): [string, string] => [
      `Credit note ${number} of ${day(issuedOn)}`,
      less(total),
    ]),
    ...(isNothing(paid) ? [] : [['Paid', less(paid)] satisfies [string, string]]),
  ];
  const sums = [...sumsOf(invoice, invoice), ...since, ...(since.length ? [['To pay', figure(open)] as const] : [])];
  return {
    kind: 'table',
    caption: `All amounts in ${open.currency}`,
    columns: [
      { title: '#', share: 0.05 },
      { title: 'Service', share: 0.43 },
      { title: 'Time', share: 0.17, numeric: true },
      { title: 'Rate per hour', share: 0.16, numeric: true },
      { title: 'Amount', share: 0.19, numeric: true },
    ],
    rows: lines.map((line) => [
      ...[`${line.position}`, service(line)],
      ...[hours(line.minutes), figure(line.billRate), figure(line.net)],
    ]),
    sums: sums.map(([label, amount]) => ['', label, '', '', amount]),
  };
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
