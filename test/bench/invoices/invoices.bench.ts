import { listInvoices, listReceivables } from '#libs/contracts';
import { aClientUser, anAdmin, TestService } from '#libs/testing';
import type { z } from 'zod';
import { migrations } from '../../../apps/payments/src/migrations/index.js';
import { PaymentsModule } from '../../../apps/payments/src/payments.module.js';
import { fill } from '../support/fill.js';
import type { Figure, Report } from '../support/report.js';
import { percentile, timesOf } from '../support/rounds.js';
import { invoices as many, manyInvoices, now } from './many-invoices.js';

type Asked = z.input<typeof listInvoices.input>;

/** What a page of a million invoices costs, by every filter and sort, and what clients owe. */
export async function invoices(): Promise<Report> {
  const service = await TestService.start({ service: 'payments', module: PaymentsModule, migrations, now });
  await fill(service, manyInvoices);
  const roundTrip = percentile(await timesOf(() => service.query('select 1'), 500), 50);
  const figures: Figure[] = [{ path: 'a round trip to the database, p50', value: roundTrip, unit: 'ms' }];
  for (const [path, ours] of await asked(service)) {
    const took = await timesOf(ours, 300);
    figures.push(
      { path: `${path}, p50`, value: percentile(took, 50), unit: 'ms' },
      { path: `${path}, p99`, value: percentile(took, 99), unit: 'ms', aim: 'under 50 ms' },
    );
  }
  await service.stop();
  return { about: `${many.toLocaleString('en')} invoices`, figures };
}

async function asked(service: TestService): Promise<[path: string, ours: () => Promise<unknown>][]> {
  const ada = anAdmin();
  const [client] = await service.query<{ id: string }>('select client_id as id from clients order by 1 limit 1');
  const [middle] = await service.query<{ at: string; id: string }>(
    'select created_at::text as at, id from invoices order by created_at desc, id desc offset $1 limit 1',
    [many / 2],
  );
  const clientId = client!.id;
  const carl = aClientUser(clientId);
  // As a list writes it: the sort, and the row the page before ended with.
  const cursor = Buffer.from(JSON.stringify(['-createdAt', middle!.at, middle!.id])).toString('base64url');
  const staff = (question: Asked) => () => service.ask(listInvoices, ada, question);
  return [
    ['the first page', staff({})],
    ['of a client', staff({ clientId })],
    ['drafts', staff({ state: 'draft' })],
    ['paid', staff({ state: 'paid' })],
    ['partly paid', staff({ state: 'partly-paid' })],
    ['overdue', staff({ overdue: 'true' })],
    ['overdue of a client', staff({ overdue: 'true', clientId })],
    ['overdue, the longest first', staff({ overdue: 'true', sort: 'dueOn' })],
    ['issued in a month', staff({ from: '2025-06-01', to: '2025-06-30' })],
    ['the page after half a million', staff({ cursor })],
    ['by issue', staff({ sort: '-issuedOn' })],
    ['by due date', staff({ sort: 'dueOn' })],
    ['the largest', staff({ sort: '-total' })],
    ['a client its own', () => service.ask(listInvoices, carl, {})],
    ['a client its own, the largest', () => service.ask(listInvoices, carl, { sort: '-total' })],
    ['receivables', () => service.ask(listReceivables, ada, {})],
    ['receivables of a client', () => service.ask(listReceivables, carl, {})],
  ];
}
