import request from 'supertest';
import { newId } from '#libs/persistence';
import { GatewayModule } from '../gateway.module.js';
import { startTestApp, type TestApp } from '../test-app.js';

describe('RC-8, GW-3: by the client that was brought', () => {
  let test: TestApp;
  const [company, brought] = [newId(), newId()];
  beforeAll(async () => {
    test = await startTestApp(GatewayModule);
  });
  beforeEach(() => {
    test.asked.length = 0;
    test.answer(() => ({ items: [], nextCursor: null }));
  });
  afterAll(() => test?.close());

  const list = async (what: string, role: 'client' | 'expert' | 'partner', query: object) =>
    request(test.app.getHttpServer())
      .get(`/v1/${what}`)
      .query(query)
      .set('authorization', await test.bearer(role, { clientId: company }));

  describe.each(['commissions', 'leads'])('%s', (what) => {
    it.each(['client', 'expert', 'partner'] as const)('of a %s', async (role) => {
      expect((await list(what, role, { broughtClientId: brought })).status).toBe(200);
      expect(test.asked).toMatchObject([{ name: `referral.list-${what}`, input: { broughtClientId: brought } }]);
    });

    it('clientId says whose something is, also here: a client names no other', async () => {
      const { status, body } = await list(what, 'client', { clientId: brought });
      expect([status, body.code]).toEqual([404, 'access.no-such-client']);
      expect(test.asked).toEqual([]);
    });
  });
});
