import request from 'supertest';
import { DataSource } from 'typeorm';
import { notYours, type Role } from '#libs/access';
import { newId } from '#libs/persistence';
import { GatewayModule } from '../gateway.module.js';
import { password, startTestApp, type TestApp } from '../test-app.js';

describe('Accounts', () => {
  let test: TestApp;
  let http: ReturnType<typeof request>;
  let admin: string;

  beforeAll(async () => {
    test = await startTestApp(GatewayModule);
    http = request(test.app.getHttpServer());
    admin = await test.bearer('admin');
  });
  afterAll(() => test.close());

  let people = 0;
  const somebody = (changes: object = {}) => {
    const email = `person${++people}@example.com`;
    return { email, password, role: 'expert', name: `Person ${people}`, ...changes };
  };
  const create = (body: object, by = admin, key?: string) =>
    http
      .post('/v1/accounts')
      .set({ authorization: by, ...(key !== undefined && { 'idempotency-key': key }) })
      .send(body);
  const get = (path: string) => http.get(`/v1/accounts${path}`).set('authorization', admin);
  const change = (id: string, etag: string, body: object, by = admin) =>
    http.patch(`/v1/accounts/${id}`).set({ authorization: by, 'if-match': etag }).send(body);

  it('are made with a lower-case address and never show a password', async () => {
    const made = await create(somebody({ email: 'Ann@Example.com', name: '  Ann  ' }));
    expect(made.status).toBe(201);
    expect(made.headers['etag']).toBe('"1"');
    expect(made.body).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      email: 'ann@example.com',
      role: 'expert',
      name: 'Ann',
      clientId: null,
      disabled: false,
      version: 1,
      createdAt: expect.any(String),
      createdBy: 'A admin',
      updatedAt: expect.any(String),
      updatedBy: 'A admin',
    });
    expect((await get(`/${made.body.id}`)).body).toEqual(made.body);
    const again = await create(somebody({ email: 'ANN@example.com' }));
    expect(again.body).toMatchObject({ status: 409, code: 'accounts.email-taken', errors: [{ field: 'email' }] });
  });

  it.each<[string, object]>([
    ['password', { password: 'elevenchars' }],
    ['email', { email: 'nobody' }],
    ['role', { role: 'system' }],
    ['name', { name: ' ' }],
    ['clientId', { role: 'client' }],
    ['clientId', { role: 'expert', clientId: newId() }],
    ['clientId', { role: 'client', clientId: '7' }],
  ])('refuses %s of %j', async (field, wrong) => {
    const { status, body } = await create(somebody(wrong));
    expect([status, body.errors.map((each: { field: string }) => each.field)]).toEqual([422, [field]]);
  });

  it('GW-3: an account executive makes clients and experts, nobody else', async () => {
    const executive = await test.bearer('account-executive');
    const made = async (role: Role) => (await create(somebody({ role }), executive)).status;
    expect(await made('expert')).toBe(201);
    for (const role of ['admin', 'account-executive', 'team-lead', 'partner', 'payroll'] as const)
      expect([role, await made(role)]).toEqual([role, 403]);
  });

  it('a client’s user needs a client that placement knows', async () => {
    const [known, unknown] = [newId(), newId()];
    test.answer(({ input }) => {
      if ((input as { id: string }).id === known) return { id: known };
      throw notYours('client');
    });
    const made = await create(somebody({ role: 'client', clientId: known }));
    expect([made.status, made.body.clientId]).toEqual([201, known]);
    expect(test.asked.at(-1)).toMatchObject({ name: 'placement.get-client', input: { id: known } });
    const refused = await create(somebody({ role: 'client', clientId: unknown }));
    expect(refused.body).toMatchObject({ status: 422, code: 'accounts.no-such-client' });
  });

  it('GW-4: the same key makes one account, another body under it is refused', async () => {
    const person = somebody();
    const first = await create(person, admin, 'key-1');
    const second = await create(person, admin, 'key-1');
    expect([second.status, second.body]).toEqual([201, first.body]);
    for (const other of [{ name: 'Other' }, { password: `${password}!` }])
      expect((await create({ ...person, ...other }, admin, 'key-1')).body).toMatchObject({
        status: 422,
        code: 'idempotency.key-reused',
      });
    const stored = await test.app.get(DataSource).query('select * from idempotency');
    expect(JSON.stringify(stored)).not.toContain(password);
  });

  it('20 at once under one key: one account', async () => {
    const person = somebody();
    const answers = await Promise.all(Array.from({ length: 20 }, () => create(person, admin, 'key-2')));
    expect(new Set(answers.map(({ status }) => status)).size).toBeLessThanOrEqual(2);
    for (const { status } of answers) expect([201, 409]).toContain(status);
    expect((await get(`?q=${person.email}`)).body.items).toHaveLength(1);
  });

  it('are listed page by page, sorted and filtered', async () => {
    const names = ['Zoe 100%', 'zoe_b', 'Zoe c'];
    for (const name of names) await create(somebody({ name, role: 'partner' }));
    const walk = async (query: string): Promise<string[]> => {
      const found: string[] = [];
      let cursor: string | null = '';
      do {
        const page: { body: { items: { name: string }[]; nextCursor: string | null } } = await get(
          `?limit=2&${query}${cursor && `&cursor=${cursor}`}`,
        );
        found.push(...page.body.items.map(({ name }) => name));
        cursor = page.body.nextCursor;
      } while (cursor);
      return found;
    };
    expect((await walk('role=partner&sort=createdAt')).slice(-3)).toEqual(names);
    expect((await walk('role=partner&sort=-createdAt')).slice(0, 3)).toEqual(names.toReversed());
    expect(await walk('q=0%25')).toEqual(['Zoe 100%']);
    expect(await walk('q=e_b')).toEqual(['zoe_b']);
    expect((await walk('q=ZOE')).sort()).toEqual([...names].sort());
    expect((await get('?cursor=nonsense')).body).toMatchObject({ status: 400, code: 'request.bad-cursor' });
    expect((await get('?sort=password')).body).toMatchObject({ status: 400, code: 'request.malformed-query' });
  });

  it('GW-4: two edits from the same version: the second is told', async () => {
    const { id } = (await create(somebody())).body;
    const first = await change(id, '"1"', { name: 'First' });
    expect([first.status, first.headers['etag'], first.body.name]).toEqual([200, '"2"', 'First']);
    const second = await change(id, '"1"', { name: 'Second' });
    expect(second.body).toMatchObject({ status: 412, code: 'request.stale', version: 2 });
    const both = await Promise.all(['A', 'B'].map((name) => change(id, '"2"', { name })));
    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([200, 412]));
    expect((await change(id, '"3"', {})).status).toBe(422);
    expect((await change(newId(), '"1"', { name: 'N' })).body).toMatchObject({ status: 404 });
  });

  it('a disabled one can neither log in nor refresh, an enabled one again can', async () => {
    const { id, email } = await test.account('expert', 'disabled@example.com');
    const logIn = () => http.post('/v1/sessions').send({ email, password });
    const { refreshToken } = (await logIn()).body;
    await change(id, '"1"', { disabled: true });
    expect((await logIn()).body).toMatchObject({ status: 401, code: 'auth.login-failed' });
    expect((await http.post('/v1/sessions/refresh').send({ refreshToken })).status).toBe(401);
    await change(id, '"2"', { disabled: false });
    expect((await logIn()).status).toBe(201);
    expect((await http.post('/v1/sessions/refresh').send({ refreshToken })).status).toBe(401);
  });

  it('nobody disables the own account', async () => {
    const me = await test.account('admin', 'me@example.com');
    const refused = await change(me.id, '"1"', { disabled: true }, await test.bearer('admin', { id: me.id }));
    expect(refused.body).toMatchObject({ status: 409, code: 'accounts.own-account' });
  });

  it('an administrator sets a new password for who forgot it', async () => {
    const { id, email } = await test.account('expert', 'forgetful@example.com');
    const { refreshToken } = (await http.post('/v1/sessions').send({ email, password })).body;
    const newPassword = 'something quite different';
    const put = (by: string) => http.put(`/v1/accounts/${id}/password`).set('authorization', by).send({ newPassword });
    expect((await put(admin)).status).toBe(204);
    expect((await http.post('/v1/sessions/refresh').send({ refreshToken })).status).toBe(401);
    expect((await http.post('/v1/sessions').send({ email, password })).status).toBe(401);
    expect((await http.post('/v1/sessions').send({ email, password: newPassword })).status).toBe(201);
  });
});

describe('The first administrator', () => {
  it('is made once, by whichever replica comes first, and only while there is no account', async () => {
    const env = { ADMIN_EMAIL: 'First@Example.com', ADMIN_PASSWORD: password };
    const test = await startTestApp(GatewayModule, env);
    try {
      const { FirstAdmin } = await import('./first-admin.js');
      await Promise.all([1, 2, 3].map(() => test.app.get(FirstAdmin).onApplicationBootstrap()));
      const accounts = await test.app.get(DataSource).query('select email, role from accounts');
      expect(accounts).toEqual([{ email: 'first@example.com', role: 'admin' }]);
      const http = request(test.app.getHttpServer());
      expect((await http.post('/v1/sessions').send({ email: 'first@example.com', password })).status).toBe(201);
    } finally {
      for (const name of Object.keys(env)) delete process.env[name];
      await test.close();
    }
  });
});
