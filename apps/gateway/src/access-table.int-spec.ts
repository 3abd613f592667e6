import { roles, type Role } from '#libs/access';
import { unavailable } from '#libs/errors';
import { newId } from '#libs/persistence';
import { accessTable } from './access-table.js';
import { ManualTimeGatewayModule } from './gateway.module.js';
import { type Route, Routes } from './http/routes.js';
import { startTestApp, type TestApp } from './test-app.js';

const everyRole = roles.filter((role) => role !== 'system');
const nameOf = ({ method, url }: Route): string => `${method} ${url}`;

describe('GW-3: who may call what', () => {
  let test: TestApp;
  let routes: Route[];
  const bearers = new Map<Role, string>();

  beforeAll(async () => {
    test = await startTestApp(ManualTimeGatewayModule);
    test.answer(() => {
      throw unavailable('rpc.unavailable', 'No service is there: only the gateway is asked here.');
    });
    // Fastify answers HEAD wherever it answers GET, by the same handler.
    routes = test.app.get(Routes).all.filter(({ method }) => method !== 'HEAD');
    for (const role of everyRole) bearers.set(role, await test.bearer(role));
  });
  afterAll(() => test.close());

  it('is written down for every route, and for nothing else', () => {
    expect(routes.map(nameOf).sort()).toEqual(Object.keys(accessTable).sort());
  });

  /** The status and code a route gives without a body: what it needs else is refused later than who may not call it. */
  const ask = async ({ method, url }: Route, authorization?: string): Promise<string> => {
    const { statusCode, body, headers } = await test.app.inject({
      method: method as 'GET',
      url: url.replaceAll(/:\w+/g, () => newId()),
      headers: { ...(authorization && { authorization }) },
    });
    const isProblem = headers['content-type'] === 'application/problem+json';
    return isProblem ? `${statusCode} ${JSON.parse(body).code}` : `${statusCode}`;
  };

  it.each(Object.entries(accessTable).filter(([, allowed]) => allowed !== 'public'))(
    '%s: %j',
    async (name, allowed) => {
      const route = routes.find((each) => nameOf(each) === name)!;
      expect(await ask(route)).toBe('401 auth.token-invalid');
      for (const role of everyRole) {
        const answer = await ask(route, bearers.get(role));
        if (allowed.includes(role)) expect(`${role} ${answer}`).not.toMatch(/ (401|403|500)/);
        else expect(`${role} ${answer}`).toBe(`${role} 403 access.role`);
      }
    },
  );

  it.each(Object.entries(accessTable).filter(([, allowed]) => allowed === 'public'))('%s: %s', async (name) => {
    const route = routes.find((each) => nameOf(each) === name)!;
    expect(await ask(route)).not.toMatch(/^(401|403|500)/);
  });

  it.each(Object.entries(accessTable).filter(([name]) => name.startsWith('PATCH ')))(
    '%s: refuses to change nothing',
    async (name, [role]) => {
      const { statusCode, body } = await test.app.inject({
        method: 'PATCH',
        url: name.replace('PATCH ', '').replaceAll(/:\w+/g, () => newId()),
        headers: { authorization: bearers.get(role as Role), 'if-match': '"1"' },
        payload: {},
      });
      expect([statusCode, JSON.parse(body).code]).toEqual([422, 'request.invalid']);
      expect(JSON.parse(body).errors).toEqual([{ field: '', message: 'must change something' }]);
    },
  );

  it('refuses whoever isn’t logged in properly', async () => {
    const route = { method: 'GET', url: '/v1/me' };
    const token = bearers.get('admin') ?? '';
    const [head = '', body = '', signature = ''] = token.slice('Bearer '.length).split('.');
    const unsigned = Buffer.from('{"alg":"none"}').toString('base64url');
    const forgeries = [
      'Bearer',
      'Bearer x',
      `Basic ${Buffer.from('a:b').toString('base64')}`,
      token.replace('Bearer ', ''),
      `Bearer ${head}.${body}.${signature.slice(0, -4)}AAAA`,
      `Bearer ${head}.${Buffer.from('{"role":"admin"}').toString('base64url')}.${signature}`,
      `Bearer ${unsigned}.${body}.`,
    ];
    for (const forged of forgeries) expect(await ask(route, forged)).toBe('401 auth.token-invalid');
  });
});
