import {
  creditInvoice,
  getInvoicePolicy,
  issueInvoice,
  listInvoices,
  paymentsEvents,
  recordClientPayment,
  refundClientPayment,
  setInvoicePolicy,
} from '#libs/contracts';
import { newId } from '#libs/persistence';
import type { TestService } from '#libs/testing';
import { withProfile, withSeller } from '../test-support/invoices.js';
import { anAdmin, anAe, aPlacement, approvedLines, startPayments, usd } from '../test-support/payments.js';

/** Around New Year, in the order of time: where the seller is, when it is, and what is issued then. */
const moments = [
  ['Pacific/Auckland', '2026-12-31T10:59:59Z', '2026-12-31', 'INV-2026-000001', '2027-01-14'],
  ['Pacific/Auckland', '2026-12-31T11:00:00Z', '2027-01-01', 'INV-2027-000001', '2027-01-15'],
  ['UTC', '2026-12-31T23:59:59Z', '2026-12-31', 'INV-2026-000002', '2027-01-14'],
  ['America/New_York', '2027-01-01T01:00:00Z', '2026-12-31', 'INV-2026-000003', '2027-01-14'],
  ['America/New_York', '2027-01-01T04:59:59Z', '2026-12-31', 'INV-2026-000004', '2027-01-14'],
  ['America/New_York', '2027-01-01T05:00:00Z', '2027-01-01', 'INV-2027-000002', '2027-01-15'],
] as const;

describe('the days of invoices are those of the seller (PM-4)', () => {
  let service: TestService;
  beforeEach(async () => (service = await startPayments('2026-12-01T09:00:00Z')));
  afterEach(() => service.stop());

  const sellsFrom = async (timeZone: string): Promise<void> => {
    const { version, ...policy } = await service.ask(getInvoicePolicy, anAdmin(), {});
    await service.ask(setInvoicePolicy, anAdmin(), { version, policy: { ...policy, timeZone } });
  };
  /** Drafts of so many clients; whatever is issued of them later. */
  const waiting = async (count: number) => {
    await withSeller(service);
    for (let n = 0; n < count; n++) {
      const engagement = await aPlacement(service);
      await withProfile(service, engagement);
      await approvedLines(service, engagement, { minutes: 600, workedOn: '2026-12-08' });
    }
    await service.until('2026-12-22T09:00:00Z');
    return (await service.ask(listInvoices, anAe(), { state: 'draft' })).items;
  };

  it('of issue, the year of the number and the due day, also of credit notes', async () => {
    const drafts = await waiting(moments.length);
    for (const [place, [timeZone, now, issuedOn, number, dueOn]] of moments.entries()) {
      await sellsFrom(timeZone);
      await service.until(now);
      const { id, version } = drafts[place]!;
      expect(await service.ask(issueInvoice, anAe(), { id, version })).toMatchObject({ number, issuedOn, dueOn });
      const note = await service.ask(creditInvoice, anAe(), { id, reason: 'Wrong' });
      expect(note).toMatchObject({ issuedOn, number: number.replace('INV', 'CN') });
      const { items } = await service.ask(listInvoices, anAe(), { from: issuedOn, to: issuedOn });
      expect(items.map((invoice) => invoice.number)).toContain(number);
    }
  });

  it('when an invoice is overdue, and how long when it is reminded of', async () => {
    const [draft] = await waiting(1);
    await sellsFrom('America/New_York');
    await service.until('2026-12-31T12:00:00Z');
    const { id, version } = draft!;
    await service.ask(issueInvoice, anAe(), { id, version });
    const overdue = async () => (await service.ask(listInvoices, anAe(), { overdue: 'true' })).items.length;
    await service.until('2027-01-15T04:59:59Z');
    expect(await overdue()).toBe(0);
    await service.until('2027-01-15T05:00:00Z');
    expect(await overdue()).toBe(1);
    await service.until('2027-01-15T12:59:59Z');
    expect(await service.told(paymentsEvents.invoiceReminded)).toMatchObject([{ daysOverdue: -3 }]);
    // Eight in the morning, there.
    await service.until('2027-01-15T13:00:00Z');
    expect(await service.told(paymentsEvents.invoiceReminded)).toMatchObject([{ daysOverdue: -3 }, { daysOverdue: 1 }]);
  });

  it('past which no payment and no refund may lie', async () => {
    await service.until('2026-12-31T11:30:00Z');
    const pay = (receivedOn: string) => ({ bankReference: newId(), amount: usd('10.00'), receivedOn });
    const future = { code: 'payments.date-in-future', errors: [{ field: 'receivedOn' }] };
    expect(await service.refusal(recordClientPayment, anAe(), pay('2027-01-01'))).toMatchObject(future);
    await sellsFrom('Pacific/Auckland');
    const { id } = await service.ask(recordClientPayment, anAe(), pay('2027-01-01'));
    await sellsFrom('America/New_York');
    await service.until('2027-01-02T04:30:00Z');
    const refund = { amount: usd('1.00'), bankReference: newId(), reason: 'Too much' };
    const late = { id, refund: { ...refund, refundedOn: '2027-01-02' } };
    expect(await service.refusal(refundClientPayment, anAe(), late)).toMatchObject({ code: future.code });
    await service.ask(refundClientPayment, anAe(), { id, refund: { ...refund, refundedOn: '2027-01-01' } });
  });

  it('need a zone of the IANA database', async () => {
    const { version, ...policy } = await service.ask(getInvoicePolicy, anAdmin(), {});
    expect(policy.timeZone).toBe('UTC');
    for (const timeZone of ['Mars/Olympus', '']) {
      const asked = { version, policy: { ...policy, timeZone } };
      expect(await service.refusal(setInvoicePolicy, anAdmin(), asked)).toMatchObject({ kind: 'invalid' });
    }
  });
});
