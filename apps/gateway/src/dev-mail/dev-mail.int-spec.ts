import request from 'supertest';
import { DomainError } from '#libs/errors';
import { newId } from '#libs/persistence';
import { GatewayModule } from '../gateway.module.js';
import { startTestApp, type TestApp } from '../test-app.js';

const evil = '<script>alert(1)</script>"><img src=x onerror=alert(1)>';
const mail = {
  id: newId(),
  at: '2026-03-02T09:00:00.000Z',
  from: 'Shoreline <notices@shoreline.local>',
  to: `${evil} <ana@example.com>`,
  subject: `Carla asks: ${evil}`,
  text: `> ${evil}`,
  html: `<!doctype html><p title="x">Hello</p>`,
  attachments: [{ filename: `${evil}.ics`, contentType: 'text/calendar', text: 'BEGIN:VCALENDAR' }],
};

describe('/dev/mail', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp(GatewayModule);
  });
  afterAll(() => test.close());
  beforeEach(() => {
    test.asked.length = 0;
    test.answer(({ name }) => (name.endsWith('list-kept-mail') ? { items: [mail], nextCursor: 'next' } : mail));
  });
  const get = (path: string, accept = 'text/html,*/*') =>
    request(test.app.getHttpServer()).get(`/dev/mail${path}`).set('accept', accept);

  it('NT-1: lists what would have been sent, for people', async () => {
    const { status, text, headers } = await get('?to=ana&q=%22%3Cb%3E');
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([
      200,
      'text/html; charset=utf-8',
      'no-store',
    ]);
    expect(test.asked).toMatchObject([
      { name: 'notification.list-kept-mail', actor: { role: 'system' }, input: { to: 'ana', q: '"<b>' } },
    ]);
    expect(text).toContain(`href="/dev/mail/${mail.id}"`);
    expect(text).toContain('value="&quot;&lt;b&gt;"');
    expect(text).toContain('cursor=next');
    expect(text).not.toMatch(/<script|<img/);
  });

  it('shows one, its HTML in a frame that can do nothing', async () => {
    const { text, headers } = await get(`/${mail.id}`);
    expect(text).toContain(
      '<iframe sandbox="allow-popups allow-popups-to-escape-sandbox" title="The mail as HTML" srcdoc="&lt;!doctype html&gt;&lt;p title=&quot;x&quot;&gt;',
    );
    expect(text).not.toMatch(/<script|<img/);
    expect(text).toContain('BEGIN:VCALENDAR');
    expect(headers['content-security-policy']).toContain("default-src 'self'");
  });

  it('answers programs in JSON', async () => {
    expect((await get('', 'application/json')).body).toEqual({ items: [mail], nextCursor: 'next' });
    expect((await get(`/${mail.id}`, 'application/json')).body).toEqual(mail);
  });

  it.each([
    ['/7', 404, 'access.no-such-mail'],
    ['?limit=1000', 400, 'request.malformed-query'],
  ])('refuses %s', async (path, status, code) => {
    expect((await get(path, 'application/json')).body).toMatchObject({ status, code });
  });

  it('isn’t there where mail goes out', async () => {
    test.answer(() => {
      throw new DomainError('notification.mail-goes-out', 'not-found', 'Mail is sent here, not kept.');
    });
    expect((await get('')).body).toMatchObject({ status: 404, code: 'notification.mail-goes-out' });
  });

  it('isn’t there in production', async () => {
    const before = process.env.NODE_ENV;
    const production = await startTestApp(GatewayModule, { NODE_ENV: 'production' });
    try {
      for (const path of ['/dev/mail', `/dev/mail/${mail.id}`]) {
        const { body } = await request(production.app.getHttpServer()).get(path);
        expect(body).toMatchObject({ status: 404, code: 'request.no-such-route' });
      }
    } finally {
      process.env.NODE_ENV = before;
      await production.close();
    }
  });
});
