import { type AddressInfo, connect } from 'node:net';
import { Body, Controller, Get, Module, Post, Put, Query } from '@nestjs/common';
import request from 'supertest';
import { z } from 'zod';
import { Page } from '#libs/contracts';
import { conflict, DomainError, invalid, unavailable } from '#libs/errors';
import { GatewayModule } from './gateway.module.js';
import { Caller, Endpoint, everyone, IfMatch, MEGABYTE, PathId } from './http/index.js';
import { startTestApp, type TestApp } from './test-app.js';

const Thing = z.object({ name: z.string(), version: z.int() });
const NewThing = z.strictObject({ name: z.string().min(2), parts: z.array(z.object({ size: z.int() })).default([]) });
const ThingFilter = z.object({ ...Page.shape });

/** Routes as their owners write them, one for each sort of refusal. */
@Controller('things')
class ThingsController {
  @Endpoint({ summary: 'Read a thing', roles: everyone, answer: Thing })
  @Get(':id')
  read(@PathId() _id: string) {
    return { name: 'thing', version: 3 };
  }

  @Endpoint({ summary: 'List things', roles: everyone, answer: z.object({}) })
  @Get()
  list(@Query({ schema: ThingFilter }) filter: z.output<typeof ThingFilter>) {
    return filter;
  }

  @Endpoint({ summary: 'Make a thing', roles: everyone, answer: z.object({}) })
  @Post()
  make(@Caller() { idempotencyKey }: Caller, @Body({ schema: NewThing }) thing: z.output<typeof NewThing>) {
    return { ...thing, idempotencyKey: idempotencyKey ?? null };
  }

  @Endpoint({ summary: 'Pay for a thing', roles: ['client'], answer: z.object({}), idempotency: 'required' })
  @Post('payments')
  pay(@Caller() { idempotencyKey }: Caller) {
    return { idempotencyKey };
  }

  @Endpoint({ summary: 'Import things', roles: everyone, answer: z.object({}), bodyLimit: 6 * MEGABYTE })
  @Post('imports')
  import(@Body({ schema: z.object({ file: z.string() }) }) { file }: { file: string }) {
    return { length: file.length };
  }

  @Endpoint({ summary: 'Change a thing', roles: everyone, answer: z.object({}) })
  @Put(':id')
  change(@PathId() _id: string, @IfMatch() version: number) {
    return { changed: version };
  }

  @Endpoint({ summary: 'Fail', roles: 'public', answer: z.object({}) })
  @Get('failures/now')
  fail(@Query({ schema: z.object({ how: z.string() }) }) { how }: { how: string }) {
    throw failures[how];
  }
}

const failures: Record<string, unknown> = {
  rule: invalid('placement.rate-below-floor', 'The floor is 100.00 USD.', {
    rule: 'PL-5',
    errors: [{ field: 'budgetRate', message: 'is below the floor' }],
    facts: { floor: { amount: '100.00', currency: 'USD' }, status: 200 },
  }),
  conflict: conflict('placement.overlap', 'The expert is placed already.'),
  away: unavailable('rpc.unavailable', 'This part of the network is away.'),
  late: new DomainError('rpc.timeout', 'timeout', 'It took too long.'),
  bug: new TypeError('secret: postgres://user:pass@host'),
  text: 'a string, thrown',
  database: Object.assign(new Error('connect ECONNREFUSED 10.0.0.1:5432'), { code: 'ECONNREFUSED' }),
};

@Module({ imports: [GatewayModule], controllers: [ThingsController] })
class ThingsModule {}

const id = '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d10';

