import request from 'supertest';
import { newId } from '#libs/persistence';
import { GatewayModule } from '../gateway.module.js';
import { startTestApp, type TestApp } from '../test-app.js';

describe("the routes of referrers' money (RC-5)", () => {
  let gateway: TestApp;
  const referrerId = newId();
  const payout = { amount: { amount: '85.00', currency: 'USD' }, bankReference: 'T-1', paidOn: '2026-03-02' };

  beforeAll(async () => {
    gateway = await startTestApp(GatewayModule);
  });
  beforeEach(() => {
    gateway.asked.length = 0;
    gateway.answer(({ name }) => {
      if (name === 'payments.get-referrer-balance') return { referrerId, balances: [] };
      if (name === 'payments.list-referrer-payouts') return { items: [], nextCursor: null };
      const recorded = { recordedAt: '2026-03-02T09:00:00.000Z', recordedBy: 'Ann Executive' };
      return { id: newId(), referrerId, ...payout, ...recorded, state: 'paid', returned: null };
    });
  });
  afterAll(() => gateway.close());

  const server = () => gateway.app.getHttpAdapter().getInstance().server;
  const post = async (body: object, key?: string, to = 'payouts') =>
    request(server())
      .post(`/v1/referrers/${referrerId}/${to}`)
      .set('authorization', await gateway.bearer('account-executive'))
      .set(key ? { 'Idempotency-Key': key } : {})
      .send(body);

  it('a transfer is recorded with its key', async () => {
    expect((await post(payout, newId())).status).toBe(201);
    expect(gateway.asked).toMatchObject([{ name: 'payments.record-referrer-payout', input: { referrerId, payout } }]);
  });

  it('its return too', async () => {
    const [payoutId, returned] = [newId(), { bankReference: 'R-1', returnedOn: '2026-03-04', reason: 'Closed.' }];
    const to = `payouts/${payoutId}/return`;
    expect((await post(returned, undefined, to)).status).toBe(400);
    expect((await post(returned, newId(), to)).status).toBe(201);
    expect(gateway.asked).toMatchObject([
      { name: 'payments.return-referrer-payout', input: { referrerId, payoutId, returned } },
    ]);
  });

  it.each<[string, object, string | undefined, number]>([
    ['without a key', payout, undefined, 400],
    ['without a reference', { ...payout, bankReference: '' }, newId(), 422],
    ['of no day', { ...payout, paidOn: '2026-02-30' }, newId(), 422],
    ['with more than it has', { ...payout, referrerId }, newId(), 422],
  ])('%s nobody is asked', async (_, body, key, status) => {
    expect((await post(body, key)).status).toBe(status);
    expect(gateway.asked).toEqual([]);
  });

  it.each(['balance', 'payouts'])('a referrer reads its %s', async (what) => {
    const { status } = await request(server())
      .get(`/v1/referrers/${referrerId}/${what}`)
      .set('authorization', await gateway.bearer('partner'));
    expect(status).toBe(200);
    expect(gateway.asked).toMatchObject([{ input: { referrerId } }]);
  });
});
