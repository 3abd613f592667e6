import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, isStaff } from '#libs/access';
import type { ClientPayment } from '#libs/contracts';
import { wireMoney } from '#libs/persistence';
import { maskedAccount } from '../bank-details/bank-details.rules.js';
import type { ClientPaymentEntity } from './client-payment.entity.js';
import { suggestionsFor } from './open-invoices.js';
import { unallocatedOf } from './payment-state.rules.js';

export type ClientPaymentView = z.output<typeof ClientPayment>;
interface AllocationRow {
  id: string;
  paymentId: string;
  invoiceId: string;
  invoiceNumber: string;
  minor: string;
  because: string;
  at: Date;
  by: string;
}

/** Payments with where the money went, the payer's account masked; to a partner only what `receiptOf` tells. */
export async function paymentViews(
  on: EntityManager,
  actor: Actor,
  payments: readonly ClientPaymentEntity[],
): Promise<ClientPaymentView[]> {
  if (actor.role === 'partner') return payments.map(receiptOf);
  const allocations = await on.query<AllocationRow[]>(
    `select a.id, payment_id as "paymentId", invoice_id as "invoiceId", number as "invoiceNumber",
       amount_minor as minor, because, at, by
     from allocations a join invoices i on i.id = a.invoice_id where payment_id = any($1) order by at, a.id`,
    [payments.map(({ id }) => id)],
  );
  const names = await on.query<{ id: string; name: string }[]>(
    'select client_id as id, name from clients where client_id = any($1)',
    [payments.map(({ clientId }) => clientId).filter((id) => id !== null)],
  );
  const nameOf = new Map(names.map(({ id, name }) => [id, name]));
  const byPayment = Map.groupBy(allocations, ({ paymentId }) => paymentId);
  return payments.map((payment) => ({
    ...view(payment, byPayment.get(payment.id) ?? []),
    clientName: nameOf.get(payment.clientId ?? '') ?? null,
  }));
}

/** One of them, for staff with what it may be for: a partner or client learns nothing of others' invoices. */
export async function paymentView(
  on: EntityManager,
  actor: Actor,
  payment: ClientPaymentEntity,
): Promise<ClientPaymentView> {
  const [only] = await paymentViews(on, actor, [payment]);
  if (!isStaff(actor)) return only!;
  const assignments = await assignmentsOf(on, payment);
  if (unallocatedOf(payment) === 0n) return { ...only!, assignments };
  const suggested = await suggestionsFor(on, payment);
  const suggestions = suggested.map(({ invoice: { id, number, clientId, open, currency }, because }) => ({
    ...{ invoiceId: id, invoiceNumber: number, clientId, open: wireMoney(open, currency), because },
  }));
  return { ...only!, assignments, suggestions };
}

async function assignmentsOf(on: EntityManager, { id }: ClientPaymentEntity) {
  const rows = await on.query<{ clientId: string | null; because: string; at: Date; by: string }[]>(
    `select client_id as "clientId", because, at, by from payment_assignments where payment_id = $1 order by at, id`,
    [id],
  );
  return rows.map(({ at, ...assignment }) => ({ ...assignment, at: at.toISOString() }));
}

/**
 * GW-3. That a payment was received, as its partner said it, and whether it was matched: not what of it an invoice took,
 * which would say what was open, nor whose the invoice is.
 */
function receiptOf(payment: ClientPaymentEntity): ClientPaymentView {
  const { id, amountMinor, currency, receivedOn, bankReference, payerName, payerAccount, remittance, source } = payment;
  return {
    ...{ id, clientId: payment.asked.clientId ?? null, clientName: null, amount: wireMoney(amountMinor, currency) },
    ...{ receivedOn, bankReference, payerName, payerAccount: payerAccount && maskedAccount(payerAccount), remittance },
    ...{ source, matched: payment.clientId !== null, statementId: payment.statementId },
    ...{ recordedAt: payment.recordedAt.toISOString(), recordedBy: payment.recordedBy },
  };
}

function view(payment: ClientPaymentEntity, allocations: readonly AllocationRow[]): ClientPaymentView {
  const { clientId, state, matching } = payment;
  const money = (minor: string | bigint) => wireMoney(minor, payment.currency);
  return {
    ...{ ...receiptOf(payment), clientId, state, matching, allocated: money(payment.allocatedMinor) },
    ...{ refunded: money(payment.refundedMinor), unallocated: money(unallocatedOf(payment)) },
    allocations: allocations.map(({ id: allocationId, invoiceId, invoiceNumber, minor, because, at, by }) => ({
      ...{ id: allocationId, invoiceId, invoiceNumber, amount: money(minor), because, at: at.toISOString(), by },
    })),
  };
}