describe('Refusals at the edge', () => {
  let test: TestApp;
  let bearer: string;
  let http: ReturnType<typeof request>;

  beforeAll(async () => {
    test = await startTestApp(ThingsModule);
    bearer = await test.bearer('admin');
    http = request(test.app.getHttpServer());
  });
  afterAll(() => test.close());

  const make = (body: string, type = 'application/json') =>
    http.post('/v1/things').set({ authorization: bearer, 'content-type': type }).send(body);

  it('are RFC 9457 problems with rule, fields and facts, and facts replace no member', async () => {
    const answer = await http.get('/v1/things/failures/now?how=rule').set('x-request-id', 'my-request.1');
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.status).toBe(422);
    expect(JSON.parse(answer.text)).toEqual({
      type: 'urn:shoreline:placement.rate-below-floor',
      title: 'Unprocessable Entity',
      status: 422,
      detail: 'The floor is 100.00 USD.',
      code: 'placement.rate-below-floor',
      rule: 'PL-5',
      errors: [{ field: 'budgetRate', message: 'is below the floor' }],
      instance: '/v1/things/failures/now',
      requestId: 'my-request.1',
      floor: { amount: '100.00', currency: 'USD' },
    });
  });

  it.each([
    ['conflict', 409, 'placement.overlap'],
    ['away', 503, 'rpc.unavailable'],
    ['late', 504, 'rpc.timeout'],
    ['bug', 500, 'internal'],
    ['text', 500, 'internal'],
    ['database', 503, 'database.unavailable'],
  ])('%s is %i %s, and nothing leaks', async (how, status, code) => {
    const answer = await http.get(`/v1/things/failures/now?how=${how}`);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.text).not.toMatch(/secret|pass|10\.0\.0\.1|stack|\.ts/);
    expect(answer.headers['retry-after']).toBe(status === 503 ? '2' : undefined);
  });

  it.each<[string, string, string, number, string]>([
    ['malformed JSON', '{"name":', 'application/json', 400, 'request.malformed'],
    ['an empty body', '', 'application/json', 400, 'request.malformed'],
    ['a poisoned prototype', '{"__proto__":{"a":1},"name":"aa"}', 'application/json', 400, 'request.malformed'],
    ['text', 'name', 'text/plain', 415, 'request.unsupported-media-type'],
    ['a form', 'name=aa', 'application/x-www-form-urlencoded', 415, 'request.unsupported-media-type'],
    ['2 MB', JSON.stringify({ name: 'a'.repeat(2 * MEGABYTE) }), 'application/json', 413, 'request.too-large'],
    ['a list', '[]', 'application/json', 422, 'request.invalid'],
    ['an unknown member', '{"name":"aa","role":"admin"}', 'application/json', 422, 'request.invalid'],
  ])('a body of %s', async (_, body, type, status, code) => {
    const answer = await make(body, type);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.headers['content-type']).toBe('application/problem+json');
  });

  it('names every wrong field by its path', async () => {
    const answer = await make('{"name":"a","parts":[{"size":1},{"size":1.5}]}');
    expect(answer.body.errors.map(({ field }: { field: string }) => field)).toEqual(['name', 'parts.1.size']);
    const unknown = await make('{"name":"aa","role":"admin","a.b":1}');
    expect(unknown.body.errors.map(({ field }: { field: string }) => field)).toEqual(['role', 'a.b']);
  });

  it('names every parameter of a query that the list does not know', async () => {
    const { body } = await http.get('/v1/things?state=open&limit=2&page=3').set('authorization', bearer);
    expect(body.errors).toEqual(['state', 'page'].map((field) => ({ field, message: 'is not known here' })));
  });

  it('lets a route take more than 1 MB', async () => {
    const body = { file: 'a'.repeat(5 * MEGABYTE) };
    const send = (file: object) => http.post('/v1/things/imports').set('authorization', bearer).send(file);
    expect((await send(body)).body).toEqual({ length: 5 * MEGABYTE });
    expect((await send({ file: 'a'.repeat(7 * MEGABYTE) })).status).toBe(413);
  });

  it.each([
    ['GET', '/v1/nothing', 404, 'request.no-such-route'],
    ['GET', '/nothing', 404, 'request.no-such-route'],
    ['DELETE', '/v1/things', 405, 'request.method-not-allowed'],
    ['PATCH', `/v1/things/${id}`, 405, 'request.method-not-allowed'],
    ['GET', '/v1/things/%ff', 400, 'request.malformed'],
    ['GET', `/v1/things/${'a'.repeat(200)}`, 414, 'request.uri-too-long'],
    ['GET', '/v1/things/7', 400, 'request.malformed-id'],
    ['GET', "/v1/things/1'%20or%20'1'='1", 400, 'request.malformed-id'],
    ['GET', '/v1/things?limit=0', 400, 'request.malformed-query'],
    ['GET', '/v1/things?limit=101', 400, 'request.malformed-query'],
    ['GET', '/v1/things?limit=1&limit=2', 400, 'request.malformed-query'],
    ['GET', '/v1/things?clientld=7', 400, 'request.malformed-query'],
  ])('%s %s is %i %s', async (method, path, status, code) => {
    const { statusCode, headers, body } = await test.app.inject({
      method: method as 'GET',
      url: path,
      headers: { authorization: bearer },
    });
    expect([statusCode, JSON.parse(body).code]).toEqual([status, code]);
    expect(headers['content-type']).toBe('application/problem+json');
    expect(headers['x-request-id']).toBe(JSON.parse(body).requestId);
  });

  it('names the methods a path does answer to', async () => {
    const answer = await http.delete('/v1/things');
    expect(answer.headers['allow']?.split(', ').sort()).toEqual(['GET', 'HEAD', 'POST']);
  });

  it('keeps a sane X-Request-Id and replaces any other', async () => {
    const ask = async (requestId: string) =>
      (await test.app.inject({ url: '/v1/nothing', headers: { 'x-request-id': requestId } })).headers['x-request-id'];
    expect(await ask('trace-1:a.b_c')).toBe('trace-1:a.b_c');
    expect(await ask('two words')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await ask('a'.repeat(129))).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each([
    ['what isn’t HTTP', 'hello\r\n\r\n', 400, 'request.malformed'],
    ['endless headers', `GET / HTTP/1.1\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`, 431, 'request.headers-too-large'],
  ])('answers %s on the socket', async (_, text, status, code) => {
    const server = test.app.getHttpServer();
    if (!server.listening) await test.app.listen(0, '127.0.0.1');
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.end(text);
    let answer = '';
    for await (const part of socket) answer += String(part);
    const [head = '', body = ''] = answer.split('\r\n\r\n');
    expect(head).toContain(`HTTP/1.1 ${status} `);
    expect(JSON.parse(body)).toMatchObject({ status, code });
  });

  it('answers with security headers and is never stored', async () => {
    const { headers } = await http.get(`/v1/things/${id}`).set('authorization', bearer);
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining("default-src 'self'"),
      'ratelimit-limit': '12000',
    });
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });
});

