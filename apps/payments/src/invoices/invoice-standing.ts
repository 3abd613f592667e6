import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { InvoiceStanding, paymentsEvents } from '#libs/contracts';
import { wireMoney } from '#libs/persistence';
import type { InvoiceEntity } from './invoice.entity.js';
import { sumsOf } from './invoice-state.rules.js';

export type Standing = z.output<typeof InvoiceStanding>;

/** What events tell of an invoice: all sums as they are now, in `tx`. */
export async function standingOf(tx: Pick<EntityManager, 'query'>, invoice: InvoiceEntity): Promise<Standing> {
  const { id, clientId, currency, movements, netMinor, taxMinor } = invoice;
  const money = (minor: bigint | string) => wireMoney(minor, currency);
  const { total, credited, paid } = sumsOf(invoice);
  const parts = await tx.query<{ placementId: string; expertId: string; net: string }[]>(
    `select placement_id as "placementId", expert_id as "expertId", sum(net_minor - credited_minor) as net
     from invoice_lines where invoice_id = $1 group by placement_id, expert_id order by placement_id`,
    [id],
  );
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
