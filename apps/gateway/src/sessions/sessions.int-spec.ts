import request from 'supertest';
import { DataSource } from 'typeorm';
import { GatewayModule } from '../gateway.module.js';
import { password, startTestApp, type TestApp } from '../test-app.js';

describe('Sessions', () => {
  let test: TestApp;
  let http: ReturnType<typeof request>;
  const email = 'ann@example.com';
  const clientId = '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d10';

  beforeAll(async () => {
    test = await startTestApp(GatewayModule, { LOGIN_LIMIT_PER_MINUTE: '1000' });
    http = request(test.app.getHttpServer());
    await test.account('client', email, clientId);
  });
  afterAll(() => test.close());

  const logIn = (body: object = { email, password }) => http.post('/v1/sessions').send(body);
  const refresh = (refreshToken: string) => http.post('/v1/sessions/refresh').send({ refreshToken });
  const me = (token: string) => http.get('/v1/me').set('authorization', `Bearer ${token}`);

  it('GW-2: a password gives tokens, and the token says who it is', async () => {
    const { status, body } = await logIn({ email: ' ANN@example.com ', password });
    expect(status).toBe(201);
    expect(body).toMatchObject({ tokenType: 'Bearer', expiresIn: 600, account: { email, role: 'client', clientId } });
    expect(JSON.stringify(body)).not.toContain('argon2');
    expect((await me(body.accessToken)).body).toEqual(body.account);
    const claims = JSON.parse(Buffer.from(body.accessToken.split('.')[1], 'base64url').toString());
    expect(claims).toMatchObject({ sub: body.account.id, role: 'client', clientId });
    expect(claims.exp - claims.iat).toBe(600);
    const untilEnd = Date.parse(body.sessionExpiresAt) - Date.now();
    expect(Math.round(untilEnd / 86_400_000)).toBe(14);
  });

  it.each([
    ['a wrong password', { email, password: 'wrong' }],
    ['an unknown address', { email: 'nobody@example.com', password }],
    ['SQL', { email: "' or 1=1 --", password }],
  ])('refuses %s with the same words', async (_, body) => {
    const answer = await logIn(body);
    expect(answer.headers['www-authenticate']).toBe('Bearer');
    expect(answer.body).toMatchObject({
      status: 401,
      code: 'auth.login-failed',
      detail: 'The e-mail address or the password is wrong.',
    });
  });

  it('a refresh token works once, and its session goes on with the next', async () => {
    const first = (await logIn()).body;
    const second = await refresh(first.refreshToken);
    expect(second.status).toBe(200);
    expect(second.body.refreshToken).not.toBe(first.refreshToken);
    expect(second.body.sessionExpiresAt).toBe(first.sessionExpiresAt);
    expect((await me(second.body.accessToken)).status).toBe(200);
    expect((await refresh(second.body.refreshToken)).status).toBe(200);
  });

  it('one that comes a second time ends the whole session', async () => {
    const other = (await logIn()).body;
    const first = (await logIn()).body;
    const second = (await refresh(first.refreshToken)).body;
    expect((await refresh(first.refreshToken)).body).toMatchObject({ status: 401, code: 'auth.refresh-token-invalid' });
    expect((await refresh(second.refreshToken)).status).toBe(401);
    expect((await refresh(other.refreshToken)).status).toBe(200);
  });

  it('ten at once with one refresh token: at most one goes on', async () => {
    const { refreshToken } = (await logIn()).body;
    const answers = await Promise.all(Array.from({ length: 10 }, () => refresh(refreshToken)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(9);
  });

  it('ends after 14 days, and what is over is forgotten at the next log-in', async () => {
    const { refreshToken, account } = (await logIn()).body;
    const database = test.app.get(DataSource);
    await database.query(`update sessions set expires_at = now() - interval '1 second'`);
    expect((await refresh(refreshToken)).status).toBe(401);
    await logIn();
    const left = await database.query('select from sessions where account_id = $1', [account.id]);
    expect(left).toHaveLength(1);
  });

  it('keeps refresh tokens as hashes only', async () => {
    const { refreshToken } = (await logIn()).body;
    const stored = await test.app.get(DataSource).query(`select encode(hash, 'base64') as hash from refresh_tokens`);
    expect(JSON.stringify(stored)).not.toContain(
      Buffer.from(refreshToken, 'base64url').toString('base64').slice(0, 40),
    );
  });

  it('logging out ends this session and no other', async () => {
    const [mine, other] = [(await logIn()).body, (await logIn()).body];
    const out = await http.delete('/v1/sessions/current').set('authorization', `Bearer ${mine.accessToken}`);
    expect([out.status, out.text]).toEqual([204, '']);
    expect((await refresh(mine.refreshToken)).status).toBe(401);
    expect((await refresh(other.refreshToken)).status).toBe(200);
  });

  it('changing the password needs the old one and ends the other sessions', async () => {
    const { email: mine } = await test.account('expert', 'changer@example.com');
    const [here, there] = [
      (await logIn({ email: mine, password })).body,
      (await logIn({ email: mine, password })).body,
    ];
    const newPassword = 'a new and better password';
    const put = (currentPassword: string) =>
      http
        .put('/v1/me/password')
        .set('authorization', `Bearer ${here.accessToken}`)
        .send({ currentPassword, newPassword });
    expect((await put('wrong')).body).toMatchObject({ status: 422, code: 'auth.wrong-password' });
    expect((await put(password)).status).toBe(204);
    expect((await refresh(there.refreshToken)).status).toBe(401);
    expect((await refresh(here.refreshToken)).status).toBe(200);
    expect((await logIn({ email: mine, password })).status).toBe(401);
    expect((await logIn({ email: mine, password: newPassword })).status).toBe(201);
  });

  it('gives tokens the OAuth 2 way, as the documentation asks for them', async () => {
    const ask = (form: object) => http.post('/v1/sessions/token').type('form').send(form);
    const first = await ask({ grant_type: 'password', username: email, password, scope: '' });
    expect(first.status).toBe(200);
    expect(first.body).toEqual({
      access_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: 600,
      refresh_token: expect.any(String),
    });
    const second = await ask({ grant_type: 'refresh_token', refresh_token: first.body.refresh_token });
    expect((await me(second.body.access_token)).status).toBe(200);
    expect((await ask({ grant_type: 'password', username: email, password: 'a wrong one' })).body).toMatchObject({
      status: 401,
      error: 'invalid_grant',
      error_description: 'The e-mail address or the password is wrong.',
    });
    expect((await ask({ grant_type: 'client_credentials' })).status).toBe(422);
    expect((await http.post('/v1/sessions/token').send({ grant_type: 'password' })).status).toBe(415);
  });

  it('takes no Idempotency-Key: tokens are never stored', async () => {
    const [a, b] = [await logIn().set('idempotency-key', 'k'), await logIn().set('idempotency-key', 'k')];
    expect(a.body.refreshToken).not.toBe(b.body.refreshToken);
    expect(await test.app.get(DataSource).query('select from idempotency')).toEqual([]);
  });
});

describe('Throttling', () => {
  let test: TestApp;
  let http: ReturnType<typeof request>;

  beforeAll(async () => {
    test = await startTestApp(GatewayModule, { LOGIN_LIMIT_PER_MINUTE: '3', RATE_LIMIT_PER_MINUTE: '50' });
    http = request(test.app.getHttpServer());
  });
  afterAll(async () => {
    for (const name of ['LOGIN_LIMIT_PER_MINUTE', 'RATE_LIMIT_PER_MINUTE']) delete process.env[name];
    await test.close();
  });

  const logIn = (email: string) => http.post('/v1/sessions').send({ email, password: 'wrong' });

  it('GW-4: few attempts to log in for each address, whatever its case; then 429 with Retry-After', async () => {
    for (const left of ['2', '1', '0']) {
      const { status, headers } = await logIn('bob@example.com');
      expect([status, headers['ratelimit-limit'], headers['ratelimit-remaining']]).toEqual([401, '3', left]);
    }
    const refused = await logIn(' BOB@example.com');
    expect(refused.body).toMatchObject({ status: 429, code: 'request.too-many' });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await logIn('eve@example.com')).status).toBe(401);
  });

  it('doesn’t trust X-Forwarded-For', async () => {
    await Promise.all([1, 2, 3].map(() => logIn('carl@example.com')));
    expect((await logIn('carl@example.com').set('x-forwarded-for', '10.1.1.1')).status).toBe(429);
  });

  it('limits all requests of an address, generously', async () => {
    const answers = await Promise.all(Array.from({ length: 60 }, () => http.get('/v1/me')));
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThan(10);
  });
});
