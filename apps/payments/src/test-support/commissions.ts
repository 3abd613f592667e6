import type { z } from 'zod';
import type { Actor } from '#libs/access';
import {
  creditInvoice,
  draftInvoices,
  getBillingProfile,
  issueInvoice,
  listInvoiceLines,
  listInvoices,
  recordClientPayment,
  referralEvents,
  type ReferrerKind,
  refundClientPayment,
} from '#libs/contracts';
import { newId } from '#libs/persistence';
import type { TestService } from '#libs/testing';
import { withProfile, withSeller } from './invoices.js';
import { anAe, type Engagement, start, usd } from './payments.js';

/** Amounts in cents. */
interface BilledInvoice {
  id: string;
  number: string;
  clientId: string;
  net: number;
  tax: number;
}
const centsOf = ({ amount }: { amount: string }): number => Number(amount.replace('.', ''));
const dollars = (cents: number) => usd((cents / 100).toFixed(2));

/** An issued invoice over all of a client that is settled and on none, with 19 % tax. */
export async function anInvoice(service: TestService, engagement: Engagement): Promise<BilledInvoice> {
  const clientId = engagement.client.clientId!;
  await withSeller(service);
  await service.ask(getBillingProfile, anAe(), { clientId }).catch(() => withProfile(service, engagement));
  await service.ask(draftInvoices, anAe(), { clientId });
  const { items } = await service.ask(listInvoices, anAe(), { clientId, state: 'draft' });
  const draft = { id: items[0]!.id, version: items[0]!.version };
  const { id, number, net, tax } = await service.ask(issueInvoice, anAe(), draft);
  return { id, number: number!, clientId, net: centsOf(net), tax: centsOf(tax) };
}

/** Money that came in, for this invoice as far as it goes; nobody's without one. */
export async function aPayment(
  service: TestService,
  { invoice, cents, reference = `B-${newId()}` }: { invoice?: BilledInvoice; cents: number; reference?: string },
): Promise<{ id: string; reference: string }> {
  const { id } = await service.ask(recordClientPayment, anAe(), {
    ...{ bankReference: reference, amount: dollars(cents), receivedOn: '2026-01-05' },
    ...(invoice && { invoiceNumber: invoice.number }),
  });
  return { id, reference };
}

/** Money that went back to the client, taken off what it had paid. */
export async function aRefund(
  service: TestService,
  { paymentId, cents }: { paymentId: string; cents: number },
): Promise<string> {
  const refund = {
    ...{ amount: dollars(cents), bankReference: `R-${newId()}`, refundedOn: '2026-01-05', reason: 'agreed' },
    reopensInvoices: true,
  };
  return (await service.ask(refundClientPayment, anAe(), { id: paymentId, refund })).id;
}

/** A credit note over so much of the first line, with its tax. */
export async function aCreditNote(service: TestService, invoice: { id: string }, netCents: number): Promise<string> {
  const { items } = await service.ask(listInvoiceLines, anAe(), { id: invoice.id });
  const lines = [{ invoiceLineId: items[0]!.id, net: dollars(netCents) }];
  return (await service.ask(creditInvoice, anAe(), { id: invoice.id, reason: 'agreed', lines })).id;
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
