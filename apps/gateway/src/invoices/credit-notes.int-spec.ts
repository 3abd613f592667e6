import request from 'supertest';
import { notYours } from '#libs/access';
import { GatewayModule } from '../gateway.module.js';
import { asBytes, startTestApp, type TestApp } from '../test-app.js';
import { exampleCreditNote } from './test-invoice.js';

const { id } = exampleCreditNote.creditNote;
const path = `/v1/credit-notes/${id}`;

describe('PM-4, PM-9: a credit note as page and PDF', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp(GatewayModule);
  });
  afterAll(() => test.close());
  beforeEach(() => test.answer(() => exampleCreditNote));

  const get = async (url: string, role: 'client' | 'expert' | 'partner' = 'client') =>
    request(test.app.getHttpServer())
      .get(url)
      .set('authorization', await test.bearer(role))
      .buffer(true)
      .parse(asBytes);

  it('says who, of which invoice, why, what is taken off and what is left, and escapes what people wrote', async () => {
    const { status, headers, body } = await get(`${path}/page`);
    const page = String(body);
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    for (const said of [
      ...['Credit note CN-2026-000003', 'corrects invoice INV-2026-000042 of 16 March 2026', '20 March 2026'],
      ...[
        'Haftung &lt;GmbH&gt;',
        'Ακτή Δίκτυο Α.Ε.',
        'Łódź',
        'Tax number PL5260250995',
        'Жодного разу &lt;не&gt; двічі',
      ],
      ...['Olena Гнатюк', '13,536.25', '100.00', 'Tax 19.5 %', '19.50', 'EUR 119.50'],
      ...['Of invoice INV-2026-000042, EUR 15,131.01 is still to be paid as of 21 March 2026.', 'Late payment'],
      ...['Please transfer EUR 15,131.01 by 30 March 2026', 'DE89 3704 0044 0532 0130 00', 'RF54 INV2 0260 0004 2'],
    ])
      expect(page).toContain(said);
    expect(page).not.toMatch(/<script|your credit|Storefront for forty ports/);
    expect(test.asked.at(-1)).toMatchObject({ name: 'payments.get-credit-note-document', input: { id } });
  });

  it('a PDF with the fonts of its scripts', async () => {
    const { status, headers, body } = await get(`${path}/credit-note.pdf`);
    const pdf = (body as Buffer).toString('latin1');
    expect([status, headers['content-type']]).toEqual([200, 'application/pdf']);
    expect(headers['content-disposition']).toBe('attachment; filename="credit-note-CN-2026-000003.pdf"');
    expect(pdf).toMatch(/^%PDF-1\.\d/);
    expect(new Set(pdf.match(/NotoSans-\w+/g))).toEqual(new Set(['NotoSans-Regular', 'NotoSans-Bold']));
  });

  it('one that is not yours is not there, and an expert or a partner may not ask', async () => {
    test.answer(() => {
      throw notYours('credit-note');
    });
    const asked = test.asked.length;
    for (const url of [`${path}/page`, `${path}/credit-note.pdf`]) {
      const { status, body } = await get(url);
      expect([status, JSON.parse(String(body))]).toMatchObject([404, { code: 'access.no-such-credit-note' }]);
      for (const role of ['expert', 'partner'] as const) expect((await get(url, role)).status).toBe(403);
    }
    expect(test.asked).toHaveLength(asked + 2);
  });
});
