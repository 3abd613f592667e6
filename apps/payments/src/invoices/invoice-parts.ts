import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { paymentsEvents } from '#libs/contracts';
import { wireMoney } from '#libs/persistence';
import type { CreditNoteEntity } from './credit-note.entity.js';
import type { InvoiceEntity } from './invoice.entity.js';
import type { InvoiceLineEntity } from './invoice-line.entity.js';

type Costs = z.output<(typeof paymentsEvents)['invoiceIssued']['data']>['costs'];
type Parts = z.output<(typeof paymentsEvents)['creditNoteIssued']['data']>['parts'];

interface CostRow {
  placementId: string;
  expertId: string;
  pay: string;
  minutes: number;
}
const costs = (rows: readonly CostRow[], currency: string): Costs =>
  rows.map(({ pay, ...cost }) => ({ ...cost, pay: wireMoney(pay, currency) }));

/** What experts got for what an invoice bills, by placement. */
export async function costsOf(
  tx: Pick<EntityManager, 'query'>,
  { id, currency }: Pick<InvoiceEntity, 'id' | 'currency'>,
): Promise<Costs> {
  const rows = await tx.query<CostRow[]>(
    `select placement_id as "placementId", expert_id as "expertId", sum(pay_minor) as pay, sum(minutes)::integer as minutes
     from invoice_lines where invoice_id = $1 group by placement_id, expert_id order by placement_id`,
    [id],
  );
  return costs(rows, currency);
}

/** What experts gave back with the corrections that a credit note takes up: more than nothing, as it comes off. */
export async function costsOfWaiting(
  tx: Pick<EntityManager, 'query'>,
  { id, currency }: Pick<CreditNoteEntity, 'id' | 'currency'>,
): Promise<Costs> {
  const rows = await tx.query<CostRow[]>(
    `select placement_id as "placementId", expert_id as "expertId", -sum(pay_minor) as pay, -sum(minutes)::integer as minutes
     from settlements join invoiced_settlements on settlement_id = settlements.id
     where credit_note_id = $1 group by placement_id, expert_id order by placement_id`,
    [id],
  );
  return costs(rows, currency);
}

/** What a credit note takes off, by placement. */
export function partsOf(
  { lines: credited, currency }: Pick<CreditNoteEntity, 'lines' | 'currency'>,
  lines: readonly InvoiceLineEntity[],
): Parts {
  const ofLine = new Map(lines.map((line) => [line.id, line]));
  const groups = Map.groupBy(credited, ({ invoiceLineId }) => ofLine.get(invoiceLineId)!.placementId);
  return [...groups].map(([placementId, parts]) => {
    const net = parts.reduce((sum, { minor }) => sum + BigInt(minor), 0n);
    const { expertId } = ofLine.get(parts[0]!.invoiceLineId)!;
    return { placementId, expertId, net: wireMoney(net, currency) };
  });
}
