import {
  allocateClientPayment,
  getClientPayment,
  listRefunds,
  paymentsEvents,
  recordClientPayment,
  refundClientPayment,
  setBankDetails,
} from '#libs/contracts';
import { aClientUser, anAe, anExpert, aPartner, type TestService } from '#libs/testing';
import { anIssuedInvoice, type IssuedInvoice, postedFor, standOf } from '../test-support/an-issued-invoice.js';
import { iban, startPayments, usd } from '../test-support/payments.js';

const { moneyTakenOff, moneyRefunded, bankAccountNamed, moneyReceived } = paymentsEvents;

describe('refunds (PM-4)', () => {
  let service: TestService;
  beforeAll(async () => (service = await startPayments('2026-02-20T09:00:00.000Z')));
  afterAll(() => service.stop());

  const ae = anAe();
  let references = 0;
  const pay = (amount: string, change: object = {}) => {
    const bankReference = `PAY-${++references}`;
    return service.ask(recordClientPayment, ae, {
      bankReference,
      amount: usd(amount),
      receivedOn: '2026-02-09',
      ...change,
    });
  };
  const typed = (amount: string, change: object = {}) => ({
    ...{ bankReference: `BACK-${++references}`, amount: usd(amount), refundedOn: '2026-02-20', reason: 'Paid twice.' },
    ...change,
  });
  const reopening = { reopensInvoices: true };
  const refund = (id: string, about: ReturnType<typeof typed>) =>
    service.ask(refundClientPayment, ae, { id, refund: about });
  const refused = (id: string, about: ReturnType<typeof typed>) =>
    service.refusal(refundClientPayment, ae, { id, refund: about });
  const told = async (paymentId: string) =>
    (await service.told(moneyTakenOff)).filter((each) => each.paymentId === paymentId);

  /** 100.00 of one client: 60.00 on the first invoice, then 30.00 on the second, 10.00 on none. */
  async function aSpreadPayment(): Promise<{ id: string; first: IssuedInvoice; second: IssuedInvoice }> {
    const first = await anIssuedInvoice(service, { net: 6_000 });
    const second = await anIssuedInvoice(service, { net: 3_000, clientId: first.clientId });
    const { id } = await pay('100.00', { invoiceNumber: first.number });
    await service.ask(allocateClientPayment, ae, { id, allocation: { invoiceId: second.id } });
    return { id, first, second };
  }

  it('come from what is on no invoice, and touch none while that is enough', async () => {
    const { id, first, second } = await aSpreadPayment();
    expect(await refund(id, typed('10.00'))).toMatchObject({ kind: 'refund', takenOff: [] });
    expect([await standOf(service, first), await standOf(service, second)]).toEqual([
      ['paid', 6_000],
      ['paid', 3_000],
    ]);
    expect(await told(id)).toEqual([]);
  });

  it('then from the invoices, the latest first, and event, ledger and payment say the same', async () => {
    const { id, first, second } = await aSpreadPayment();
    const answer = await refund(id, typed('50.00', reopening));
    expect(answer.takenOff).toEqual([
      { invoiceId: second.id, invoiceNumber: second.number, amount: usd('30.00') },
      { invoiceId: first.id, invoiceNumber: first.number, amount: usd('10.00') },
    ]);
    expect([await standOf(service, first), await standOf(service, second)]).toEqual([
      ['partly-paid', 5_000],
      ['issued', 0],
    ]);
    expect(await told(id)).toMatchObject([
      { invoiceId: second.id, amount: usd('30.00'), why: 'refund', standing: { paid: usd('0.00'), number: 2 } },
      { invoiceId: first.id, amount: usd('10.00'), why: 'refund', standing: { paid: usd('50.00'), number: 2 } },
    ]);
    expect((await service.told(moneyRefunded)).at(-1)).toMatchObject({ paymentId: id, amount: usd('50.00') });
    expect(await postedFor(service, answer.id)).toEqual({
      refund: [
        ['client-receivable', first.clientId, 5_000],
        ['network-cash', -5_000],
      ],
    });
    const payment = await service.ask(getClientPayment, ae, { id });
    expect(payment).toMatchObject({
      ...{ state: 'allocated', allocated: usd('50.00'), refunded: usd('50.00'), unallocated: usd('0.00') },
      allocations: [{}, {}, { amount: usd('-30.00') }, { amount: usd('-10.00') }],
    });
    await refund(id, typed('50.00', reopening));
    expect(await service.ask(getClientPayment, ae, { id })).toMatchObject({ state: 'refunded' });
    expect(await refused(id, typed('0.01'))).toMatchObject({ code: 'payments.refund-too-large', kind: 'conflict' });
  });

  it('open no invoice again unless it is said, and say which would be', async () => {
    const { id, first, second } = await aSpreadPayment();
    expect(await refused(id, typed('50.00'))).toMatchObject({
      ...{ code: 'payments.refund-reopens-invoices', kind: 'conflict' },
      facts: {
        unallocated: usd('10.00'),
        invoices: [
          { invoiceId: second.id, invoiceNumber: second.number, amount: usd('30.00') },
          { invoiceId: first.id, invoiceNumber: first.number, amount: usd('10.00') },
        ],
      },
    });
    expect(await refused(id, typed('10.01', { reopensInvoices: false }))).toMatchObject({
      code: 'payments.refund-reopens-invoices',
    });
    expect(await refused(id, typed('100.01'))).toMatchObject({ code: 'payments.refund-too-large' });
    expect([await standOf(service, first), await standOf(service, second)]).toEqual([
      ['paid', 6_000],
      ['paid', 3_000],
    ]);
    expect([await told(id), (await service.ask(listRefunds, ae, { paymentId: id })).items]).toEqual([[], []]);
  });

  it('two at once of what is unallocated: one goes back, the other would open an invoice', async () => {
    const { id, second } = await aSpreadPayment();
    const both = await Promise.allSettled([1, 2].map(() => refund(id, typed('10.00'))));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await standOf(service, second)).toEqual(['paid', 3_000]);
    expect(await service.ask(getClientPayment, ae, { id })).toMatchObject({ refunded: usd('10.00') });
  });

  it('are never more than is left, also two at once', async () => {
    const { id } = await aSpreadPayment();
    expect(await refused(id, typed('100.01'))).toMatchObject({
      ...{ code: 'payments.refund-too-large', facts: { left: usd('100.00') } },
    });
    const both = await Promise.allSettled([1, 2].map(() => refund(id, typed('60.00', reopening))));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await service.ask(getClientPayment, ae, { id })).toMatchObject({ refunded: usd('60.00') });
  });

  it('crossing an allocation leave both sides whole', async () => {
    const clients = await Promise.all([1, 2, 3, 4].map(() => anIssuedInvoice(service, { net: 10_000 })));
    for (const invoice of clients) {
      const { id } = await pay('100.00', {
        clientId: invoice.clientId,
        remittance: 'on account',
        amount: usd('99.00'),
      });
      await Promise.allSettled([
        service.ask(allocateClientPayment, ae, { id, allocation: { invoiceId: invoice.id } }),
        refund(id, typed('50.00', reopening)),
      ]);
      const payment = await service.ask(getClientPayment, ae, { id });
      expect(payment).toMatchObject({ refunded: usd('50.00'), allocated: usd('49.00') });
      expect(await standOf(service, invoice)).toEqual(['partly-paid', 4_900]);
    }
  });

  it('are once for each bank reference', async () => {
    const { id } = await aSpreadPayment();
    const same = typed('20.00');
    const said = { ...same, ...reopening };
    const answers = await Promise.all(Array.from({ length: 5 }, () => refund(id, structuredClone(said))));
    answers.push(await refund(id, same));
    expect(new Set(answers.map((each) => each.id)).size).toBe(1);
    expect(await refused(id, { ...same, amount: usd('21.00') })).toMatchObject({
      code: 'payments.bank-reference-used',
    });
    expect(await service.ask(getClientPayment, ae, { id })).toMatchObject({ refunded: usd('20.00') });
  });

  it('of money of nobody leave suspense, and what is assigned later is the rest', async () => {
    const payment = await pay('80.00');
    const back = await refund(payment.id, typed('30.00'));
    expect(back.clientId).toBeNull();
    expect(await postedFor(service, back.id)).toEqual({
      refund: [
        ['network-suspense', 3_000],
        ['network-cash', -3_000],
      ],
    });
    const { clientId } = await anIssuedInvoice(service);
    await service.ask(allocateClientPayment, ae, { id: payment.id, allocation: { clientId } });
    expect((await postedFor(service, payment.id))['money-assigned']).toEqual([
      ['network-suspense', 5_000],
      ['client-receivable', clientId, -5_000],
    ]);
  });

  it.each([
    ['nothing', typed('0.00'), 'payments.amount-not-positive'],
    ['another currency', typed('1.00', { amount: { amount: '1.00', currency: 'EUR' } }), 'payments.other-currency'],
    ['a day to come', typed('1.00', { refundedOn: '2026-02-21' }), 'payments.date-in-future'],
    ['a day before it came', typed('1.00', { refundedOn: '2026-02-08' }), 'payments.refund-before-receipt'],
  ])('refuse %s', async (_, about, code) => {
    const { id } = await aSpreadPayment();
    expect(await refused(id, about)).toMatchObject({ code });
  });

  it('are seen by staff and by the client', async () => {
    const { id, first } = await aSpreadPayment();
    const { id: refundId } = await refund(id, typed('1.00'));
    const seen = async (actor: typeof ae) => (await service.ask(listRefunds, actor, { paymentId: id })).items;
    expect(await seen(aClientUser(first.clientId))).toMatchObject([{ id: refundId }]);
    expect(await seen(ae)).toMatchObject([{ id: refundId }]);
    expect(await seen(aClientUser())).toEqual([]);
    for (const actor of [aPartner(), aClientUser(first.clientId)]) {
      const asked = service.refusal(refundClientPayment, actor, { id, refund: typed('1.00') });
      expect(await asked).toMatchObject({ code: 'access.role' });
    }
  });

  it('an account has one id, whether money comes from it or goes to it, and changes are told', async () => {
    const expert = anExpert();
    const set = (details: object) =>
      service.ask(setBankDetails, expert, { expertId: expert.id, details: { ...iban, ...details } });
    await set({});
    await set({});
    await set({ iban: 'DE02120300000000202051', bic: 'BYLADEM1001' });
    const named = (await service.told(bankAccountNamed)).filter(({ expertId }) => expertId === expert.id);
    expect(named).toHaveLength(2);
    expect(named[0]!.bankAccountId).not.toBe(named[1]!.bankAccountId);
    const invoice = await anIssuedInvoice(service);
    await pay('1.00', { invoiceNumber: invoice.number, payerIban: iban.iban });
    expect((await service.told(moneyReceived)).at(-1)).toMatchObject({ payerAccountId: named[0]!.bankAccountId });
  });
});
