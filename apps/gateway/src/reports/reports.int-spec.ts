import request from 'supertest';
import { notYours } from '#libs/access';
import { unavailable } from '#libs/errors';
import { linkToken } from '#libs/links';
import { GatewayModule } from '../gateway.module.js';
import { asBytes, startTestApp, type TestApp } from '../test-app.js';
import { exampleReport } from './test-report.js';

const path = `/v1/client-reports/${exampleReport.id}`;

describe('QN-12: the monthly report as page and PDF', () => {
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

  it('a page that escapes what people wrote, and says its charts in words', async () => {
    test.answer(() => exampleReport);
    const { status, headers, body } = await get(`${path}/page`);
    const page = String(body);
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page).toContain('Żółw &amp; Søn &lt;GmbH&gt;, March 2026');
    expect(page).toContain('159 h 15 min');
    expect(page).toContain('aria-label="Hours by week. 23 Feb: 0 h, 2 Mar: 40 h');
    expect(page).toContain('17 of 18');
    expect(page).not.toContain('<script');
  });

  it('a PDF with the fonts of its scripts', async () => {
    test.answer(() => exampleReport);
    const { status, headers, body } = await get(`${path}/report.pdf`);
    const pdf = (body as Buffer).toString('latin1');
    expect([status, headers['content-type']]).toEqual([200, 'application/pdf']);
    expect(headers['content-disposition']).toBe('attachment; filename="report-2026-03.pdf"');
    expect(pdf).toMatch(/^%PDF-1\.\d/);
    expect(pdf.trimEnd()).toMatch(/%%EOF$/);
    expect(new Set(pdf.match(/NotoSans-\w+/g))).toEqual(new Set(['NotoSans-Regular', 'NotoSans-Bold']));
  });

  describe('by the link of the mail, without an account', () => {
    const link = (id = exampleReport.id) => `/r/${linkToken(process.env.LINK_KEY!, 'client-report', id)}`;
    const open = (url: string) => request(test.app.getHttpServer()).get(url);

    it('opens the page and its PDF, asked for as the network', async () => {
      test.answer(() => exampleReport);
      const { status, text, headers } = await open(link());
      expect([status, headers['cache-control'], headers['referrer-policy']]).toEqual([200, 'no-store', 'no-referrer']);
      expect(text).toContain('March 2026');
      expect(test.asked.at(-1)).toMatchObject({ actor: { role: 'system' }, input: { id: exampleReport.id } });
      const pdf = /href="([^"]+report\.pdf)"/.exec(text)![1]!;
      const file = await open(`/r/${pdf}`);
      expect([file.status, file.headers['content-type']]).toEqual([200, 'application/pdf']);
    });

    it.each([
      ['a draft', { ...exampleReport, state: 'draft', releasedAt: null }],
      ['one that is too old', { ...exampleReport, at: '2026-07-02T10:00:00Z' }],
    ])('not %s', async (_, report) => {
      test.answer(() => report);
      for (const url of [link(), `${link()}/report.pdf`]) expect((await open(url)).status).toBe(404);
    });

    it('nor by the token of a questionnaire, a bare id, or a token cut off', async () => {
      test.answer(() => exampleReport);
      const token = linkToken(process.env.LINK_KEY!, 'questionnaire', exampleReport.id);
      for (const url of [`/r/${token}`, `/r/${exampleReport.id}`, link().slice(0, -1)])
        expect([url, (await open(url)).status]).toEqual([url, 404]);
    });

    it('says so when the service is away', async () => {
      test.answer(() => {
        throw unavailable('rpc.unavailable', 'Away');
      });
      expect((await open(link())).status).toBe(503);
    });
  });

  it('one that is not yours is not there', async () => {
    test.answer(() => {
      throw notYours('client-report');
    });
    for (const url of [path, `${path}/page`, `${path}/report.pdf`]) {
      const { status, body } = await get(url);
      expect([status, JSON.parse(String(body))]).toMatchObject([404, { code: 'access.no-such-client-report' }]);
    }
  });
});
