import type { z } from 'zod';
import type { CreditNote, Invoice, InvoiceLine } from '#libs/contracts';
import type { ChangeView } from '#libs/history';
import { wireMoney } from '#libs/persistence';
import type { Day } from '#libs/time';
import type { CreditNoteEntity } from './credit-note.entity.js';
import type { InvoiceEntity } from './invoice.entity.js';
import type { InvoiceLineEntity } from './invoice-line.entity.js';
import { sumsOf } from './invoice-state.rules.js';
import { taxedAt } from './tax.rules.js';

export interface InvoiceContext {
  clientName: string;
  /** A draft is taxed as it would be if it were issued now. */
  draftTaxRate: number;
  history: ChangeView[];
  today: Day;
}

export function invoiceView(
  stored: InvoiceEntity,
  { clientName, draftTaxRate, history, today }: InvoiceContext,
): z.output<typeof Invoice> {
  const invoice = stored.state === 'draft' ? { ...stored, ...taxedAt(stored, draftTaxRate) } : stored;
  const { id, number, reference, clientId, state, currency, dueOn } = invoice;
  const money = (minor: string | bigint) => wireMoney(minor, currency);
  const { total, credited, paid, open } = sumsOf(invoice);
  return {
    ...{ id, number, reference, clientId, clientName, state, lines: invoice.lines, minutes: invoice.minutes },
    ...{ periodStart: invoice.periodStart, periodEnd: invoice.periodEnd, net: money(invoice.netMinor) },
    ...{ taxRateBasisPoints: invoice.taxRate, tax: money(invoice.taxMinor), total: money(total) },
    ...{ credited: money(credited), paid: money(paid), open: money(open), issuedOn: invoice.issuedOn, dueOn },
    ...{ overdue: state !== 'draft' && open > 0n && dueOn !== null && dueOn < today, reminders: invoice.reminders },
    ...{ purchaseOrder: invoice.purchaseOrder, note: invoice.note, buyer: invoice.buyer, seller: invoice.seller },
    ...{ history, version: invoice.version, createdAt: invoice.createdAt.toISOString(), createdBy: invoice.createdBy },
  };
}

/** What the expert gets is not told: clients read this. */
export function invoiceLineView(line: InvoiceLineEntity, currency: string): z.output<typeof InvoiceLine> {
  const { id, position, settlementId, placementId, expertId, title, expertName, firstDay, lastDay, minutes } = line;
  const money = (minor: string) => wireMoney(minor, currency);
  return {
    ...{ id, position, settlementId, placementId, expertId, title, expertName, firstDay, lastDay, minutes },
    ...{ billRate: money(line.billRateMinor), net: money(line.netMinor), credited: money(line.creditedMinor) },
  };
}

export function creditNoteView(note: CreditNoteEntity, invoiceNumber: string): z.output<typeof CreditNote> {
  const { id, number, invoiceId, clientId, reason, currency, netMinor, taxMinor, freedMinor, issuedOn } = note;
  const money = (minor: string | bigint) => wireMoney(minor, currency);
  return {
    ...{ id, number, invoiceId, invoiceNumber, clientId, reason },
    lines: note.lines.map(({ invoiceLineId, minor }) => ({ invoiceLineId, net: money(minor) })),
    ...{ net: money(netMinor), tax: money(taxMinor), total: money(BigInt(netMinor) + BigInt(taxMinor)) },
    ...{
      freed: money(freedMinor),
      billAgain: note.billAgain,
      waiting: note.waiting,
      issuedOn,
      issuedAt: note.issuedAt.toISOString(),
      issuedBy: note.issuedBy,
    },
  };
}
