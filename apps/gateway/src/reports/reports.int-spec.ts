import request from 'supertest';
import { notYours } from '#libs/access';
import { GatewayModule } from '../gateway.module.js';
import { startTestApp, type TestApp } from '../test-app.js';
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
      .parse((answer, done) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => done(null, Buffer.concat(chunks)));
      });

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
