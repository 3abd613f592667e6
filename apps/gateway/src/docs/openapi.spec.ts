import type { OpenAPIObject } from '@nestjs/swagger';
import type { Operation, Response } from './operation.js';
import { openApiWithoutServers } from './openapi.js';
import { tags } from './tags.js';

type Documented = Operation & { summary: string; description: string; 'x-roles': string[] };

describe('GW-1: the OpenAPI document', () => {
  let document: OpenAPIObject;
  let operations: [name: string, operation: Documented][];

  beforeAll(async () => {
    document = await openApiWithoutServers();
    operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods as Record<string, Documented>).map(([method, operation]): [string, Documented] => [
        `${method.toUpperCase()} ${path}`,
        operation,
      ]),
    );
  });

  /** The routes that break a promise, by name: an empty list when it's kept. */
  const without = (promise: (operation: Documented, name: string) => unknown): string[] =>
    operations.filter(([name, operation]) => !promise(operation, name)).map(([name]) => name);

  const unreadable = ['money.too-large', 'money.too-precise'];
  it.each<[string, string[]]>([
    ['POST /v1/leads/{id}/client', ['referral.already-client', 'referral.client-won', 'referral.no-such-client']],
    ['GET /v1/client-payments', [...unreadable, 'money.unknown-currency']],
    ['POST /v1/client-payments', [...unreadable, 'money.unknown-currency', 'payments.amount-too-large']],
    ['POST /v1/client-payments/{id}/allocations', [...unreadable, 'payments.other-currency']],
    ['POST /v1/client-payments/{id}/refunds', [...unreadable, 'money.unknown-currency']],
    ['POST /v1/referrers/{id}/payouts', [...unreadable, 'money.unknown-currency']],
    ['POST /v1/payouts', [...unreadable, 'money.unknown-currency']],
    ['POST /v1/invoices/{id}/credit-notes', [...unreadable, 'payments.other-currency']],
  ])('%s tells of %j, which its service refuses', (route, codes) => {
    const { responses } = operations.find(([name]) => name === route)![1];
    const told = Object.values(responses).flatMap(({ content }) =>
      Object.keys(content?.['application/problem+json']?.examples ?? {}),
    );
    expect(told).toEqual(expect.arrayContaining(codes));
  });

  it('is OpenAPI 3.0 under /v1, with the manual clock', () => {
    expect(document.openapi).toMatch(/^3\.0/);
    expect(without((_, name) => name.includes(' /v1/'))).toEqual([]);
    expect(operations.map(([name]) => name)).toContain('PUT /v1/clock');
  });

  it('gives every operation a summary, its roles, a known tag, and log-in unless it is public', () => {
    const known = new Set(tags.map(({ name }) => name));
    expect(without(({ summary }) => summary)).toEqual([]);
    expect(without((operation) => operation['x-roles'].length)).toEqual([]);
    expect(without(({ description }) => /Roles: |Without logging in/.test(description))).toEqual([]);
    expect(without(({ tags: [tag] = [] }) => tag && known.has(tag))).toEqual([]);
    expect(without((operation) => operation['x-roles'][0] === 'public' || operation.security?.length === 2)).toEqual(
      [],
    );
  });

  it('gives every body, every answer and every refusal an example', () => {
    const exampled = (contents: object = {}): boolean =>
      Object.values(contents).every((content: object) => 'example' in content || 'examples' in content);
    expect(without(({ requestBody }) => exampled(requestBody?.content))).toEqual([]);
    expect(without(({ responses }) => Object.values(responses).every(({ content }) => exampled(content)))).toEqual([]);
  });

  it('fills no form with the example of a parameter', () => {
    const fills = ({ parameters = [] }: Documented): boolean =>
      parameters.some(({ schema }) => schema && 'example' in schema);
    expect(without((operation) => !fills(operation))).toEqual([]);
    const key = document.paths['/v1/accounts']?.post?.parameters?.[0];
    expect(key).toMatchObject({ name: 'Idempotency-Key', description: expect.stringContaining('; for example `') });
  });

  it('names the refusals every operation can give, as problems', () => {
    const responses = (document.components?.responses ?? {}) as Record<string, Response>;
    const whole = (response: Response): Response => responses[response.$ref?.split('/').pop() ?? ''] ?? response;
    const isProblem = ([status, response]: [string, Response]): boolean =>
      Number(status) < 400 || Object.keys(whole(response).content ?? {}).join() === 'application/problem+json';
    expect(without((operation) => Object.entries(operation.responses).every(isProblem))).toEqual([]);
    expect(without((operation) => ['429', '500', '503', '504'].every((each) => each in operation.responses))).toEqual(
      [],
    );
    expect(without((operation) => operation['x-roles'][0] === 'public' || '403' in operation.responses)).toEqual([]);
  });

  it('points to components that are there', () => {
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/(\w+)\/([^"]+)"/g)];
    const components = document.components as Record<string, Record<string, unknown>>;
    const missing = refs.filter(([, kind = '', name = '']) => !components[kind]?.[name]).map(([ref]) => ref);
    expect(missing).toEqual([]);
  });
});
