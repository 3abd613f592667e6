import type { EntityManager } from 'typeorm';
import { notYours } from '#libs/access';
import { conflict, type DomainError, stale } from '#libs/errors';
import { InvoiceEntity } from './invoice.entity.js';

/** The invoice, held until the end of the transaction; who may is asked before. Throws not-found when there is none. */
export async function lockedInvoice(tx: EntityManager, id: string): Promise<InvoiceEntity> {
  const invoice = await tx.findOne(InvoiceEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!invoice) throw notYours('invoice');
  return invoice;
}

/** PM-4, GW-4. Only a draft is changed, discarded or issued, as it was read. Throws 412 `request.stale`. */
export async function lockedDraft(
  tx: EntityManager,
  { id, version }: { id: string; version: number },
): Promise<InvoiceEntity> {
  const invoice = await lockedInvoice(tx, id);
  if (invoice.state !== 'draft') throw wrongState(invoice);
  if (invoice.version !== version) throw stale(invoice.version);
  return invoice;
}

export const wrongState = ({ state, number }: Pick<InvoiceEntity, 'state' | 'number'>): DomainError =>
  conflict('payments.invoice-state', `It is ${number ? `${number}, ${state}` : 'a draft'}: that isn't possible.`, {
    rule: 'PM-4',
    facts: { state },
  });
