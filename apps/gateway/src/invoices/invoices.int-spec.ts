import request from 'supertest';
import { notYours } from '#libs/access';
import { unavailable } from '#libs/errors';
import { linkToken } from '#libs/links';
import { newId } from '#libs/persistence';
import { GatewayModule } from '../gateway.module.js';
import { asBytes, startTestApp, type TestApp } from '../test-app.js';
import { exampleInvoice } from './test-invoice.js';

const path = `/v1/invoices/${exampleInvoice.invoice.id}`;
const draft = {
  ...exampleInvoice,
  invoice: { ...exampleInvoice.invoice, state: 'draft', number: null, reference: null, issuedOn: null, dueOn: null },
};

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
    test.answer(() => draft);
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
    const policy = { seller, invoicePrefix: 'INV', creditNotePrefix: 'CN', reminderDays: [], footer: '' };
    expect((await send('put', '/v1/invoice-policy', policy, { 'if-match': '"0"' })).status).toBe(400);
    for (const [url, body] of [
      ['/v1/invoices', {}],
      [`${path}/issue`, {}],
      [`${path}/credit-notes`, { reason: 'x' }],
    ] as const) {
      expect((await send('post', url, body)).body).toMatchObject({ code: 'request.idempotency-key-required' });
      expect((await send('post', url, body, { 'idempotency-key': newId() })).status).toBeLessThan(300);
    }
  });

  describe('by the link of the mail, without an account', () => {
    const { id } = exampleInvoice.invoice;
    const tokenOf = (page: 'invoice' | 'client-report' | 'questionnaire') => linkToken(process.env.LINK_KEY!, page, id);
    const link = () => `/i/${tokenOf('invoice')}`;
    const open = (url: string) => request(test.app.getHttpServer()).get(url);
    beforeEach(() => test.answer(() => exampleInvoice));

    it('opens the page and its PDF, asked for as the network, and keeps neither', async () => {
      const { status, text, headers } = await open(link());
      expect([status, headers['cache-control'], headers['referrer-policy']]).toEqual([200, 'no-store', 'no-referrer']);
      expect(text).toContain('Please transfer EUR 15,131.01 by 30 March 2026, and name the reference.');
      expect(text).toContain('Credit note CN-2026-000003');
      expect(test.asked.at(-1)).toMatchObject({ actor: { role: 'system' }, input: { id } });
      const file = await open(`/i/${/href="([^"]+invoice\.pdf)"/.exec(text)![1]!}`);
      expect([file.status, file.headers['content-type'], file.headers['cache-control']]).toEqual([
        ...[200, 'application/pdf', 'no-store'],
      ]);
      expect(file.headers['content-disposition']).toBe('attachment; filename="invoice-INV-2026-000042.pdf"');
    });

    it.each([
      [
        'paid',
        { state: 'paid', paid: exampleInvoice.invoice.total, open: { amount: '0.00', currency: 'EUR' } },
        'Paid',
      ],
      ['void', { state: 'void', open: { amount: '0.00', currency: 'EUR' } }, 'VOID'],
    ])('shows one that is %s as that, and asks for no money', async (_, stands, words) => {
      test.answer(() => ({ ...exampleInvoice, invoice: { ...exampleInvoice.invoice, ...stands } }));
      const { status, text } = await open(link());
      expect([status, text.includes(words)]).toEqual([200, true]);
      expect(text).not.toMatch(/How to pay|IBAN/);
    });

    it.each([
      ['the last of 90 days after it is due', '2026-06-28T00:00:00.000Z', 200],
      ['a moment later', '2026-06-28T00:00:00.001Z', 404],
    ])('%s: %s gives %i', async (_, at, status) => {
      test.answer(() => ({ ...exampleInvoice, at }));
      for (const url of [link(), `${link()}/invoice.pdf`]) expect((await open(url)).status).toBe(status);
    });

    it('a later credit note, of which mail tells, opens it for 90 days more', async () => {
      const creditNotes = [
        ...exampleInvoice.creditNotes,
        { ...exampleInvoice.creditNotes[0]!, issuedOn: '2026-06-27' },
      ];
      test.answer(() => ({ ...exampleInvoice, creditNotes, at: '2026-09-01T00:00:00.000Z' }));
      expect((await open(link())).status).toBe(200);
    });

    it('not by the token of a report or a questionnaire, a bare id or a token cut off; nor a draft: all the same page', async () => {
      const answers = [];
      for (const token of [tokenOf('client-report'), tokenOf('questionnaire'), id, tokenOf('invoice').slice(0, -1)])
        for (const url of [`/i/${token}`, `/i/${token}/invoice.pdf`]) answers.push(await open(url));
      expect((await open(`/r/${tokenOf('invoice')}`)).status).toBe(404);
      test.answer(() => draft);
      answers.push(await open(link()));
      test.answer(() => {
        throw notYours('invoice');
      });
      answers.push(await open(link()));
      expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
      expect(answers[0]).toMatchObject({ status: 404, text: expect.stringContaining('This link doesn’t work') });
      expect((await request(test.app.getHttpServer()).post(link())).status).toBe(405);
    });

    it('says so when the service is away', async () => {
      test.answer(() => {
        throw unavailable('rpc.unavailable', 'Away');
      });
      expect((await open(link())).status).toBe(503);
    });
  });
});
