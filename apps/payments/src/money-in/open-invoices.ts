import type { EntityManager } from 'typeorm';
import type { InvoiceEntity } from '../invoices/invoice.entity.js';
import { sumsOf } from '../invoices/invoice-state.rules.js';
import type { ClientPaymentEntity } from './client-payment.entity.js';
import { type Arrival, clientBehind, match, type Match, type OpenInvoice, textOf } from './matching.rules.js';
import { unallocatedOf } from './payment-state.rules.js';
import { namedIn } from './references.rules.js';
import { type Suggested, suggestions } from './suggestions.rules.js';

type Queries = Pick<EntityManager, 'query'>;

const openInvoiceOf = (invoice: InvoiceEntity): OpenInvoice => ({
  ...{ id: invoice.id, number: invoice.number ?? '', reference: invoice.reference, clientId: invoice.clientId },
  ...{ currency: invoice.currency, open: sumsOf(invoice).open, dueOn: invoice.dueOn ?? '' },
});

/** Matches arrivals in turn: what one takes is not open for the next. Found by number, reference and client. */
export class OpenInvoices {
  private readonly found = new Map<string, OpenInvoice[]>();

  constructor(invoices: readonly InvoiceEntity[]) {
    for (const invoice of invoices.map(openInvoiceOf))
      for (const key of [invoice.number, invoice.reference, invoice.clientId])
        if (key)
          this.found
            .set(key, this.found.get(key) ?? [])
            .get(key)!
            .push(invoice);
  }

  matchNext(arrival: Arrival): Match {
    const { numbers, references } = namedIn(textOf(arrival));
    const keys = [...numbers, ...references, clientBehind(arrival) ?? ''];
    const invoices = [...new Set(keys.flatMap((key) => this.found.get(key) ?? []))];
    const matched = match(arrival, invoices);
    for (const { invoiceId, minor } of matched.parts) invoices.find(({ id }) => id === invoiceId)!.open -= minor;
    return matched;
  }
}

/** Of whom money came from these accounts before, by account. */
export async function clientsByPayer(on: Queries, payerAccountIds: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await on.query<{ payer: string; clients: string[] }[]>(
    `select payer_account_id as payer, array_agg(distinct client_id) as clients from client_payments
     where payer_account_id = any($1) and client_id is not null group by payer_account_id`,
    [payerAccountIds],
  );
  return new Map(rows.map(({ payer, clients }) => [payer, clients]));
}

/** The invoices `match` needs to know for any of these: those they name, and those a client has over exactly the amount. */
export async function invoicesFor(on: Queries, arrivals: readonly Arrival[]): Promise<string[]> {
  const named = arrivals.map((arrival) => namedIn(textOf(arrival)));
  const ofClient = arrivals.flatMap((arrival) => {
    const clientId = clientBehind(arrival);
    return clientId ? [{ ...arrival, clientId }] : [];
  });
  const rows = await on.query<{ id: string }[]>(
    `select id from invoices where state <> 'draft' and (number = any($1) or reference = any($2))
     union
     select i.id from invoices i
     join unnest($3::uuid[], $4::text[], $5::bigint[]) as wanted (client_id, currency, minor)
       on i.client_id = wanted.client_id and i.currency = wanted.currency
     where state in ('issued', 'partly-paid') and open_of(i) = wanted.minor`,
    [
      named.flatMap(({ numbers }) => numbers),
      named.flatMap(({ references }) => references),
      ofClient.map(({ clientId }) => clientId),
      ofClient.map(({ currency }) => currency),
      ofClient.map(({ amount }) => amount.toString()),
    ],
  );
  return rows.map(({ id }) => id);
}

/** What a person may choose from, for what of a payment is on no invoice. */
export async function suggestionsFor(on: Queries, payment: ClientPaymentEntity): Promise<Suggested[]> {
  const left = unallocatedOf(payment);
  if (left === 0n) return [];
  const { clientId, payerAccountId, currency, payerName } = payment;
  const payers = payerAccountId ? await clientsByPayer(on, [payerAccountId]) : new Map<string, string[]>();
  const clients = clientId ? [clientId] : (payers.get(payerAccountId ?? '') ?? []);
  const rows = await on.query<(Omit<Suggested['invoice'], 'open'> & { open: string })[]>(
    `select i.id, number, reference, i.client_id as "clientId", currency, open_of(i)::text as open,
       due_on::text as "dueOn", coalesce(name, '') as "clientName"
     from invoices i left join clients using (client_id)
     where state in ('issued', 'partly-paid') and currency = $1 and ($2::uuid is null or i.client_id = $2)
     order by (open_of(i) = $3) desc, i.client_id = any($4::uuid[]) desc, due_on, i.id limit 500`,
    [currency, clientId, left.toString(), clients],
  );
  const invoices = rows.map((row) => ({ ...row, open: BigInt(row.open) }));
  return suggestions({ left, currency, payerName, clients }, invoices);
}
