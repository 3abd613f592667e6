import { StreamableFile } from '@nestjs/common';
import { z } from 'zod';
import type { Invoice, InvoiceLine, MoneyWire, Party } from '#libs/contracts';
import type { Block } from '../print/block.js';
import { pdfOf } from '../print/pdf.js';
import { grouped, inFours } from '../print/words.rules.js';

export type InvoiceView = z.output<typeof Invoice>;
export type Line = z.output<typeof InvoiceLine>;

/** A document for a client, to read and to print. */
export interface Paper {
  title: string;
  /** Its name as a file. */
  file: string;
  network: string;
  blocks: Block[];
  /** The day from which the days of its link are counted, and when it was read. Without one no link opens it. */
  opensFrom: string | null;
  at: string;
}

export const PageToPrint = z.string().meta({ description: 'A page to read and print' });
export const PdfToPrint = z.string().meta({ description: 'A4, as the client gets it', format: 'binary' });
export const paperPdf = ({ title, network, blocks }: Paper): Promise<Buffer> => pdfOf({ title, network }, blocks);
export const paperFile = async (paper: Paper): Promise<StreamableFile> =>
  new StreamableFile(await paperPdf(paper), {
    type: 'application/pdf',
    disposition: `attachment; filename="${paper.file}"`,
  });

const daily = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
const countries = new Intl.DisplayNames(['en'], { type: 'region' });

export const networkOf = ({ seller }: InvoiceView): string => seller?.legalName ?? 'Shoreline';
export const words = (text: string | null): Block[] => (text ? [{ kind: 'text', text }] : []);
export const day = (date: string): string => daily.format(new Date(date));
export const figure = ({ amount }: MoneyWire): string => grouped(amount);
export const less = ({ amount }: MoneyWire): string => grouped(`-${amount}`);
export const named = ({ amount, currency }: MoneyWire): string => `${currency} ${grouped(amount)}`;
export const isNothing = ({ amount }: MoneyWire): boolean => !/[1-9]/.test(amount);

/** What was worked, by whom and when: a cell of a table. */
export const service = ({ title, expertName, firstDay, lastDay }: Line): string =>
  `${title}\n${expertName}, ${firstDay === lastDay ? day(firstDay) : `${day(firstDay)} to ${day(lastDay)}`}`;

export function parties({ seller, buyer }: InvoiceView): Block {
  return { kind: 'sides', sides: [side('From', seller), side('To', buyer)] };
}

function side(title: string, party: z.output<typeof Party> | null) {
  if (!party) return { title, lines: ['not entered yet'] };
  const { legalName, address, taxId, email } = party;
  const place = [`${address.postcode} ${address.city}`, countries.of(address.country) ?? address.country];
  return { title, lines: [legalName, address.street, ...place, ...(taxId ? [`Tax number ${taxId}`] : []), email] };
}

/** Net, tax and total of an invoice, or of a part of it. */
export const sumsOf = (
  { taxRateBasisPoints }: InvoiceView,
  { net, tax, total }: Record<'net' | 'tax' | 'total', MoneyWire>,
): [label: string, amount: string][] => [
  ['Net', figure(net)],
  [`Tax ${taxRateBasisPoints / 100} %`, figure(tax)],
  ['Total', figure(total)],
];

/** How to pay what is open of an invoice; a draft, or one that nothing is open of, asks for no money. */
export function payment({ state, seller, reference, dueOn, open }: InvoiceView): Block[] {
  if (state === 'draft' || isNothing(open) || !seller || !reference || !dueOn) return [];
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
