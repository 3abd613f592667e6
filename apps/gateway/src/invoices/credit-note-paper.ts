import type { z } from 'zod';
import type { getCreditNoteDocument } from '#libs/contracts';
import type { Block } from '../print/block.js';
import {
  day,
  figure,
  isNothing,
  named,
  networkOf,
  type Paper,
  parties,
  payment,
  service,
  sumsOf,
  words,
} from './document-parts.js';

export type CreditNoteDocument = z.output<(typeof getCreditNoteDocument)['output']>;

/** PM-4. A credit note as the client gets it: who, why, what is taken off which invoice, and what that means for it. */
export function creditNotePaper(document: CreditNoteDocument): Paper {
  const { creditNote, invoice, footer, at } = document;
  const { number, invoiceNumber, issuedOn, reason, total } = creditNote;
  const title = `Credit note ${number}`;
  return {
    ...{ title, file: `credit-note-${number}.pdf`, network: networkOf(invoice), opensFrom: issuedOn, at },
    blocks: [
      {
        ...{ kind: 'title', text: title },
        under: `${invoice.clientName} · corrects invoice ${invoiceNumber} of ${day(invoice.issuedOn!)}`,
      },
      parties(invoice),
      {
        kind: 'figures',
        figures: [
          { label: 'Credit note date', value: day(issuedOn) },
          { label: 'Of invoice', value: invoiceNumber },
          { label: 'Credited', value: named(total) },
        ],
      },
      ...words(`Reason: ${reason}`),
      { kind: 'heading', text: 'What is credited' },
      linesTable(document),
      { kind: 'heading', text: 'What it means for you' },
      ...meaningOf(document).flatMap(words),
      ...payment(invoice),
      ...words(footer),
    ],
  };
}

function linesTable({ creditNote, invoice, lines }: CreditNoteDocument): Block {
  const credited = new Map(creditNote.lines.map(({ invoiceLineId, net }) => [invoiceLineId, net]));
  return {
    kind: 'table',
    caption: `Lines of the invoice; all amounts in ${creditNote.total.currency}`,
    columns: [
      { title: '#', share: 0.05 },
      { title: 'Service', share: 0.57 },
      { title: 'Invoiced', share: 0.19, numeric: true },
      { title: 'Credited', share: 0.19, numeric: true },
    ],
    rows: lines.map((line) => [
      ...[`${line.position}`, service(line)],
      ...[figure(line.net), figure(credited.get(line.id)!)],
    ]),
    sums: sumsOf(invoice, creditNote).map(([label, amount]) => ['', label, '', amount]),
  };
}

/**
 * PM-4. What became of the client's money, a sentence each: what was paid beyond what is left is its credit, and of the
 * invoice so much is open; whether its hours come again. Of an invoice of 119.00 that is paid, a credit of 11.90 leaves nothing open and 11.90 of credit.
 */
export function meaningOf({ creditNote, invoice, at }: CreditNoteDocument): string[] {
  const { number, open, state } = invoice;
  const { freed, billAgain } = creditNote;
  const left =
    state === 'void'
      ? `Invoice ${number} is credited in full: nothing of it is to be paid.`
      : isNothing(open)
        ? `Nothing of invoice ${number} is to be paid any more.`
        : `Of invoice ${number}, ${named(open)} is still to be paid as of ${day(at)}.`;
  const yours = `${named(freed)} that you had paid became your credit: it goes to your next invoice, or back to you. Tell your account executive which you prefer.`;
  const again = 'Its hours will stand on a new invoice.';
  return [left, ...(isNothing(freed) ? [] : [yours]), ...(billAgain ? [again] : [])];
}
