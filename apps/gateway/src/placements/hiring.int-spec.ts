import { invalid } from '#libs/errors';
import { newId } from '#libs/persistence';
import { GatewayModule } from '../gateway.module.js';
import { startTestApp, type TestApp } from '../test-app.js';

let test: TestApp;
let ae: string;
let client: string;
const clientId = newId();

beforeAll(async () => {
  test = await startTestApp(GatewayModule);
  ae = await test.bearer('account-executive');
  client = await test.bearer('client', { clientId });
});
afterAll(() => test.close());

const send = async (
  method: 'POST' | 'PATCH' | 'GET',
  url: string,
  { as = ae, body, ...headers }: { as?: string; body?: object; 'if-match'?: string; 'idempotency-key'?: string } = {},
) => {
  const answer = await test.app.inject({
    method,
    url: `/v1${url}`,
    headers: { authorization: as, ...headers },
    ...(body && { payload: body }),
  });
  return { status: answer.statusCode, body: answer.json<Record<string, unknown>>(), headers: answer.headers };
};

it('what people edit and agree to starts from the version they read', async () => {
  const id = newId();
  test.answer(() => ({ number: 1, version: 8 }));
  const path = `/placements/${id}/contracts/1`;
  const adapted = await send('PATCH', path, { 'if-match': '"7"', body: { firstAnswerMinutes: 20 } });
  expect(adapted).toMatchObject({ status: 200, headers: { etag: '"8"' } });
  expect(test.asked.at(-1)).toMatchObject({
    name: 'placement.adapt-contract',
    input: { placementId: id, number: 1, version: 7, change: { firstAnswerMinutes: 20 } },
  });
  const agreed = await send('POST', `${path}/agreements`, { as: client, 'if-match': '"8"', body: {} });
  expect(agreed.status).toBe(200);
  expect(test.asked.at(-1)).toMatchObject({
    name: 'placement.agree-contract',
    input: { placementId: id, number: 1, version: 8 },
  });
  const asked = test.asked.length;
  expect(await send('POST', `${path}/agreements`, { as: client, body: {} })).toMatchObject({ status: 428 });
  expect(await send('GET', `/placements/${id}/contracts/first`)).toMatchObject({ status: 400 });
  expect(test.asked).toHaveLength(asked);
});

it('what matching goes by is replaced in the version that was read', async () => {
  test.answer(() => ({ countries: [], version: 2 }));
  const url = '/v1/rate-zones';
  const headers = { authorization: await test.bearer('admin') };
  const payload = { countries: [{ country: 'RS', rateZone: 'eu-asia' }] };
  expect((await test.app.inject({ method: 'PUT', url, headers, payload })).statusCode).toBe(428);
  const put = await test.app.inject({ method: 'PUT', url, headers: { ...headers, 'if-match': '"1"' }, payload });
  expect([put.statusCode, put.headers['etag']]).toEqual([200, '"2"']);
  expect(test.asked.at(-1)).toMatchObject({ name: 'placement.set-rate-zones', input: { version: 1, ...payload } });
});

it('a reason that is optional may be left out with the whole body', async () => {
  const id = newId();
  test.answer(() => ({ id, version: 2 }));
  expect(await send('POST', `/experts/${id}/screening`)).toMatchObject({ status: 200 });
  expect(test.asked.at(-1)).toMatchObject({ name: 'placement.screen-expert', input: { id } });
  await send('POST', `/experts/${id}/screening`, { body: { reason: 'A good start.' }, 'idempotency-key': 'k-1' });
  expect(test.asked.at(-1)).toMatchObject({ input: { id, reason: 'A good start.' }, idempotencyKey: 'k-1' });
});

it("nobody adapts the programme's own limits, and money is exact", async () => {
  const change = async (body: object) =>
    (await send('PATCH', `/placements/${newId()}/contracts/1`, { 'if-match': '"1"', body })).status;
  expect(await change({ shortestEngagementMonths: 0 })).toBe(422);
  expect(await change({ billRate: { amount: 85, currency: 'USD' } })).toBe(422);
  expect(await change({ billRate: { amount: '85.00', currency: 'USD' } })).toBe(200);
});

it('a refusal of the service arrives with its facts', async () => {
  const floor = { amount: '50.00', currency: 'USD' };
  test.answer(() => {
    throw invalid('placement.below-the-floor', 'budgetRate must be at least 50.00 USD', {
      rule: 'PL-5',
      facts: { floor },
    });
  });
  const body = {
    programme: 'network',
    title: 'Shop front',
    description: 'Faster.',
    skills: [{ name: 'React', minimumYears: 3 }],
    engagementKind: 'hourly',
    hoursPerWeek: 12,
    startsOn: '2026-03-02',
    durationMonths: 3,
    rateZone: 'eu-asia',
    budgetRate: { amount: '49.99', currency: 'USD' },
  };
  expect(await send('POST', '/openings', { as: client, body })).toMatchObject({
    status: 422,
    body: { code: 'placement.below-the-floor', rule: 'PL-5', floor },
  });
});
