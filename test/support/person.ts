import { randomUUID } from 'node:crypto';
import { clients, experts, PASSWORD, staff } from '../../deploy/demo/cast.js';
import type { TestNetwork } from './test-network.js';

/** What one request brought, good or bad. */
export interface Answer {
  status: number;
  /** Of a refusal: `409 timesheet.overlap`; otherwise the status alone. */
  outcome: string;
  contentType: string | null;
  /** As it came. */
  text: string;
  body: Body;
}

export interface Body {
  [member: string]: unknown;
  id: string;
  version: number;
  state: string;
  detail: string;
  items: Body[];
  errors?: { field: string; message: string }[];
}

export interface Request {
  body?: unknown;
  /** Instead of `body`: sent as it is. */
  text?: string;
  /** For If-Match. */
  version?: number | string;
  /** Idempotency-Key; a new one for each POST unless given, none for null. */
  key?: string | null;
  headers?: Record<string, string>;
}

/** Somebody at the REST gateway who asks once and takes every answer: no second try, no exception. */
export class Person {
  private constructor(
    readonly url: string,
    readonly id: string,
    private readonly token: string,
  ) {}

  static async logIn(url: string, email: string, password: string = PASSWORD): Promise<Person> {
    const { status, body, text } = await ask(`${url}/v1/sessions`, 'POST', { body: { email, password } });
    if (status !== 201) throw new Error(`${email} can't log in: ${text}`);
    return new Person(url, (body.account as Body).id, String(body.accessToken));
  }

  /** The same person with another access token. */
  as(token: (own: string) => string): Person {
    return new Person(this.url, this.id, token(this.token));
  }

  send(method: string, path: string, request: Request = {}): Promise<Answer> {
    const headers = { authorization: `Bearer ${this.token}`, ...request.headers };
    return ask(`${this.url}/v1${path}`, method, { ...request, headers });
  }

  get(path: string): Promise<Answer> {
    return this.send('GET', path);
  }

  post(path: string, body: unknown = {}, request: Request = {}): Promise<Answer> {
    return this.send('POST', path, { body, ...request });
  }

  /** The body of an answer that must be good. */
  async must(method: string, path: string, body?: unknown, version?: number): Promise<Body> {
    const answer = await this.send(method, path, { body, ...(version && { version }) });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.body;
  }
}

async function ask(url: string, method: string, { body, text, version, key, headers }: Request): Promise<Answer> {
  const sent = text ?? (body === undefined ? undefined : JSON.stringify(body));
  const response = await fetch(url, {
    method,
    headers: {
      ...(sent !== undefined && { 'content-type': 'application/json' }),
      ...(version !== undefined && { 'if-match': `"${version}"` }),
      ...(method === 'POST' && key !== null && { 'idempotency-key': key ?? randomUUID() }),
      ...headers,
    },
    ...(sent !== undefined && { body: sent }),
  });
  const received = await response.text();
  const contentType = response.headers.get('content-type');
  const answered = (contentType?.includes('json') ? JSON.parse(received) : {}) as Body & { code?: string };
  const { status } = response;
  return { status, outcome: `${status} ${answered.code ?? ''}`.trim(), contentType, text: received, body: answered };
}

const cast = {
  elena: staff[0],
  tom: staff[1],
  payroll: staff[2],
  hanna: clients.harbour.contact,
  ray: clients.northwind.contact,
  priya: clients.lumen.contact,
  ada: experts.ada,
  marc: experts.marc,
  ravi: experts.ravi,
  olena: experts.olena,
  viktor: experts.viktor,
} as const;
export type People = Record<keyof typeof cast | 'admin', Person>;

/** Everybody of `aRunningJob`: Elena is AE, Tom team lead; Hanna hires Ada, Ray Marc, Priya Ravi, nobody Olena. */
export async function everybody({ url, admin }: TestNetwork): Promise<People> {
  const people = { admin: await Person.logIn(url, admin.email, admin.password) };
  for (const [name, { email }] of Object.entries(cast))
    Object.assign(people, { [name]: await Person.logIn(url, email) });
  return people as People;
}

/** Asks `count` times at once. */
export const atOnce = <T>(count: number, request: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => request(index)));

/** How often each outcome came: `{ '201': 1, '409 timesheet.overlap': 9 }`. */
export function tally(answers: readonly Answer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { outcome } of answers) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}
