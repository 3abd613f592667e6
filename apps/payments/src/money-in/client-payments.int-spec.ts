import { allocateClientPayment, getClientPayment, paymentsEvents, recordClientPayment } from '#libs/contracts';
import { newId } from '#libs/persistence';
import { anAe, type TestService } from '#libs/testing';
import { anIssuedInvoice, postedFor, standOf } from '../test-support/an-issued-invoice.js';
import { startPayments, usd } from '../test-support/payments.js';

const { moneyReceived, moneyUnmatched, invoicePaid } = paymentsEvents;

describe('money in (PM-4)', () => {
  let service: TestService;
  beforeAll(async () => (service = await startPayments('2026-02-10T09:00:00.000Z')));
  afterAll(() => service.stop());

  const ae = anAe();
  let references = 0;
  const typed = (change: object = {}) => ({
    ...{ bankReference: `REF-${++references}`, amount: usd('100.00'), receivedOn: '2026-02-09', ...change },
  });
  const record = (change: object = {}, actor = ae) => service.ask(recordClientPayment, actor, typed(change));
  const allocate = (id: string, allocation: object, actor = ae) =>
    service.ask(allocateClientPayment, actor, { id, allocation });
  const refused = (id: string, allocation: object) => service.refusal(allocateClientPayment, ae, { id, allocation });

  it('named on an invoice pays it, and both the event and the ledger say so', async () => {
    const invoice = await anIssuedInvoice(service, { net: 10_000 });
    const payment = await record({ remittance: `your ${invoice.number.toLowerCase()}, thanks` });
    expect(payment).toMatchObject({
      ...{ state: 'allocated', clientId: invoice.clientId, clientName: 'Blue Heron', unallocated: usd('0.00') },
      ...{ source: 'by-hand', allocations: [{ invoiceNumber: invoice.number, amount: usd('100.00') }] },
    });
    expect(await standOf(service, invoice)).toEqual(['paid', 10_000]);
    const told = (await service.told(moneyReceived)).filter(({ invoiceId }) => invoiceId === invoice.id);
    expect(told).toMatchObject([{ paymentId: payment.id, amount: usd('100.00'), standing: { number: 1 } }]);
    expect((await service.told(invoicePaid)).at(-1)).toMatchObject({ invoiceId: invoice.id });
    expect(await postedFor(service, payment.id)).toEqual({
      'money-received': [
        ['network-cash', 10_000],
        ['client-receivable', invoice.clientId, -10_000],
      ],
    });
  });

  it('more than is open stays as credit, less pays in part', async () => {
    const over = await anIssuedInvoice(service, { net: 4_000 });
    expect(await record({ invoiceNumber: over.number })).toMatchObject({
      ...{ state: 'partly-allocated', allocated: usd('40.00'), unallocated: usd('60.00') },
    });
    const under = await anIssuedInvoice(service, { net: 10_001 });
    expect(await record({ invoiceNumber: under.number })).toMatchObject({ state: 'allocated' });
    expect([await standOf(service, over), await standOf(service, under)]).toEqual([
      ['paid', 4_000],
      ['partly-paid', 10_000],
    ]);
  });

  it('twenty equal posts at once are one payment, with one answer', async () => {
    const invoice = await anIssuedInvoice(service, { net: 30_000 });
    const same = typed({ invoiceNumber: invoice.number });
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => service.ask(recordClientPayment, anAe(), structuredClone(same))),
    );
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(await standOf(service, invoice)).toEqual(['partly-paid', 10_000]);
    const again = { ...same, amount: usd('100') };
    expect(await service.ask(recordClientPayment, ae, again)).toMatchObject({ id: answers[0]!.id });
    const other = { ...same, amount: usd('100.01') };
    expect(await service.refusal(recordClientPayment, ae, other)).toMatchObject({
      ...{ code: 'payments.bank-reference-used', kind: 'conflict' },
    });
  });

  it('two payments of one invoice at once never pay it twice', async () => {
    const invoice = await anIssuedInvoice(service, { net: 15_000 });
    const both = await Promise.all([1, 2].map(() => record({ invoiceNumber: invoice.number })));
    expect(both.map(({ allocated }) => allocated!.amount).sort()).toEqual(['100.00', '50.00']);
    expect(await standOf(service, invoice)).toEqual(['paid', 15_000]);
  });

  it('the account it came from is known the next time', async () => {
    const first = await anIssuedInvoice(service, { net: 20_000 });
    const payerIban = 'DE02 1203 0000 0000 2020 51';
    await record({ invoiceNumber: first.number, payerIban, amount: usd('200.00') });
    await anIssuedInvoice(service, { clientId: first.clientId, net: 7_700 });
    const next = await record({ payerIban, amount: usd('77.00') });
    expect(next).toMatchObject({ clientId: first.clientId, state: 'allocated' });
    expect(next.payerAccount).toBe('DE02 **** **** **** **** 51');
    const told = await service.told(moneyReceived);
    const ids = told
      .filter(({ standing }) => standing.clientId === first.clientId)
      .map(({ payerAccountId }) => payerAccountId);
    expect(ids).toEqual([expect.any(String), ids[0]]);
  });

  it('of an unknown is nobody’s until a person says whose it is', async () => {
    const invoice = await anIssuedInvoice(service, { net: 12_345 });
    const payment = await record({ amount: usd('123.45'), payerName: 'BLUE HERON GMBH' });
    expect(payment).toMatchObject({
      state: 'unmatched',
      clientId: null,
      matching: expect.stringContaining('names no'),
    });
    expect(payment.suggestions?.[0]).toMatchObject({
      ...{ invoiceId: invoice.id, because: 'the same amount, a similar name' },
    });
    expect((await service.told(moneyUnmatched)).at(-1)).toMatchObject({ paymentId: payment.id });
    const [one, two] = await Promise.allSettled([1, 2].map(() => allocate(payment.id, { invoiceId: invoice.id })));
    expect([one!.status, two!.status].sort()).toEqual(['fulfilled', 'rejected']);
    expect(await service.ask(getClientPayment, ae, { id: payment.id })).toMatchObject({
      ...{ state: 'allocated', clientId: invoice.clientId, matching: 'Allocated by Ann Executive.' },
    });
    expect(await standOf(service, invoice)).toEqual(['paid', 12_345]);
    expect(await postedFor(service, payment.id)).toEqual({
      'money-received': [
        ['network-cash', 12_345],
        ['network-suspense', -12_345],
      ],
      'money-assigned': [
        ['network-suspense', 12_345],
        ['client-receivable', invoice.clientId, -12_345],
      ],
    });
  });

  it('what names an invoice of another client than it is said to be of waits for a person', async () => {
    const [theirs, other] = [await anIssuedInvoice(service), await anIssuedInvoice(service)];
    const payment = await record({ clientId: other.clientId, remittance: theirs.number });
    expect(payment).toMatchObject({ state: 'unmatched', clientId: null });
    expect(await refused(payment.id, { clientId: other.clientId, invoiceId: theirs.id })).toMatchObject({
      code: 'payments.other-client',
    });
  });

  it('a person allocates no more than there is, to nothing that takes none', async () => {
    const invoice = await anIssuedInvoice(service, { net: 6_000 });
    const { id } = await record({ clientId: invoice.clientId });
    const inEuro = await anIssuedInvoice(service, { clientId: invoice.clientId, currency: 'EUR' });
    const small = await anIssuedInvoice(service, { clientId: invoice.clientId, net: 100_000 });
    const foreign = await anIssuedInvoice(service);
    const draft = newId();
    await service.query(
      `insert into invoices select (jsonb_populate_record(i, jsonb_build_object('id', $2::text, 'state', 'draft', 'year', null,
         'serial', null, 'number', null))).* from invoices i where id = $1`,
      [invoice.id, draft],
    );
    const codes = [
      await refused(id, { invoiceId: invoice.id, amount: usd('60.01') }),
      await refused(id, { invoiceId: small.id, amount: usd('100.01') }),
      await refused(id, { invoiceId: small.id, amount: usd('0.00') }),
      await refused(id, { invoiceId: inEuro.id }),
      await refused(id, { invoiceId: small.id, amount: { amount: '1.00', currency: 'EUR' } }),
      await refused(id, { invoiceId: foreign.id }),
      await refused(id, { invoiceId: draft }),
      await refused(id, { invoiceId: newId() }),
      await refused(newId(), { invoiceId: invoice.id }),
      await refused(id, { clientId: foreign.clientId }),
    ].map(({ code }) => code);
    expect(codes).toEqual([
      ...['payments.more-than-open', 'payments.more-than-unallocated', 'payments.amount-not-positive'],
      ...['payments.other-currency', 'payments.other-currency', 'payments.other-client', 'payments.invoice-not-open'],
      ...['access.no-such-invoice', 'access.no-such-client-payment', 'payments.other-client'],
    ]);
    await allocate(id, { invoiceId: invoice.id });
    expect((await refused(id, { invoiceId: invoice.id })).code).toBe('payments.invoice-not-open');
    await allocate(id, { invoiceId: small.id });
    expect((await refused(id, { invoiceId: small.id })).code).toBe('payments.nothing-left');
    expect(await standOf(service, small)).toEqual(['partly-paid', 4_000]);
  });

  it.each([
    ['a day to come', { receivedOn: '2026-02-11' }, 'payments.date-in-future'],
    ['nothing', { amount: usd('0.00') }, 'payments.amount-not-positive'],
    ['less than nothing', { amount: usd('-1.00') }, 'payments.amount-not-positive'],
    ['more than all there is', { amount: usd('10000000000000.01') }, 'payments.amount-too-large'],
    ['no IBAN', { payerIban: 'DE02120300000000202052' }, 'payments.iban-invalid'],
    ['an unknown currency', { amount: { amount: '1.00', currency: 'XXX' } }, 'money.unknown-currency'],
    ['a client nobody knows', { clientId: newId() }, 'access.no-such-client'],
  ])('refuses %s', async (_, change, code) => {
    expect(await service.refusal(recordClientPayment, ae, typed(change))).toMatchObject({ code });
  });
});
