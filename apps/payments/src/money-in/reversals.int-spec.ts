import {
  allocateClientPayment,
  explain,
  getClientPayment,
  listJournal,
  paymentsEvents,
  recordClientPayment,
  refundClientPayment,
  reverseClientPayment,
} from '#libs/contracts';
import { newId } from '#libs/persistence';
import { aClientUser, anAdmin, anAe, aPartner, type TestService } from '#libs/testing';
import { anIssuedInvoice, type IssuedInvoice, postedFor, standOf } from '../test-support/an-issued-invoice.js';
import { startPayments, usd } from '../test-support/payments.js';

describe('money that went to the wrong invoice or client (PM-4)', () => {
  let service: TestService;
  beforeAll(async () => (service = await startPayments('2026-02-20T09:00:00.000Z')));
  afterAll(() => service.stop());

  const ae = anAe();
  let references = 0;
  const pay = (amount: string, change: object = {}) =>
    service.ask(recordClientPayment, ae, {
      ...{ bankReference: `PAY-${++references}`, amount: usd(amount), receivedOn: '2026-02-09', ...change },
    });
  const reason = 'The payer named the number of another client.';
  const reverse = (id: string, about: object = {}, actor = ae) =>
    service.ask(reverseClientPayment, actor, { id, reversal: { reason, ...about } });
  const refused = (id: string, about: object = {}, actor = ae) =>
    service.refusal(reverseClientPayment, actor, { id, reversal: { reason, ...about } });

  /** 100.00, of which an invoice took 60.00. */
  async function aPaidInvoice(): Promise<{ id: string; invoice: IssuedInvoice }> {
    const invoice = await anIssuedInvoice(service, { net: 6_000 });
    const { id } = await pay('100.00', { remittance: invoice.number });
    return { id, invoice };
  }

  it('is taken off the invoice, with who and why, and whoever counts on it is told', async () => {
    const { id, invoice } = await aPaidInvoice();
    const payment = await reverse(id, { invoiceId: invoice.id });
    expect(payment).toMatchObject({
      ...{
        state: 'unallocated',
        allocated: usd('0.00'),
        unallocated: usd('100.00'),
        clientId: invoice.clientId,
        matching: reason,
      },
      allocations: [{ amount: usd('60.00') }, { amount: usd('-60.00'), because: reason, by: 'Ann Executive' }],
    });
    expect(await standOf(service, invoice)).toEqual(['issued', 0]);
    expect((await service.told(paymentsEvents.moneyTakenOff)).at(-1)).toMatchObject({
      ...{ invoiceId: invoice.id, paymentId: id, amount: usd('60.00'), why: 'reversal' },
      standing: { paid: usd('0.00'), number: 2 },
    });
    expect(await postedFor(service, id)).toEqual({
      'money-received': [
        ['network-cash', 10_000],
        ['client-receivable', invoice.clientId, -10_000],
      ],
    });
  });

  it('in part, and no more than is on the invoice', async () => {
    const { id, invoice } = await aPaidInvoice();
    await reverse(id, { invoiceId: invoice.id, amount: usd('20.00') });
    expect(await standOf(service, invoice)).toEqual(['partly-paid', 4_000]);
    expect(await refused(id, { invoiceId: invoice.id, amount: usd('40.01') })).toMatchObject({
      ...{ code: 'payments.more-than-allocated', facts: { allocated: usd('40.00') } },
    });
    expect(await standOf(service, invoice)).toEqual(['partly-paid', 4_000]);
  });

  it('becomes nobody’s, then another client’s, and the ledger and the evidence follow', async () => {
    const { id, invoice } = await aPaidInvoice();
    const theirs = await anIssuedInvoice(service, { net: 10_000 });
    expect(await refused(id)).toMatchObject({
      ...{ code: 'payments.still-allocated', facts: { allocated: usd('60.00') } },
    });
    await reverse(id, { invoiceId: invoice.id });
    expect(await reverse(id)).toMatchObject({ state: 'unmatched', clientId: null, matching: reason });
    const inSuspense = aClientUser(invoice.clientId);
    expect(await service.refusal(getClientPayment, inSuspense, { id })).toMatchObject({
      code: 'access.no-such-client-payment',
    });
    const payment = await service.ask(allocateClientPayment, ae, { id, allocation: { invoiceId: theirs.id } });
    expect(payment).toMatchObject({
      ...{ state: 'allocated', clientId: theirs.clientId },
      assignments: [
        { clientId: null, because: reason, by: 'Ann Executive' },
        { clientId: theirs.clientId, because: 'Ann Executive said whose it is.' },
      ],
    });
    expect(await standOf(service, theirs)).toEqual(['paid', 10_000]);
    expect(await postedFor(service, id)).toMatchObject({
      'money-assigned': [
        ['client-receivable', invoice.clientId, 10_000],
        ['network-suspense', -10_000],
        ['network-suspense', 10_000],
        ['client-receivable', theirs.clientId, -10_000],
      ],
    });
    const { items } = await service.ask(listJournal, anAdmin(), { kind: 'money-assigned', limit: 2 });
    const chain = await service.ask(explain, anAdmin(), { clientPaymentId: id });
    expect(chain.journal.filter(({ kind }) => kind === 'money-assigned')).toHaveLength(2);
    for (const { id: journalEntryId } of items) {
      expect((await service.ask(explain, anAdmin(), { journalEntryId })).moneyIn).toMatchObject([{ paymentId: id }]);
    }
  });

  it('after a part went back, only the rest changes hands', async () => {
    const { clientId } = await anIssuedInvoice(service, { net: 5_000 });
    const { id } = await pay('100.00', { clientId, remittance: 'on account' });
    const refund = { bankReference: `BACK-${id}`, amount: usd('30.00'), refundedOn: '2026-02-20', reason: 'Agreed.' };
    await service.ask(refundClientPayment, ae, { id, refund });
    await reverse(id);
    expect((await postedFor(service, id))['money-assigned']).toEqual([
      ['client-receivable', clientId, 7_000],
      ['network-suspense', -7_000],
    ]);
    const rest = { ...refund, bankReference: `REST-${id}`, amount: usd('70.00') };
    await service.ask(refundClientPayment, ae, { id, refund: rest });
    expect((await refused(id)).code).toBe('payments.already-unmatched');
  });

  it('two at once take it off once', async () => {
    const { id, invoice } = await aPaidInvoice();
    const both = await Promise.allSettled([1, 2].map(() => reverse(id, { invoiceId: invoice.id })));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await standOf(service, invoice)).toEqual(['issued', 0]);
    const owners = await Promise.allSettled([1, 2].map(() => reverse(id)));
    expect(owners.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('crossing an allocation and a refund leaves both sides whole', async () => {
    for (const _ of [1, 2, 3]) {
      const { id, invoice } = await aPaidInvoice();
      const other = await anIssuedInvoice(service, { net: 4_000, clientId: invoice.clientId });
      const refund = { bankReference: `X-${id}`, amount: usd('10.00'), refundedOn: '2026-02-20', reason: 'Agreed.' };
      await Promise.allSettled([
        reverse(id, { invoiceId: invoice.id }),
        service.ask(allocateClientPayment, ae, { id, allocation: { invoiceId: other.id } }),
        service.ask(refundClientPayment, ae, { id, refund }),
      ]);
      const { allocated, unallocated, refunded } = await service.ask(getClientPayment, ae, { id });
      const [, paid] = await standOf(service, invoice);
      const [, paidOther] = await standOf(service, other);
      expect(allocated).toEqual(usd(((paid + paidOther) / 100).toFixed(2)));
      const cents = [allocated!, unallocated!, refunded!].map(({ amount }) => Number(amount.replace('.', '')));
      expect(cents.reduce((sum, each) => sum + each)).toBe(10_000);
    }
  });

  it('refuses what makes no sense, each with its code', async () => {
    const { id, invoice } = await aPaidInvoice();
    const other = await anIssuedInvoice(service);
    const codes = [
      await refused(id, { invoiceId: other.id }),
      await refused(id, { invoiceId: newId() }),
      await refused(newId(), { invoiceId: invoice.id }),
      await refused(id, { invoiceId: invoice.id, amount: usd('0.00') }),
      await refused(id, { invoiceId: invoice.id, amount: { amount: '1.00', currency: 'EUR' } }),
      await refused(id, { amount: usd('1.00') }),
      await refused(id, { invoiceId: invoice.id }, aClientUser(invoice.clientId)),
      await refused(id, { invoiceId: invoice.id }, aPartner()),
    ].map(({ code }) => code);
    expect(codes).toEqual([
      ...['payments.more-than-allocated', 'access.no-such-invoice', 'access.no-such-client-payment'],
      ...['payments.amount-not-positive', 'payments.other-currency', 'payments.invoice-needed'],
      ...['access.role', 'access.role'],
    ]);
    expect(await standOf(service, invoice)).toEqual(['paid', 6_000]);
  });
});
