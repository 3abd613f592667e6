import type { TestService } from '#libs/testing';
import { newId } from '#libs/persistence';

export interface IssuedInvoice {
  id: string;
  number: string;
  clientId: string;
}

let serials = 0;

/** An issued invoice as its own part writes it, over this much net and tax in minor units. */
export async function anIssuedInvoice(
  service: TestService,
  about: { clientId?: string; net?: number; tax?: number; currency?: string; dueOn?: string; reference?: string } = {},
): Promise<IssuedInvoice> {
  const { clientId = newId(), net = 10_000, tax = 0, currency = 'USD', dueOn = '2026-02-01', reference = null } = about;
  const id = newId();
  const serial = ++serials;
  const number = `INV-2026-${String(serial).padStart(6, '0')}`;
  await service.query('insert into clients (client_id, name) values ($1, $2) on conflict (client_id) do nothing', [
    clientId,
    'Blue Heron',
  ]);
  await service.query(
    `insert into invoices (id, client_id, currency, state, year, serial, number, reference, period_start, period_end,
       lines, minutes, net_minor, tax_rate, tax_minor, issued_on, due_on, created_at, created_by)
     values ($1, $2, $3, 'issued', 2026, $4, $5, $6, '2026-01-05', '2026-01-18', 1, 60, $7, 0, $8, '2026-01-19', $9,
       '2026-01-19T09:00:00Z', 'Ann Executive')`,
    [id, clientId, currency, serial, number, reference, net, tax, dueOn],
  );
  return { id, number, clientId };
}

/** Its state, and what of it is paid, in minor units. */
export async function standOf(service: TestService, { id }: IssuedInvoice): Promise<[string, number]> {
  const [row] = await service.query<{ state: string; paid: number }>(
    'select state, paid_minor::int as paid from invoices where id = $1',
    [id],
  );
  return [row!.state, row!.paid];
}

/** The legs of the journal entries of it, and of whose it was said to be: account, owner, minor units. */
export async function postedFor(service: TestService, reference: string): Promise<Record<string, unknown[]>> {
  const rows = await service.query<{ kind: string; account: string; owner: string; minor: number }>(
    `select kind, account, owner_id as owner, amount_minor::int as minor from journal j join postings p on p.journal_id = j.id
     where reference = $1 or reference in (select id from payment_assignments where payment_id = $1) order by number, p.id`,
    [reference],
  );
  const posted: Record<string, unknown[]> = {};
  for (const { kind, account, owner, minor } of rows) {
    const leg = account.startsWith('network-') ? [account, minor] : [account, owner, minor];
    (posted[kind] ??= []).push(leg);
  }
  return posted;
}
