import type { z } from 'zod';
import {
  getInvoicePolicy,
  issueInvoice,
  listInvoices,
  type NewBillingProfile,
  setBillingProfile,
  setInvoicePolicy,
} from '#libs/contracts';
import type { Invoice } from '#libs/contracts';
import { newId } from '#libs/persistence';
import type { TestService } from '#libs/testing';
import { anAdmin, anAe, approvedLines, type Engagement } from './payments.js';

export const seller = {
  legalName: 'Shoreline Network B.V.',
  address: { street: 'Kade 1', postcode: '1011 AB', city: 'Amsterdam', country: 'NL' },
  ...{ taxId: 'NL001234567B01', email: 'billing@shoreline.example', bankName: 'Commerzbank' },
  ...{ iban: 'DE89 3704 0044 0532 0130 00', bic: 'COBADEFFXXX' },
};

export const profile: z.input<typeof NewBillingProfile> = {
  legalName: 'Blue Heron GmbH',
  address: { street: 'Hafenstr. 7', postcode: '20457', city: 'Hamburg', country: 'DE' },
  ...{ taxId: 'DE123456789', taxRateBasisPoints: 1900, paymentTermDays: 14, email: 'ap@heron.example' },
  purchaseOrder: null,
};

/** Enters the seller, unless it is there. */
export async function withSeller(service: TestService): Promise<void> {
  const { version, ...policy } = await service.ask(getInvoicePolicy, anAdmin(), {});
  if (!policy.seller) await service.ask(setInvoicePolicy, anAdmin(), { version, policy: { ...policy, seller } });
}

export const withProfile = (service: TestService, { client }: Engagement, change: Partial<typeof profile> = {}) =>
  service.ask(setBillingProfile, anAe(), {
    clientId: client.clientId!,
    version: 0,
    profile: { ...profile, ...change },
  });

/** The one draft of a client, once the fortnight in which these lines were worked is settled. */
export async function aDraft(
  service: TestService,
  engagement: Engagement,
  ...lines: Parameters<typeof approvedLines>[2][]
): Promise<z.output<typeof Invoice>> {
  await approvedLines(service, engagement, ...(lines.length ? lines : [{ minutes: 600 }]));
  await service.until('2026-01-20T09:00:00Z');
  const { items } = await service.ask(listInvoices, anAe(), { clientId: engagement.client.clientId, state: 'draft' });
  return items[0]!;
}

/** An issued invoice of 10 hours at 85.00 USD, unless told otherwise. */
export async function anInvoice(
  service: TestService,
  engagement: Engagement,
  ...lines: Parameters<typeof approvedLines>[2][]
): Promise<z.output<typeof Invoice>> {
  await withSeller(service);
  await withProfile(service, engagement);
  const { id, version } = await aDraft(service, engagement, ...lines);
  return service.ask(issueInvoice, anAe(), { id, version });
}

/** A payment of the client, on no invoice yet. */
export async function aPayment(service: TestService, { client }: Engagement, minor: number): Promise<string> {
  const id = newId();
  await service.query(
    `insert into client_payments (id, client_id, currency, amount_minor, received_on, bank_reference, source, state, asked,
       matching, recorded_at, recorded_by, recorded_by_id)
     values ($1, $2, 'USD', $3, '2026-01-21', $4, 'by-hand', 'unallocated', '{}', '', now(), 'Ann', $1)`,
    [id, client.clientId, minor, `B-${id}`],
  );
  return id;
}
