import request from 'supertest';
import { notYours } from '#libs/access';
import { newId } from '#libs/persistence';
import { GatewayModule } from '../gateway.module.js';
import { asBytes, startTestApp, type TestApp } from '../test-app.js';
import { exampleDraft, exampleInvoice } from './test-invoice.js';

const path = `/v1/invoices/${exampleInvoice.invoice.id}`;

describe('PM-4: an invoice as page and PDF', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp(GatewayModule);
  });
  afterAll(() => test.close());

  const get = async (url: string) =>
    request(test.app.getHttpServer())
      .get(url)
      .set('authorization', await test.bearer('client'))
      .buffer(true)
      .parse(asBytes);

  it('says who, what, how much and how to pay, and escapes what people wrote', async () => {
    test.answer(() => exampleInvoice);
    const { status, headers, body } = await get(`${path}/page`);
    const page = String(body);
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    for (const said of [
      ...['Invoice INV-2026-000042', 'Haftung &lt;GmbH&gt;', 'Ερμού 18', 'Łódź', 'Poland', 'Tax number PL5260250995'],
      ...['30 March 2026', 'PO-4711', 'Tax 19.5 %', '16,250.51', 'Credit note CN-2026-000003', '−119.50', '−1,000.00'],
      ...['Please transfer EUR 15,131.01 by 30 March 2026', 'DE89 3704 0044 0532 0130 00', 'RF54 INV2 0260 0004 2'],
      ...['159 h 15 min', 'Καλάθι: τα κουπόνια', 'Late payment'],
    ])
      expect(page).toContain(said);
    expect(page).not.toContain('<script');
    expect(page).not.toContain('DRAFT');
  });

  it('a draft is marked, and nobody is asked to pay it', async () => {
    test.answer(() => exampleDraft);
    const page = String((await get(`${path}/page`)).body);
    expect(page).toContain('DRAFT');
    expect(page).not.toMatch(/How to pay|IBAN|RF54/);
    const { headers } = await get(`${path}/invoice.pdf`);
    expect(headers['content-disposition']).toBe('attachment; filename="invoice-draft.pdf"');
  });

  it('a PDF with the fonts of its scripts', async () => {
    test.answer(() => exampleInvoice);
    const { status, headers, body } = await get(`${path}/invoice.pdf`);
    const pdf = (body as Buffer).toString('latin1');
    expect([status, headers['content-type']]).toEqual([200, 'application/pdf']);
    expect(headers['content-disposition']).toBe('attachment; filename="invoice-INV-2026-000042.pdf"');
    expect(pdf).toMatch(/^%PDF-1\.\d/);
    expect(new Set(pdf.match(/NotoSans-\w+/g))).toEqual(new Set(['NotoSans-Regular', 'NotoSans-Bold']));
  });

  it('one that is not yours is not there', async () => {
    test.answer(() => {
      throw notYours('invoice');
    });
    for (const url of [path, `${path}/page`, `${path}/invoice.pdf`]) {
      const { status, body } = await get(url);
      expect([status, JSON.parse(String(body))]).toMatchObject([404, { code: 'access.no-such-invoice' }]);
    }
  });

  it('the first billing profile is entered from version 0; drafting, issuing and crediting need a key', async () => {
    const admin = await test.bearer('admin');
    const send = (method: 'put' | 'post', url: string, body: object, headers: Record<string, string> = {}) => {
      const http = request(test.app.getHttpServer());
      return http[method](url)
        .set({ authorization: admin, ...headers })
        .send(body);
    };
    test.answer(() => ({ version: 1 }));
    const { seller, buyer } = exampleInvoice.invoice;
    const more = { taxRateBasisPoints: 2300, paymentTermDays: 14, purchaseOrder: null };
    const profile = `/v1/clients/${newId()}/billing-profile`;
    expect((await send('put', profile, { ...buyer, ...more })).status).toBe(428);
    for (const [sent, version] of [
      ['"0"', 0],
      ['"7"', 7],
    ] as const) {
      expect((await send('put', profile, { ...buyer, ...more }, { 'if-match': sent })).status).toBe(200);
      expect(test.asked.at(-1)).toMatchObject({ name: 'payments.set-billing-profile', input: { version } });
    }
    const policy = {
      seller,
      invoicePrefix: 'INV',
      creditNotePrefix: 'CN',
      reminderDays: [],
      timeZone: 'UTC',
      footer: '',
    };
    expect((await send('put', '/v1/invoice-policy', policy, { 'if-match': '"0"' })).status).toBe(400);
    const key = () => ({ 'idempotency-key': newId() });
    expect((await send('post', `${path}/issue`, {}, key())).status).toBe(428);
    for (const [url, body, headers] of [
      ['/v1/invoices', {}, {}],
      [`${path}/issue`, {}, { 'if-match': '"3"' }],
      [`${path}/credit-notes`, { reason: 'x' }, {}],
    ] as const) {
      expect((await send('post', url, body, headers)).body).toMatchObject({ code: 'request.idempotency-key-required' });
      expect((await send('post', url, body, { ...headers, ...key() })).status).toBeLessThan(300);
    }
    const issuing = test.asked.find(({ name }) => name === 'payments.issue-invoice');
    expect(issuing).toMatchObject({ input: { version: 3 } });
  });
});
