import request from 'supertest';
import { notYours } from '#libs/access';
import { unavailable } from '#libs/errors';
import { linkPath, linkToken, type LinkedPage } from '#libs/links';
import { GatewayModule } from '../gateway.module.js';
import { startTestApp, type TestApp } from '../test-app.js';
import { exampleCreditNote, exampleDraft, exampleInvoice } from './test-invoice.js';

const nothing = { amount: '0.00', currency: 'EUR' };
const kinds = [
  {
    kind: 'invoice',
    ...{ example: exampleInvoice, id: exampleInvoice.invoice.id },
    ...{ file: 'invoice-INV-2026-000042.pdf', last: '2026-06-28T00:00:00.000Z', late: '2026-06-28T00:00:00.001Z' },
  },
  {
    kind: 'credit-note',
    ...{ example: exampleCreditNote, id: exampleCreditNote.creditNote.id },
    ...{ file: 'credit-note-CN-2026-000003.pdf', last: '2026-06-18T00:00:00.000Z', late: '2026-06-18T00:00:00.001Z' },
  },
] as const;

describe('PM-4: the link of a mail, without an account', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp(GatewayModule);
  });
  afterAll(() => test.close());

  const open = (url: string) => request(test.app.getHttpServer()).get(url);
  const tokenOf = (page: LinkedPage, id: string) => linkToken(process.env.LINK_KEY!, page, id);
  const linkOf = (page: LinkedPage, id: string) => linkPath(page, tokenOf(page, id));

  describe.each(kinds)('$kind', ({ kind, example, id, file, last, late }) => {
    const link = () => linkOf(kind, id);
    const asPdf = (page: string) => `${page}/${kind}.pdf`;
    beforeEach(() => test.answer(() => example));

    it('opens the page and its PDF, asked for as the network, and keeps neither', async () => {
      const { status, text, headers } = await open(link());
      expect([status, headers['cache-control'], headers['referrer-policy']]).toEqual([200, 'no-store', 'no-referrer']);
      expect(text).toContain('Please transfer EUR 15,131.01 by 30 March 2026, and name the reference.');
      expect(text).toContain('Credit note CN-2026-000003');
      expect(test.asked.at(-1)).toMatchObject({
        ...{ name: `payments.get-${kind}-document`, actor: { role: 'system' }, input: { id } },
      });
      const path = /href="([^"]+\.pdf)"/.exec(text)![1]!;
      const pdf = await open(linkPath(kind, path));
      expect([pdf.status, pdf.headers['content-type'], pdf.headers['cache-control']]).toEqual([
        ...[200, 'application/pdf', 'no-store'],
      ]);
      expect(pdf.headers['content-disposition']).toBe(`attachment; filename="${file}"`);
      expect(asPdf(link())).toBe(linkPath(kind, path));
    });

    it.each([
      ['the last of its 90 days', last, 200],
      ['a moment later', late, 404],
    ])('%s: %s gives %i', async (_, at, status) => {
      test.answer(() => ({ ...example, at }));
      for (const url of [link(), asPdf(link())]) expect((await open(url)).status).toBe(status);
    });

    it('not by the token of another page, a bare id, or one cut off or changed: all the same page', async () => {
      const others = (['client-report', 'questionnaire', 'invoice', 'credit-note'] as const)
        .filter((page) => page !== kind)
        .map((page) => tokenOf(page, id));
      const [first = '', ...rest] = tokenOf(kind, id);
      const changed = [rest.join(''), (first === 'A' ? 'B' : 'A') + rest.join('')];
      const asked = test.asked.length;
      const answers = [];
      for (const token of [...others, id, ...changed])
        for (const url of [linkPath(kind, token), asPdf(linkPath(kind, token))]) answers.push(await open(url));
      expect(test.asked).toHaveLength(asked);
      test.answer(() => {
        throw notYours(kind);
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

  it.each([
    ['paid', { state: 'paid', paid: exampleInvoice.invoice.total, open: nothing }, 'Paid'],
    ['void', { state: 'void', open: nothing }, 'VOID'],
  ])('shows an invoice that is %s as that, and asks for no money', async (_, stands, words) => {
    test.answer(() => ({ ...exampleInvoice, invoice: { ...exampleInvoice.invoice, ...stands } }));
    const { status, text } = await open(linkOf('invoice', exampleInvoice.invoice.id));
    expect([status, text.includes(words)]).toEqual([200, true]);
    expect(text).not.toMatch(/How to pay|IBAN/);
  });

  it('opens no draft', async () => {
    test.answer(() => exampleDraft);
    expect((await open(linkOf('invoice', exampleInvoice.invoice.id))).status).toBe(404);
  });
});
