import request from 'supertest';
import type { Role } from '#libs/access';
import { newId } from '#libs/persistence';
import { GatewayModule } from '../gateway.module.js';
import { startTestApp, type TestApp } from '../test-app.js';

describe('the routes of money in (PM-4)', () => {
  let gateway: TestApp;

  beforeAll(async () => (gateway = await startTestApp(GatewayModule)));
  afterAll(() => gateway.close());
  beforeEach(() => {
    gateway.asked.length = 0;
    gateway.answer(() => ({ items: [] }));
  });

  const post = async (path: string, mediaType: string, body: string | Buffer, role: Role = 'account-executive') =>
    request(gateway.app.getHttpAdapter().getInstance().server)
      .post(path)
      .set('authorization', await gateway.bearer(role))
      .set('idempotency-key', newId())
      .type(mediaType)
      .send(body);
  const statements = '/v1/bank-statements';
  const latin = '<?xml version="1.0" encoding="ISO-8859-1"?><Nm>Müller</Nm>';

  it.each([
    ['as it is', 'application/xml', '<Nm>Šimić</Nm>', '<Nm>Šimić</Nm>'],
    ['as text', 'text/xml; charset=utf-8', '<Nm>Šimić</Nm>', '<Nm>Šimić</Nm>'],
    ['in JSON', 'application/json', JSON.stringify({ xml: '<Nm>Šimić</Nm>' }), '<Nm>Šimić</Nm>'],
    ['in the encoding it declares', 'application/xml', Buffer.from(latin, 'latin1'), latin],
    ['in UTF-16', 'application/xml', Buffer.from('\uFEFF<Nm>Šimić</Nm>', 'utf16le'), '<Nm>Šimić</Nm>'],
    ['in another one than it declares', 'application/xml', Buffer.from('<Nm>Müller</Nm>', 'latin1'), '<Nm>Müller</Nm>'],
    ['in one nobody knows', 'application/xml', '<?xml encoding="x-y"?><Nm/>', '<?xml encoding="x-y"?><Nm/>'],
  ])('a statement is handed on %s', async (_, mediaType, body, xml) => {
    expect((await post(statements, mediaType, body)).status).toBe(201);
    expect(gateway.asked).toMatchObject([{ name: 'payments.import-bank-statement', input: { xml } }]);
  });

  it('a statement may have up to 5 MB, and XML comes in there only', async () => {
    expect((await post(statements, 'application/xml', 'x'.repeat(5_000_000))).status).toBe(201);
    const { status, body } = await post(statements, 'application/xml', 'x'.repeat(5_000_001));
    expect([status, body.code, body.errors[0].field]).toEqual([422, 'request.invalid', 'xml']);
    expect((await post(statements, 'application/xml', 'x'.repeat(12_000_000))).status).toBe(413);
    expect((await post(statements, 'application/xml', '')).status).toBe(422);
    expect((await post('/v1/client-payments', 'application/xml', '<a/>')).status).toBe(415);
  });

  it('money is recorded once for a key, and by those who may', async () => {
    const payment = { bankReference: 'B-1', amount: { amount: '1.00', currency: 'USD' }, receivedOn: '2026-03-02' };
    const body = JSON.stringify(payment);
    expect((await post('/v1/client-payments', 'application/json', body, 'partner')).status).toBe(201);
    expect(gateway.asked).toMatchObject([{ input: payment, idempotencyKey: expect.any(String) }]);
    expect((await post('/v1/client-payments', 'application/json', body, 'team-lead')).status).toBe(403);
    const withoutKey = await request(gateway.app.getHttpAdapter().getInstance().server)
      .post('/v1/client-payments')
      .set('authorization', await gateway.bearer('partner'))
      .send(payment);
    expect(withoutKey.status).toBe(400);
  });
});
