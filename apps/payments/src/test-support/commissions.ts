import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, systemActor } from '#libs/access';
import { referralEvents, type ReferrerKind } from '#libs/contracts';
import { money } from '#libs/money';
import { newId, Transactions } from '#libs/persistence';
import type { TestService } from '#libs/testing';
import { InvoiceMoney } from '../invoices/invoice-money.js';
import type { Account, Leg } from '../ledger/accounts.rules.js';
import { Ledger } from '../ledger/ledger.js';
import { type Engagement, start, usd } from './payments.js';

// Rows and postings as invoices and money in leave them, for tests of what comes after

const leg = (account: Account, minor: number, ownerId?: string): Leg => ({
  ...{ account, amount: money(BigInt(minor), 'USD') },
  ...(ownerId && { ownerId }),
});
const taxRate = 1900;

/** A row of whatever columns the table has. */
const insert = (tx: EntityManager, table: string, row: object): Promise<unknown> =>
  tx.query(`insert into ${table} select * from jsonb_populate_record(null::${table}, $1)`, [JSON.stringify(row)]);

interface BilledInvoice {
  id: string;
  number: string;
  clientId: string;
  net: number;
  tax: number;
}

/** An issued invoice over all of a client that is settled and on none, with 19 % tax. */
export async function anInvoice(service: TestService, { client }: Engagement): Promise<BilledInvoice> {
  const [id, clientId] = [newId(), client.clientId!];
  return service.app.get(Transactions).run(async (tx) => {
    const of = `settlements settlement join settlement_lines line on line.settlement_id = settlement.id
      join approved_lines approved using (entry_id)
      where settlement.client_id = $1 and settlement.id not in (select settlement_id from invoiced_settlements)`;
    const lines = await tx.query<{ settlementId: string; number: number; net: string }[]>(
      `select settlement_id as "settlementId", contract_number as number, sum(line.bill_minor) as net,
         sum(line.pay_minor) as pay, sum(approved.minutes)::integer as minutes,
         settlement.placement_id as placement, settlement.expert_id as expert
       from ${of} group by 1, 2, settlement.placement_id, settlement.expert_id order by 1, 2`,
      [clientId],
    );
    const net = lines.reduce((sum, line) => sum + Number(line.net), 0);
    const tax = Math.round((net * taxRate) / 10_000);
    const [{ serial }] = await tx.query<[{ serial: number }]>(
      `insert into document_numbers values ('invoice', 2026, 1)
       on conflict (series, year) do update set last = document_numbers.last + 1 returning last as serial`,
    );
    const number = `INV-2026-${`${serial}`.padStart(6, '0')}`;
    await tx.query(
      `insert into invoices (id, client_id, currency, state, period_start, period_end, lines, minutes, net_minor, tax_rate,
         tax_minor, created_at, created_by)
       select $2, $1, 'USD', 'draft', '2026-01-05', '2026-01-18', $3, sum(approved.minutes), $4, $5, $6, $7, 'Ann Executive'
       from ${of}`,
      [clientId, id, lines.length, net, taxRate, tax, start],
    );
    await tx.query(
      `insert into invoice_lines (id, invoice_id, position, settlement_id, contract_number, placement_id, expert_id, title,
         expert_name, first_day, last_day, minutes, bill_rate_minor, net_minor, pay_minor)
       select gen_random_uuid(), $1, place, "settlementId", number, placement, expert, 'Storefront', 'Ana Šimić',
         '2026-01-05', '2026-01-18', minutes, 8500, net, pay
       from rows from (jsonb_to_recordset($2::jsonb) as ("settlementId" uuid, number integer, placement uuid, expert uuid,
         minutes integer, net bigint, pay bigint)) with ordinality
         as line ("settlementId", number, placement, expert, minutes, net, pay, place)`,
      [id, JSON.stringify(lines)],
    );
    await tx.query(
      `insert into invoiced_settlements select distinct settlement_id, invoice_id from invoice_lines where invoice_id = $1`,
      [id],
    );
    await tx.query(
      `update invoices set state = 'issued', year = 2026, serial = $2, number = $3, reference = $3,
         issued_on = '2026-01-20', due_on = '2026-02-03' where id = $1`,
      [id, serial, number],
    );
    const legs = [leg('client-receivable', tax, clientId), leg('network-tax', -tax)];
    await service.app.get(Ledger).post(tx, systemActor, [{ kind: 'invoice-issued', reference: id, legs }]);
    return { id, number, clientId, net, tax };
  });
}

/** Money that came in, for this invoice as far as it goes; nobody's without one. Amounts in cents. */
export async function aPayment(
  service: TestService,
  { invoice, cents, reference = `B-${newId()}` }: { invoice?: BilledInvoice; cents: number; reference?: string },
): Promise<{ id: string; reference: string }> {
  const id = newId();
  await service.app.get(Transactions).run(async (tx) => {
    await insert(tx, 'client_payments', {
      ...{ id, client_id: invoice?.clientId ?? null, currency: 'USD', amount_minor: cents, received_on: '2026-01-21' },
      ...{
        allocated_minor: 0,
        refunded_minor: 0,
        bank_reference: reference,
        source: 'by-hand',
        matching: '',
        asked: {},
      },
      state: invoice ? 'partly-allocated' : 'unmatched',
      ...{ recorded_at: start, recorded_by: 'Ann Executive', recorded_by_id: id },
    });
    if (invoice) await allocate(service, tx, invoice.id, id);
    const from = invoice ? leg('client-receivable', -cents, invoice.clientId) : leg('network-suspense', -cents);
    const legs = [leg('network-cash', cents), from];
    await service.app.get(Ledger).post(tx, systemActor, [{ kind: 'money-received', reference: id, legs }]);
  });
  return { id, reference };
}

