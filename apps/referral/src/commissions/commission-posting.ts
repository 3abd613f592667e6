import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { onceWonLead, type WonLead, wonLeadOf } from '../leads/won-lead.js';
import { type Cause, CommissionBook, type PayingInvoice } from './commission-book.js';
import { CommissionEntity, leftOf } from './commission.entity.js';
import { differences, type Heard, type Standing } from './commission.rules.js';

interface Invoice extends PayingInvoice {
  leadId: string | null;
  posted: number;
  baseMinor: string;
}
const invoiceColumns = `invoice_id as "invoiceId", client_id as "clientId", invoice_number as "invoiceNumber", currency,
  lead_id as "leadId", posted, base_minor as "baseMinor"`;

/**
 * RC-4. Turns what is heard of invoices into commission. Each standing is kept, also while nobody has won the client, so
 * it doesn't matter whether the money or the outcome of the lead is heard of first.
 */
@Injectable()
export class CommissionPosting {
  constructor(private readonly book: CommissionBook) {}

  /** Locks the client too: its lead may be won at the same moment, and then looks for its invoices. */
  async know(tx: EntityManager, invoiceId: string, { clientId, invoiceNumber, total }: Standing): Promise<void> {
    await lockClient(tx, clientId);
    await tx.query(
      `insert into commission_invoices (invoice_id, client_id, invoice_number, currency) values ($1, $2, $3, $4)
       on conflict do nothing`,
      [invoiceId, clientId, invoiceNumber, total.currency],
    );
  }

  async heard(tx: EntityManager, cause: Cause, invoiceId: string, heard: Heard): Promise<void> {
    const { kind, movementId, paymentId, bankReference, at, standing } = heard;
    await this.know(tx, invoiceId, standing);
    await tx.query('insert into invoice_standings values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing', [
      ...[invoiceId, standing.number, kind, movementId, paymentId, bankReference, at, JSON.stringify(standing)],
    ]);
    const [invoice] = await tx.query<Invoice[]>(
      `select ${invoiceColumns} from commission_invoices where invoice_id = $1`,
      [invoiceId],
    );
    await this.post(tx, cause, invoice!);
  }

  /** What the client paid before its lead was recorded as won counts as well: for its life, from its first payment. */
  async clientWon(tx: EntityManager, cause: Cause, clientId: string): Promise<void> {
    await lockClient(tx, clientId);
    // What another lead, refused since, looked at and earned nothing of, begins anew.
    await tx.query(
      'update commission_invoices set posted = 0, base_minor = 0 where client_id = $1 and lead_id is null',
      [clientId],
    );
    const invoices = await tx.query<Invoice[]>(
      `select ${invoiceColumns} from commission_invoices where client_id = $1 order by currency, invoice_id`,
      [clientId],
    );
    for (const invoice of invoices) await this.post(tx, cause, invoice);
  }

  /**
   * RC-6. A placement begins whose contract pays commission on the referrer's own hours. That is its programme's word and
   * no amendment changes it, so one answer counts for its life and for all its invoices. Of those heard of before, what was
   * posted last is looked at again: the sums are the same as had this come first.
   */
  async ownHoursPay(tx: EntityManager, cause: Cause, placementId: string, clientId: string): Promise<void> {
    await lockClient(tx, clientId);
    await tx.query('insert into placements_paying_own_hours values ($1, $2) on conflict do nothing', [
      ...[placementId, clientId],
    ]);
    const invoices = await tx.query<Invoice[]>(
      `select ${invoiceColumns} from commission_invoices where client_id = $1 and exists (
         select from invoice_standings s
         where s.invoice_id = commission_invoices.invoice_id and standing->'parts' @> $2::jsonb)
       order by currency, invoice_id`,
      [clientId, JSON.stringify([{ placementId }])],
    );
    for (const invoice of invoices) await this.post(tx, cause, { ...invoice, posted: Math.max(invoice.posted - 1, 0) });
  }

  /** RC-1. Takes back everything of a lead that is still held. */
  async leadRefused(tx: EntityManager, cause: Cause, leadId: string): Promise<void> {
    const accounts = await tx.query<{ referrerId: string; currency: string }[]>(
      `select distinct referrer_id as "referrerId", currency from commissions where lead_id = $1 and state = 'held'
       order by currency`,
      [leadId],
    );
    for (const { referrerId, currency } of accounts) {
      await this.book.lock(tx, referrerId, currency);
      const held = await tx.findBy(CommissionEntity, { leadId, currency, state: 'held' });
      for (const commission of held) await this.book.refuse(tx, cause, commission);
    }
  }

  private async post(tx: EntityManager, cause: Cause, invoice: Invoice): Promise<void> {
    const lead = await this.leadOf(tx, invoice);
    if (!lead) return;
    const { invoiceId, currency } = invoice;
    await this.book.lock(tx, lead.referrerId, currency);
    const commissions = await tx.find(CommissionEntity, {
      where: { invoiceId },
      order: { earnedAt: 'asc', id: 'asc' },
    });
    const earned = commissions.reduce((sum, commission) => sum + leftOf(commission), 0n);
    const heard = await tx.query<Heard[]>(
      `select kind, movement_id as "movementId", payment_id as "paymentId", bank_reference as "bankReference", at, standing
       from invoice_standings where invoice_id = $1`,
      [invoiceId],
    );
    const expertId = lead.kind === 'expert' ? lead.referrerId : null;
    const found = differences(
      heard,
      { number: invoice.posted, earned, base: BigInt(invoice.baseMinor) },
      { expertId, ratePercent: lead.ratePercent, onOwnHours: await payingOwnHours(tx, invoice.clientId) },
      lead.isWon,
    );
    for (const difference of found.differences) {
      if (difference.amount > 0n) commissions.push(await this.book.earn(tx, cause, { lead, invoice, difference }));
      else {
        const taken = { oldestFirst: commissions, amount: -difference.amount, heard: difference.heard };
        await this.book.takeBack(tx, cause, taken);
      }
    }
    const { number, base } = found.posted;
    await tx.query(
      'update commission_invoices set posted = $2, base_minor = $3, lead_id = coalesce(lead_id, $4) where invoice_id = $1',
      [invoiceId, number, `${base}`, commissions.length ? lead.leadId : null],
    );
  }

  /** An invoice stays with the lead it first paid commission for, also after that was refused. */
  private leadOf(tx: EntityManager, { leadId, clientId }: Invoice): Promise<WonLead | undefined> {
    return leadId ? onceWonLead(tx, leadId) : wonLeadOf(tx, clientId);
  }
}

async function payingOwnHours(tx: EntityManager, clientId: string): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ id: string }[]>(
    'select placement_id as id from placements_paying_own_hours where client_id = $1',
    [clientId],
  );
  return new Set(rows.map(({ id }) => id));
}

const lockClient = async (tx: EntityManager, clientId: string): Promise<void> => {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('commission-of/' || $1, 0))`, [clientId]);
};
