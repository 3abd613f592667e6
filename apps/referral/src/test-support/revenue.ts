import type { z } from 'zod';
import { paymentsEvents, placementEvents, referralEvents, type ReferrerKind } from '#libs/contracts';
import { newId } from '#libs/persistence';
import { contractTerms, type TestService } from '#libs/testing';
import { payTo, usd } from './invoice.js';

/** An invoice as payments tells of it. */
export interface Issued {
  invoiceId: string;
  clientId: string;
  net: string;
  pay: string;
  issuedOn: string;
  currency: string;
}
export const anInvoice = (about: Partial<Issued> = {}): Issued => ({
  ...{ invoiceId: newId(), clientId: newId(), net: '1000.00', pay: '600.00' },
  ...{ issuedOn: '2026-03-02', currency: 'USD', ...about },
});

const standingOf = ({ clientId, net, currency }: Issued) => ({
  ...{ number: 1, invoiceNumber: 'INV-2026-000001', clientId, net: usd(net, currency), tax: usd('0.00', currency) },
  ...{ total: usd(net, currency), credited: usd('0.00', currency), paid: usd('0.00', currency), parts: [] },
});

export async function hearsIssued(test: TestService, invoice: Issued): Promise<void> {
  const { invoiceId, pay, issuedOn, currency } = invoice;
  // By two placements: what experts get is summed.
  const costs = [usd(pay, currency), usd('0.01', currency)].map((each) => ({
    ...{ placementId: newId(), expertId: newId(), pay: each, minutes: 60 },
  }));
  await test.hears(paymentsEvents.invoiceIssued, invoiceId, {
    ...{ invoiceId, standing: standingOf(invoice), issuedOn, dueOn: issuedOn, email: 'pay@heron.example', costs },
    ...{ open: standingOf(invoice).total, payTo },
  });
}

export async function hearsCredited(
  test: TestService,
  invoice: Issued,
  about: { net: string; issuedOn: string; creditNoteId?: string; paidAgain?: string },
): Promise<void> {
  const { net, issuedOn, creditNoteId = newId(), paidAgain } = about;
  const amount = usd(net, invoice.currency);
  const cost = { placementId: newId(), expertId: newId(), minutes: 60 };
  await test.hears(paymentsEvents.creditNoteIssued, invoice.invoiceId, {
    ...{
      invoiceId: invoice.invoiceId,
      standing: standingOf(invoice),
      creditNoteId,
      creditNoteNumber: 'CN-2026-000001',
    },
    ...{ open: amount, freed: usd('0.00') },
    ...{ net: amount, total: amount, parts: [], reason: 'Agreed', issuedOn, email: 'pay@heron.example' },
    ...(paidAgain && { costs: [{ ...cost, pay: usd(paidAgain, invoice.currency) }] }),
  });
}

export interface Commissioned {
  commissionId: string;
  clientId: string;
  amount: string;
  at: string;
}
export const commissionOf = ({ commissionId, clientId, amount }: Commissioned) => ({
  ...{ commissionId, clientId, referrerId: newId(), referrerKind: 'partner' as const, expertId: null },
  ...{ leadId: newId(), invoiceId: newId(), paymentId: newId(), movementId: newId(), amount: usd(amount) },
});

export async function hearsEarned(test: TestService, commission: Commissioned): Promise<void> {
  const { commissionId, amount, at } = commission;
  await test.hears(referralEvents.commissionEarned, commissionId, {
    ...{ ...commissionOf(commission), base: usd(amount), ratePercent: 25, earnedAt: at, releaseAt: at },
  });
}

export async function hearsTakenBack(
  test: TestService,
  commission: Commissioned,
  takenBackId = newId(),
): Promise<void> {
  await test.hears(referralEvents.commissionTakenBack, commission.commissionId, {
    ...{ ...commissionOf(commission), takenBackId, afterRelease: false, at: commission.at },
  });
}

export async function aReferrer(
  test: TestService,
  kind: z.output<typeof ReferrerKind>,
  name: string = kind,
): Promise<string> {
  const id = newId();
  await test.query(`insert into referrers values ($1, $2, $3, null, null, null, now(), 'Ada')`, [id, kind, name]);
  return id;
}

export async function aPlacement(
  test: TestService,
  clientId: string,
): Promise<{ placementId: string; end(): Promise<void> }> {
  const parties = { placementId: newId(), clientId, expertId: newId() };
  await test.hears(placementEvents.placementActivated, parties.placementId, {
    ...{ ...parties, title: 'Storefront', clientName: 'Blue Heron', expertName: 'Ana Šimić' },
    ...{ programme: 'network', programmeVersion: 1, terms: contractTerms },
  });
  const end = (): Promise<void> =>
    test.hears(placementEvents.placementEnded, parties.placementId, {
      ...{ ...parties, endsOn: '2026-03-02', reason: 'Done' },
    });
  return { placementId: parties.placementId, end };
}