async function allocate(service: TestService, tx: EntityManager, invoiceId: string, paymentId: string): Promise<void> {
  const billed = service.app.get(InvoiceMoney);
  const [invoice] = await billed.lockInvoices(tx, [invoiceId]);
  const [payment] = await billed.lockPayments(tx, [paymentId]);
  const open = BigInt(invoice!.netMinor) + BigInt(invoice!.taxMinor) - BigInt(invoice!.paidMinor);
  const amount = BigInt(payment!.amountMinor);
  const minor = amount < open ? amount : open;
  await billed.allocate(tx, systemActor, { invoice: invoice!, payment: payment!, minor, because: 'named it' });
}

/** Money that went back to the client, taken off what it had paid. */
export async function aRefund(
  service: TestService,
  of: { invoice: BilledInvoice; paymentId: string; cents: number },
): Promise<string> {
  const { invoice, paymentId, cents } = of;
  const id = newId();
  await service.app.get(Transactions).run(async (tx) => {
    const billed = service.app.get(InvoiceMoney);
    const [owed] = await billed.lockInvoices(tx, [invoice.id]);
    const [payment] = await billed.lockPayments(tx, [paymentId]);
    const off = { invoice: owed!, payment: payment!, minor: BigInt(cents), because: 'sent back' };
    await billed.takeOff(tx, systemActor, { ...off, why: 'refund' });
    await insert(tx, 'refunds', {
      ...{
        id,
        payment_id: paymentId,
        client_id: invoice.clientId,
        currency: 'USD',
        amount_minor: cents,
        taken_off: [],
      },
      ...{ bank_reference: `R-${id}`, refunded_on: '2026-01-22', reason: 'sent back', kind: 'refund' },
      ...{ recorded_at: start, recorded_by: 'Ann Executive' },
    });
    await tx.query('update client_payments set refunded_minor = refunded_minor + $2 where id = $1', [paymentId, cents]);
    const legs = [leg('client-receivable', cents, invoice.clientId), leg('network-cash', -cents)];
    await service.app.get(Ledger).post(tx, systemActor, [{ kind: 'refund', reference: id, legs }]);
  });
  return id;
}

/** A credit note over so much of the first line, with its tax; of what nobody paid. */
export async function aCreditNote(service: TestService, invoice: BilledInvoice, netCents: number): Promise<string> {
  const [id, tax] = [newId(), Math.round((netCents * taxRate) / 10_000)];
  await service.app.get(Transactions).run(async (tx) => {
    const [{ serial }] = await tx.query<[{ serial: number }]>(
      `insert into document_numbers values ('credit-note', 2026, 1)
       on conflict (series, year) do update set last = document_numbers.last + 1 returning last as serial`,
    );
    await insert(tx, 'credit_notes', {
      ...{ id, year: 2026, serial, number: `CN-2026-${serial}`, invoice_id: invoice.id, client_id: invoice.clientId },
      ...{ currency: 'USD', lines: [], net_minor: netCents, tax_minor: tax, freed_minor: 0, reason: 'agreed' },
      ...{ issued_on: '2026-01-22', issued_at: start, issued_by: 'Ann Executive' },
    });
    await tx.query(
      'update invoices set credited_net_minor = credited_net_minor + $2, credited_tax_minor = credited_tax_minor + $3 where id = $1',
      [invoice.id, netCents, tax],
    );
    await tx.query(
      'update invoice_lines set credited_minor = credited_minor + $2 where invoice_id = $1 and position = 1',
      [invoice.id, netCents],
    );
    const client = leg('client-receivable', -netCents - tax, invoice.clientId);
    const legs = [leg('network-revenue', netCents), leg('network-tax', tax), client];
    await service.app.get(Ledger).post(tx, systemActor, [{ kind: 'credit-note', reference: id, legs }]);
  });
  return id;
}

interface About {
  referrer: Actor;
  invoiceId?: string;
  paymentId?: string;
  clientId?: string;
}
const kindOf = ({ role }: Actor): z.output<typeof ReferrerKind> =>
  role === 'expert' || role === 'client' || role === 'partner' ? role : 'outsider';

/** A commission of 25 %, and what referral tells of it, in any order. */
export function aCommission(service: TestService, { referrer, ...about }: About) {
  const commissionId = newId();
  const common = {
    ...{ commissionId, referrerId: referrer.expertId ?? referrer.clientId ?? referrer.id },
    ...{ referrerKind: kindOf(referrer), expertId: referrer.expertId ?? null, leadId: newId() },
    ...{ clientId: newId(), invoiceId: newId(), paymentId: newId(), ...about },
  };
  const at = start;
  return {
    ...common,
    earned: (amount: string, base = '400.00') =>
      service.hears(referralEvents.commissionEarned, commissionId, {
        ...{ ...common, movementId: newId(), base: usd(base), ratePercent: 25, amount: usd(amount) },
        ...{ earnedAt: at, releaseAt: at },
      }),
    takenBack: (amount: string, { takenBackId = newId(), afterRelease = false } = {}) =>
      service.hears(referralEvents.commissionTakenBack, commissionId, {
        ...{ ...common, takenBackId, movementId: newId(), amount: usd(amount), afterRelease, at },
      }),
    released: (credited: string, setOff = '0.00') =>
      service.hears(referralEvents.commissionReleased, commissionId, {
        ...{ ...common, credited: usd(credited), setOff: usd(setOff), releasedAt: at },
      }),
  };
}
