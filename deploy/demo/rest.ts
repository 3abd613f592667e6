import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/** A refusal as the gateway words it (RFC 9457). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly body: {
      code?: string;
      detail?: string;
      errors?: { field: string; message: string }[];
      [fact: string]: unknown;
    },
  ) {
    super(`${status} ${body.code ?? ''}: ${body.detail ?? ''}`);
  }
}

const passing = [502, 503, 504];
const tries = 5;

/** One person at the REST gateway. */
export class Rest {
  private constructor(
    readonly url: string,
    private readonly login: { email: string; password: string },
    private token: string,
    readonly account: { id: string; name: string; role: string },
  ) {}

  static async logIn(url: string, login: { email: string; password: string }): Promise<Rest> {
    const session = await openSession(url, login);
    return new Rest(url, login, session.accessToken, session.account);
  }

  get<T>(path: string): Promise<T> {
    return this.send<T>('GET', path);
  }

  /** Every POST carries a key of its own, so that asking again after a fault can't do it twice. */
  post<T>(path: string, body: unknown = {}, key: string = randomUUID(), version?: number): Promise<T> {
    return this.send<T>('POST', path, body, { 'idempotency-key': key, ...ifMatch(version) });
  }

  /** A body that is no JSON. */
  postText<T>(path: string, type: string, body: string): Promise<T> {
    return this.send<T>('POST', path, body, { 'idempotency-key': randomUUID(), 'content-type': type });
  }

  put<T>(path: string, body: unknown, version?: number): Promise<T> {
    return this.send<T>('PUT', path, body, ifMatch(version));
  }

  patch<T>(path: string, body: unknown, version?: number): Promise<T> {
    return this.send<T>('PATCH', path, body, ifMatch(version));
  }

  delete(path: string, version?: number): Promise<void> {
    return this.send('DELETE', path, undefined, ifMatch(version));
  }

  /** The refusal of a request that must not succeed. */
  async refusalOf(request: (rest: Rest) => Promise<unknown>): Promise<Problem> {
    try {
      await request(this);
    } catch (error) {
      if (error instanceof Problem) return error;
      throw error;
    }
    throw new Error('This should have been refused.');
  }

  private async send<T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const response = await fetch(`${this.url}/v1${path}`, {
        method,
        headers: {
          authorization: `Bearer ${this.token}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T;
      const problem = new Problem(response.status, (await response.json()) as Problem['body']);
      if (attempt === tries || !(await this.worthAnotherTry(problem, attempt))) throw problem;
    }
  }

  private async worthAnotherTry({ status, body }: Problem, attempt: number): Promise<boolean> {
    if (status === 401) {
      this.token = (await openSession(this.url, this.login)).accessToken;
      return attempt === 1;
    }
    const later = passing.includes(status) || body.code === 'idempotency.in-progress';
    if (later) await sleep(200 * 2 ** attempt);
    return later;
  }
}

const ifMatch = (version: number | undefined): Record<string, string> =>
  version === undefined ? {} : { 'if-match': `"${version}"` };

async function openSession(url: string, login: { email: string; password: string }): Promise<Session> {
  const response = await fetch(`${url}/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(login),
  });
  if (!response.ok) throw new Problem(response.status, (await response.json()) as Problem['body']);
  return (await response.json()) as Session;
}

interface Session {
  accessToken: string;
  account: { id: string; name: string; role: string };
}
