import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** A line of an invoice with what is said of the whole. */
export interface InvoiceRow {
  invoiceId: string;
  number: string | null;
  clientId: string;
  currency: string;
  lineId: string;
  title: string;
  expertId: string;
  expertName: string;
  netMinor: string;
  creditedMinor: string;
}

/** A part of a payment that went to an invoice, or came off it. */
export interface AllocationRow {
  paymentId: string;
  clientId: string | null;
  bankReference: string;
  receivedOn: string;
  currency: string;
  receivedMinor: string;
  allocationId: string;
  invoiceId: string;
  minor: string;
  at: Date;
}

export interface CommissionRow {
  id: string;
  referrerId: string;
  leadId: string;
  clientId: string;
  invoiceId: string;
  invoiceNumber: string;
  paymentId: string;
  bankReference: string;
  currency: string;
  baseMinor: string;
  ratePercent: number;
  minor: string;
  takenBackMinor: string;
  creditedMinor: string;
}

/** Which invoice, payment… a journal entry was posted for, and whose it is; commission is its referrer's alone. */
export interface CauseRow {
  of: 'settlement' | 'payout' | 'invoice' | 'payment' | 'commission' | 'referrer-payout';
  id: string;
  expertId: string | null;
  clientId: string | null;
  referrerId: string | null;
}

export interface Total {
  clientId: string | null;
  minor: string;
  currency: string;
}

/** PM-10, RC-8. What the evidence chain reads between the hours and the bank: invoices, money in, commission. */
@Injectable()
export class BilledQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** A draft has no tax yet. */
  async invoice(id: string): Promise<(Total & { state: string }) | undefined> {
    const [row] = await this.dataSource.query<(Total & { state: string })[]>(
      `select client_id as "clientId", net_minor + tax_minor as minor, currency, state from invoices where id = $1`,
      [id],
    );
    return row;
  }

  async payment(id: string): Promise<(Total & { invoiceIds: string[] }) | undefined> {
    const [row] = await this.dataSource.query<(Total & { invoiceIds: string[] })[]>(
      `select client_id as "clientId", amount_minor as minor, currency,
         array(select distinct invoice_id from allocations where payment_id = payment.id)::text[] as "invoiceIds"
       from client_payments payment where id = $1`,
      [id],
    );
    return row;
  }

  async referrerPayout(id: string): Promise<{ referrerId: string; minor: string; currency: string } | undefined> {
    const [row] = await this.dataSource.query<{ referrerId: string; minor: string; currency: string }[]>(
      `select referrer_id as "referrerId", amount_minor as minor, currency from referrer_payouts where id = $1`,
      [id],
    );
    return row;
  }

  invoices(ids: readonly string[]): Promise<InvoiceRow[]> {
    return this.dataSource.query(
      `select invoice.id as "invoiceId", number, client_id as "clientId", currency, line.id as "lineId", title, expert_id as "expertId",
         expert_name as "expertName", line.net_minor as "netMinor", line.credited_minor as "creditedMinor"
       from invoices invoice join invoice_lines line on line.invoice_id = invoice.id
       where invoice.id = any($1) order by number, invoice.id, position`,
      [ids],
    );
  }

  /** Of these payments, what went to these invoices. */
  allocations(paymentIds: readonly string[], invoiceIds: readonly string[]): Promise<AllocationRow[]> {
    return this.dataSource.query(
      `select payment.id as "paymentId", client_id as "clientId", bank_reference as "bankReference", received_on as "receivedOn", currency,
         payment.amount_minor as "receivedMinor", part.id as "allocationId", invoice_id as "invoiceId",
         part.amount_minor as minor, at
       from allocations part join client_payments payment on payment.id = payment_id
       where payment_id = any($1) and invoice_id = any($2) order by at, part.id`,
      [paymentIds, invoiceIds],
    );
  }

  /** The payments and commissions of these invoices. */
  async cameOf(invoiceIds: readonly string[]): Promise<{ paymentIds: string[]; commissionIds: string[] }> {
    const [row] = await this.dataSource.query<{ paymentIds: string[]; commissionIds: string[] }[]>(
      `select array(select distinct payment_id from allocations where invoice_id = any($1))::text[] as "paymentIds",
         array(select distinct commission_id from commission_moves where invoice_id = any($1))::text[] as "commissionIds"`,
      [invoiceIds],
    );
    return row!;
  }

  commissions(ids: readonly string[]): Promise<CommissionRow[]> {
    return this.dataSource.query(
      `select move.commission_id as id, referrer_id as "referrerId", lead_id as "leadId",
         move.client_id as "clientId", invoice_id as "invoiceId", coalesce(invoice.number, '') as "invoiceNumber",
         payment_id as "paymentId", coalesce(payment.bank_reference, '') as "bankReference", move.currency,
         base_minor as "baseMinor", rate_percent as "ratePercent", move.amount_minor as minor, (
           select coalesce(sum(amount_minor), 0) from commission_moves back
           where back.commission_id = move.commission_id and back.kind = 'taken-back') as "takenBackMinor", (
           select coalesce(sum(amount_minor), 0) from commission_moves released
           where released.commission_id = move.commission_id and released.kind = 'released') as "creditedMinor"
       from commission_moves move
       left join invoices invoice on invoice.id = move.invoice_id
       left join client_payments payment on payment.id = move.payment_id
       where move.kind = 'earned' and move.commission_id = any($1) order by move.at, move.commission_id`,
      [ids],
    );
  }

  /** What journal entries are about these besides their own: credit notes, assignments, refunds, what was taken back. */
  async moved(of: Record<'invoiceIds' | 'paymentIds' | 'commissionIds', readonly string[]>): Promise<string[]> {
    const rows = await this.dataSource.query<{ id: string }[]>(
      `select id from credit_notes where invoice_id = any($1)
       union all select id from payment_assignments where payment_id = any($2)
       union all select id from refunds where payment_id = any($2)
       union all select reference from commission_moves where commission_id = any($3) and kind = 'taken-back'`,
      [of.invoiceIds, of.paymentIds, of.commissionIds],
    );
    return rows.map(({ id }) => id);
  }

  async causeOf(journalEntryId: string): Promise<CauseRow | undefined> {
    const [row] = await this.dataSource.query<CauseRow[]>(
      `with entry as (select kind as step, reference as cause from journal where id = $1)
       select 'settlement' as of, id, expert_id as "expertId", client_id as "clientId", null::uuid as "referrerId"
         from settlements, entry
         where step = 'settlement' and id = cause
       union all select 'payout', id, expert_id, null, null from payouts, entry where step like 'payout-%' and id = cause
       union all select 'invoice', id, null, client_id, null from invoices, entry
         where step = 'invoice-issued' and id = cause
       union all select 'invoice', invoice_id, null, client_id, null from credit_notes, entry
         where step in ('credit-note', 'bill-again') and id = cause
       union all select 'payment', id, null, client_id, null from client_payments, entry
         where step = 'money-received' and id = cause
       union all select 'payment', payment_id, null, client_id, null from payment_assignments, entry
         where step = 'money-assigned' and id = cause
       union all select 'payment', payment_id, null, client_id, null from refunds, entry
         where step = 'refund' and id = cause
       union all select 'commission', commission_id, null, null, referrer_id from commission_moves, entry
         where step = 'commission-' || kind and reference = cause
       union all select 'referrer-payout', id, null, null, referrer_id from referrer_payouts, entry
         where step in ('referrer-payout', 'referrer-payout-returned') and id = cause`,
      [journalEntryId],
    );
    return row;
  }
}