describe('Idempotency-Key and ETag', () => {
  let test: TestApp;
  let bearer: string;
  let http: ReturnType<typeof request>;

  beforeAll(async () => {
    test = await startTestApp(ThingsModule);
    bearer = await test.bearer('client');
    http = request(test.app.getHttpServer());
  });
  afterAll(() => test.close());

  const pay = (key?: string) =>
    http
      .post('/v1/things/payments')
      .set({ authorization: bearer, ...(key !== undefined && { 'idempotency-key': key }) });

  it('GW-4: a POST that moves money needs a key; others pass one along when given', async () => {
    expect((await pay()).body).toMatchObject({ status: 400, code: 'request.idempotency-key-required', rule: 'GW-4' });
    expect((await pay('k')).body).toEqual({ idempotencyKey: 'k' });
    const make = () => http.post('/v1/things').set('authorization', bearer).send({ name: 'aa' });
    expect((await make()).body).toMatchObject({ idempotencyKey: null });
    expect((await make().set('idempotency-key', 'k')).body).toMatchObject({ idempotencyKey: 'k' });
  });

  it.each(['', 'two words', 'a'.repeat(256), 'schlüssel'])('refuses the key %p', async (key) => {
    expect((await pay(encodeURI(key) === key ? key : Buffer.from(key).toString('latin1'))).body).toMatchObject({
      status: 400,
      code: 'request.idempotency-key-malformed',
    });
  });

  it('gives what has a version an ETag, and takes it back in If-Match', async () => {
    const read = await http.get(`/v1/things/${id}`).set('authorization', bearer);
    expect(read.headers['etag']).toBe('"3"');
    const change = (etag?: string) =>
      http.put(`/v1/things/${id}`).set({ authorization: bearer, ...(etag && { 'if-match': etag }) });
    expect((await change('"3"')).body).toEqual({ changed: 3 });
    expect((await change()).body).toMatchObject({ status: 428, code: 'request.if-match-required' });
    for (const malformed of ['3', '*', 'W/"3"', '"3", "4"', '"0"', '"x"'])
      expect((await change(malformed)).body).toMatchObject({ status: 400, code: 'request.if-match-malformed' });
  });
});

describe('A route without @Endpoint', () => {
  @Controller('bare')
  class BareController {
    @Get()
    read() {
      return {};
    }
  }

  @Module({ imports: [GatewayModule], controllers: [BareController] })
  class BareModule {}

  it('keeps the gateway from starting', async () => {
    await expect(startTestApp(BareModule)).rejects.toThrow('Routes need an @Endpoint: BareController.read (GET)');
  });
});
