import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import type { Type } from '@nestjs/common';
import type { Response } from 'supertest';
import { type Actor, type Role, systemActor } from '#libs/access';
import { Inbox, Relay, RpcClient } from '#libs/messaging';
import { newId, Transactions } from '#libs/persistence';
import { testDatabase } from '#libs/testing';
import { NewAccounts } from './accounts/new-accounts.js';
import { hashPassword } from './auth/passwords.js';
import { Tokens } from './auth/tokens.js';
import { loadGatewayConfig } from './config.js';
import { prepareEdge } from './edge.js';
import { fastifyOptions } from './fastify-options.js';
import { migrations } from './migrations/index.js';

/** What the services were asked, and what they answer instead: the gateway's tests need no broker. */
export interface Asked {
  name: string;
  actor: Actor;
  input: unknown;
  idempotencyKey?: string;
}

type Answering = (asked: Asked) => unknown;

export interface TestApp {
  app: NestFastifyApplication;
  asked: Asked[];
  /** How services answer from now on; with `{}` until told. */
  answer(by: Answering): void;
  /** `Authorization` of somebody with this role, without an account. */
  bearer(role: Role, who?: { id?: string; clientId?: string }): Promise<string>;
  /** Adds an account; its password is `password`. */
  account(role: Exclude<Role, 'system'>, email: string, clientId?: string): Promise<{ id: string; email: string }>;
  close(): Promise<void>;
}

/** For `parse` of a request: the body as it came, such as a PDF. */
export function asBytes(answer: Response, done: (error: Error | null, body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  answer.on('data', (chunk: Buffer) => chunks.push(chunk));
  answer.on('end', () => done(null, Buffer.concat(chunks)));
}

export const password = 'correct horse battery staple';
const environment = {
  AMQP_URL: 'amqp://localhost',
  HEALTH_PORT: '0',
  TOKEN_KEY: Buffer.alloc(32, 7).toString('base64'),
  LINK_KEY: Buffer.alloc(32, 8).toString('base64'),
  LOG_LEVEL: 'silent',
};

/** The whole gateway on a database of its own, before services that answer as they are told. */
export async function startTestApp(module: Type, env: Record<string, string> = {}): Promise<TestApp> {
  const database = await testDatabase({ service: 'gateway', migrations });
  Object.assign(process.env, environment, { DATABASE_URL: database.url }, env);
  const asked: Asked[] = [];
  let answering: Answering = () => ({});
  const call: RpcClient['call'] = async (contract, actor, input, options) => {
    const idempotencyKey = options?.idempotencyKey;
    const question = { name: contract.name, actor, input, ...(idempotencyKey !== undefined && { idempotencyKey }) };
    asked.push(question);
    return (await answering(question)) as never;
  };
  const built = await Test.createTestingModule({ imports: [module] })
    .overrideProvider(RpcClient)
    .useValue({ call, connected: true })
    .overrideProvider(Relay)
    .useValue({ flush: () => Promise.resolve(0), ready: true })
    .overrideProvider(Inbox)
    .useValue({ ready: true })
    .compile();
  const adapter = new FastifyAdapter(fastifyOptions(loadGatewayConfig()));
  const app = built.createNestApplication<NestFastifyApplication>(adapter, { logger: false });
  const close = async (): Promise<void> => {
    await app.close();
    await database.drop();
  };
  try {
    await prepareEdge(app);
    await app.init();
    await adapter.getInstance().ready();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    app,
    asked,
    answer: (by) => void (answering = by),
    bearer: async (role, { id = newId(), clientId } = {}) => {
      const company = role === 'client' ? (clientId ?? newId()) : null;
      return `Bearer ${await app.get(Tokens).issue({ id, role, name: `A ${role}`, clientId: company }, newId())}`;
    },
    account: async (role, email, clientId) => {
      const passwordHash = await hashPassword(password);
      const account = { email, role, passwordHash, name: email, ...(clientId && { clientId }) };
      return app.get(Transactions).run((tx) => app.get(NewAccounts).add(tx, systemActor, account));
    },
    close,
  };
}
