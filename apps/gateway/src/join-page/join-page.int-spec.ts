import { createHash } from 'node:crypto';
import request from 'supertest';
import { conflict, DomainError, invalid, notFound, unavailable } from '#libs/errors';
import { GatewayModule } from '../gateway.module.js';
import { startTestApp, type TestApp } from '../test-app.js';
import { formField, trapField } from './join-form.rules.js';

const evil = '<script>alert(1)</script>"\'&';
const code = 'K7M2-Q9XD';
const typed = {
  ...{ company: 'Gull', domain: '', need: 'A shop\r\nsoon', contact: 'Gil', email: 'gil@gull.example' },
  ...{ phone: '', title: '', you: 'Olga', relation: 'A friend', [trapField]: '' },
};

describe('RC-1: the page of a referral code', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp(GatewayModule, { LOGIN_LIMIT_PER_MINUTE: '20' });
  });
  afterAll(() => test?.close());
  let name = 'Olga Out';
  const answers = (register: () => unknown = () => ({})) =>
    test.answer((asked) => {
      if (asked.name === 'referral.open-code') return { referrerName: name };
      if (asked.name === 'referral.register-by-code') return register();
      throw new Error(asked.name);
    });
  beforeEach(() => {
    test.asked.length = 0;
    name = 'Olga Out';
    answers();
  });
  const get = (path = `/join/${code}`) => request(test.app.getHttpServer()).get(path).redirects(0);
  const post = (body: object = typed, path = `/join/${code}`) =>
    request(test.app.getHttpServer()).post(path).type('form').redirects(0).send(body);
  const registered = () => test.asked.filter((asked) => asked.name === 'referral.register-by-code');

  it('says who invites and what happens with what is written, by one form for a browser that knows nothing but HTML', async () => {
    name = evil;
    const { status, text, headers } = await get('/join/k7m2-q9xd');
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(test.asked).toMatchObject([{ actor: { role: 'system' }, input: { code } }]);
    expect(text).toContain('<bdi>&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(text).toContain('What happens with this');
    for (const each of ['company', 'need', 'contact', 'email', 'you', 'relation'])
      expect(text).toMatch(new RegExp(`<(input|textarea)[^>]* id="${each}" name="${each}"[^>]* required`));
    expect(text).not.toMatch(/<script|ommission| style=|src=/);
    const style = /<style>(.*)<\/style>/s.exec(text)![1]!;
    expect(headers['content-security-policy']).toBe(
      `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; ` +
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'ratelimit-limit': '200' });
  });

  it('registers a lead as the network itself, and goes on to thanks that can be loaded again', async () => {
    const { status, headers } = await post();
    expect([status, headers.location]).toEqual([303, `${code}?sent`]);
    expect(registered()).toMatchObject([
      {
        actor: { role: 'system' },
        input: {
          code,
          lead: {
            company: { name: 'Gull' },
            contact: { name: 'Gil', email: 'gil@gull.example' },
            ...{ need: 'A shop\nsoon', relation: 'A friend', filledInBy: 'Olga' },
          },
        },
      },
    ]);
    const thanks = await get(`/join/${code}?sent`);
    expect([thanks.status, thanks.text.includes('Thank you, we have it')]).toEqual([200, true]);
    expect(thanks.text).not.toContain('<form');
    expect(registered()).toHaveLength(1);
  });

  it('sent twice it is the same request, sent otherwise another; two clicks wait for one another', async () => {
    let running = 2;
    answers(() => {
      if (running-- > 0) throw conflict('idempotency.in-progress', 'wait');
      return {};
    });
    expect((await post()).status).toBe(303);
    await post();
    await post({ ...typed, company: 'Tern' });
    const keys = registered().map(({ idempotencyKey }) => idempotencyKey);
    expect(keys).toHaveLength(5);
    expect(new Set(keys.slice(0, 4)).size).toBe(1);
    expect(keys[4]).not.toBe(keys[0]);
    expect(keys[0]).toMatch(/^[\da-f]{64}$/);
  });

  it('a page opened anew sends anew, even the same words; the same page sends once', async () => {
    const formOf = ({ text }: { text: string }) =>
      new RegExp(`<input type="hidden" name="${formField}" value="([\\da-f-]{36})">`).exec(text)?.[1];
    const [first, second] = [await get(), await get()].map(formOf);
    expect(first).toBeDefined();
    for (const form of [first, second, first]) await post({ ...typed, [formField]: form });
    // What was wrong comes back as a form that wasn't sent yet.
    const wrong = formOf(await post({ ...typed, company: '', [formField]: first }));
    await post({ ...typed, [formField]: wrong });
    await post({ ...typed, company: 'Tern', [formField]: first });
    const [one, two, again, corrected, other] = registered().map(({ idempotencyKey }) => idempotencyKey);
    expect(again).toBe(one);
    expect(new Set([one, two, corrected, other]).size).toBe(4);
  });

  it('says what is wrong at its field, and keeps what was typed', async () => {
    const { status, text } = await post({ ...typed, company: '', domain: 'gull', email: 'gil', need: evil });
    expect(status).toBe(422);
    expect(registered()).toEqual([]);
    expect(text).toContain('<title>Please look again: Introduce a company');
    expect(text).toContain('<li><a href="#company">The name of the company is missing.</a></li>');
    expect(text).toContain('<li><a href="#domain">The website must be a domain such as blueheron.example.</a></li>');
    expect(text).toContain('<li><a href="#email">The e-mail address must be one such as');
    expect(text).toContain('<p class="error" id="company-error">The name of the company is missing.</p>');
    expect(text).toMatch(/id="email"[^>]* aria-invalid="true" aria-describedby="email-error"[^>]* value="gil"/);
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(text).toContain('value="Olga"');
    expect(text).not.toContain('<script');
  });

  it.each([
    [
      409,
      conflict('referral.lead-taken', 'Somebody registered Gull on 2 March.'),
      'we know this company already</h2>\n<p>Somebody introduced it before you.',
    ],
    [409, conflict('referral.already-client', 'Gull is a client.'), 'we know this company already</h2>'],
    [422, invalid('referral.self-referral', 'own'), 'Nobody can introduce itself'],
    [422, invalid('referral.circle', 'circle'), 'It brought us whoever gave you the page'],
    [
      422,
      invalid('referral.bad-name', 'bad', { errors: [{ field: 'company.name', message: 'is no name' }] }),
      '<p class="error" id="company-error">The name of the company is no name.</p>',
    ],
  ])('%i: says in plain words what the service refuses', async (status, error, words) => {
    answers(() => {
      throw error;
    });
    const answer = await post();
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(words);
    expect(answer.text).toContain('value="gil@gull.example"');
    expect(answer.text).not.toMatch(/2 March|is a client/);
    expect(answer.text.includes('look again')).toBe(words.includes('error'));
  });

  it('thanks a program that fills in what nobody sees, and registers nothing', async () => {
    const { status, headers } = await post({ ...typed, [trapField]: 'https://spam.example' });
    expect([status, headers.location]).toEqual([303, `${code}?sent`]);
    expect(registered()).toEqual([]);
    expect((await get()).text).toMatch(
      new RegExp(`class="unseen" aria-hidden="true">.*name="${trapField}" tabindex="-1"`),
    );
  });

  it('tells nobody why a code is none: malformed, unknown, withdrawn', async () => {
    const shown = [];
    for (const path of ['/join/x', '/join/K7M2Q9XD', '/join/%00', '/join/K7M2-Q9XD-'])
      shown.push(await get(path), await post(typed, path));
    expect(test.asked).toEqual([]);
    test.answer(() => {
      throw notFound('access.no-such-referral-code', 'There is no such referral code.');
    });
    shown.push(await get(), await post(), await get(`/join/${code}?sent`), await post({ [trapField]: 'x' }));
    expect(new Set(shown.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(shown[0]).toMatchObject({ status: 404, text: expect.stringContaining('This code doesn’t work') });
  });

  it('while the service is away nothing that was typed is lost', async () => {
    for (const error of [
      unavailable('rpc.unavailable', 'away'),
      new DomainError('rpc.timeout', 'timeout', 'slow'),
      new Error('secret'),
    ]) {
      answers(() => {
        throw error;
      });
      const { status, text, headers } = await post({ ...typed, relation: evil, [formField]: 'f-1' });
      expect([status, headers['retry-after']]).toEqual([503, '60']);
      expect(text).toContain('<input type="hidden" name="company" value="Gull">');
      expect(text).toContain(`<input type="hidden" name="${formField}" value="f-1">`);
      expect(text).toContain('name="relation" value="&lt;script&gt;');
      expect(text).not.toMatch(/secret|<script/);
    }
  });

  it('takes a form, nothing else, and only so many from one address', async () => {
    expect((await request(test.app.getHttpServer()).post(`/join/${code}`).send({ company: 'x' })).status).toBe(415);
    const statuses = new Set<number>();
    for (let n = 0; n < 201; n++) statuses.add((await test.app.inject({ url: `/join/${code}` })).statusCode);
    expect([...statuses]).toEqual([200, 429]);
    expect((await test.app.inject({ url: '/v1/me' })).statusCode).toBe(401);
  });
});
