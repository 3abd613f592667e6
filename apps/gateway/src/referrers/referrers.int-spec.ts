import request from 'supertest';
import { newId } from '#libs/persistence';
import { GatewayModule } from '../gateway.module.js';
import { startTestApp, type TestApp } from '../test-app.js';

const id = newId();
const referrer = {
  ...{ id, kind: 'outsider', name: 'Olga Out', email: 'olga@outside.example', code: 'K7M2-Q9XD' },
  ...{ codePage: '/join/K7M2-Q9XD', leads: { open: 0, won: 0, lost: 0 } },
  ...{ createdAt: '2026-03-02T08:00:00.000Z', createdBy: 'Ann Executive' },
};
const withoutCode = { ...referrer, code: null, codePage: null };
const address = 'https://shoreline.example/join/K7M2-Q9XD';

describe('RC-1: the page of a code is handed over as an address', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp(GatewayModule, { PUBLIC_URL: 'https://shoreline.example/' });
  });
  afterAll(() => test?.close());

  it.each([
    ['get', `/v1/referrers/${id}`, 'account-executive', undefined],
    ['post', '/v1/referrers', 'account-executive', { name: 'Olga Out', email: 'olga@outside.example' }],
    ['post', `/v1/referrers/${id}/code`, 'account-executive', undefined],
    ['delete', `/v1/referrers/${id}/code`, 'account-executive', undefined],
    ['get', '/v1/my-referrer', 'partner', undefined],
  ] as const)('%s %s', async (method, path, role, body) => {
    for (const [told, codePage] of [
      [referrer, address],
      [withoutCode, null],
    ] as const) {
      test.answer(() => told);
      const bearer = await test.bearer(role);
      const answer = await request(test.app.getHttpServer())[method](path).set('authorization', bearer).send(body);
      expect(answer.body).toEqual({ ...told, codePage });
    }
  });

  it('also in the list', async () => {
    test.answer(() => ({ items: [referrer, withoutCode], nextCursor: null }));
    const bearer = await test.bearer('account-executive');
    const { body } = await request(test.app.getHttpServer()).get('/v1/referrers').set('authorization', bearer);
    expect(body).toEqual({ items: [{ ...referrer, codePage: address }, withoutCode], nextCursor: null });
  });
});
