import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { wonLeadOf } from '../leads/won-lead.js';
import { type Cause, CommissionBook, type PayingInvoice } from './commission-book.js';
import { CommissionEntity, leftOf } from './commission.entity.js';
import { differences, type Heard, type Standing } from './commission.rules.js';

interface Invoice extends PayingInvoice {
  /** Whose postings `posted` and `baseMinor` tell of. */
  leadId: string | null;
  posted: number;
  baseMinor: string;
}
const invoiceColumns = `invoice_id as "invoiceId", client_id as "clientId", invoice_number as "invoiceNumber", currency,
  lead_id as "leadId", posted, base_minor as "baseMinor"`;

/**
 * RC-1, RC-4. Turns what is heard of invoices into commission. Each standing is kept, also while nobody has won the client,
 * so it doesn't matter whether the money or the outcome of a lead is heard of first. Of each invoice of a client, also what
 * was paid before, the lead that is won is due the commission, at its rate; a lead that was refused is due nothing, and
 * what it had is taken back, after its release too. A client has one won lead at a time: the first that is won keeps it, and
 * another can be won only after that was refused (the leads insist on it). 40.00 of 100.00 paid, lead A is refused, B wins
 * the client, 60.00 more paid: A gives 10.00 back and B gets 25.00, in whatever order that is heard.
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

  /** A lead was won or refused: all that its client was ever invoiced is looked at again. */
  async leadDecided(tx: EntityManager, cause: Cause, leadId: string): Promise<void> {
    const [lead] = await tx.query<{ clientId: string }[]>(
      'select client_id as "clientId" from leads where id = $1 and client_id is not null',
      [leadId],
    );
    if (!lead) return;
    await lockClient(tx, lead.clientId);
    const invoices = await tx.query<Invoice[]>(
      `select ${invoiceColumns} from commission_invoices where client_id = $1 order by currency, invoice_id`,
      [lead.clientId],
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

  private async post(tx: EntityManager, cause: Cause, invoice: Invoice): Promise<void> {
    const { invoiceId, clientId } = invoice;
    const lead = await wonLeadOf(tx, clientId);
    // Read after it, so that its referrer is among them; who wins or is refused from now on is looked at in turn.
    const referrers = await tx.query<{ id: string }[]>(
      `select referrer_id as id from leads where client_id = $1 and state in ('won', 'refused')`,
      [clientId],
    );
    if (!referrers.length) return;
    await this.book.lock(
      tx,
      referrers.map(({ id }) => id),
    );
    const all = await tx.find(CommissionEntity, { where: { invoiceId }, order: { earnedAt: 'asc', id: 'asc' } });
    for (const commission of all.filter((each) => each.leadId !== lead?.leadId && leftOf(each) > 0n))
      await this.book.refuse(tx, cause, commission);
    if (!lead) return;

    const commissions = all.filter(({ leadId }) => leadId === lead.leadId);
    const earned = commissions.reduce((sum, commission) => sum + leftOf(commission), 0n);
    const heard = await tx.query<Heard[]>(
      `select kind, movement_id as "movementId", payment_id as "paymentId", bank_reference as "bankReference", at, standing
       from invoice_standings where invoice_id = $1`,
      [invoiceId],
    );
    const expertId = lead.kind === 'expert' ? lead.referrerId : null;
    const before = invoice.leadId === lead.leadId ? invoice : { posted: 0, baseMinor: '0' };
    const found = differences(
      heard,
      { number: before.posted, earned, base: BigInt(before.baseMinor) },
      { expertId, ratePercent: lead.ratePercent, onOwnHours: await payingOwnHours(tx, clientId) },
    );
    for (const difference of found.differences) {
      if (difference.amount > 0n) commissions.push(await this.book.earn(tx, cause, { lead, invoice, difference }));
      else {
        const taken = { oldestFirst: commissions, amount: -difference.amount, heard: difference.heard };
        await this.book.takeBack(tx, cause, taken);
      }
    }
    const { number, base } = found.posted;
    await tx.query('update commission_invoices set posted = $2, base_minor = $3, lead_id = $4 where invoice_id = $1', [
      invoiceId,
      number,
      `${base}`,
      lead.leadId,
    ]);
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
