import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { InvoiceStanding, paymentsEvents } from '#libs/contracts';
import { wireMoney } from '#libs/persistence';
import type { InvoiceEntity } from './invoice.entity.js';
import { sumsOf } from './invoice-state.rules.js';

export type Standing = z.output<typeof InvoiceStanding>;

type Queries = Pick<EntityManager, 'query'>;
interface PartRow {
  invoiceId: string;
  placementId: string;
  expertId: string;
  net: string;
}

/** What events tell of an invoice: all sums as they are now, in `tx`. */
export async function standingOf(tx: Queries, invoice: InvoiceEntity): Promise<Standing> {
  return (await standingsOf(tx, [invoice]))(invoice);
}

/** The same of many, each as its entity is when it is asked for. */
export async function standingsOf(
  tx: Queries,
  invoices: readonly InvoiceEntity[],
): Promise<(invoice: InvoiceEntity) => Standing> {
  const rows = await tx.query<PartRow[]>(
    `select invoice_id as "invoiceId", placement_id as "placementId", expert_id as "expertId",
       sum(net_minor - credited_minor) as net
     from invoice_lines where invoice_id = any($1) group by 1, 2, 3 order by placement_id`,
    [invoices.map(({ id }) => id)],
  );
  const parts = Map.groupBy(rows, ({ invoiceId }) => invoiceId);
  return (invoice) => standing(invoice, parts.get(invoice.id) ?? []);
}

function standing(invoice: InvoiceEntity, parts: readonly PartRow[]): Standing {
  const { clientId, currency, movements, netMinor, taxMinor } = invoice;
  const money = (minor: bigint | string) => wireMoney(minor, currency);
  const { total, credited, paid } = sumsOf(invoice);
  return {
    ...{ number: movements, invoiceNumber: invoice.number ?? '', clientId },
    ...{ net: money(netMinor), tax: money(taxMinor), total: money(total) },
    ...{ credited: money(credited), paid: money(paid) },
    parts: parts.map(({ placementId, expertId, net }) => ({ placementId, expertId, net: money(net) })),
  };
}

type PayTo = z.output<(typeof paymentsEvents)['invoiceIssued']['data']>['payTo'];

/** What mail tells of how to pay an issued invoice: the same as stands on it. */
export function payToOf({ seller, reference }: InvoiceEntity): PayTo {
  const { legalName: holder, bankName, iban, bic } = seller!;
  return { holder, bankName, iban, bic, reference: reference! };
}
