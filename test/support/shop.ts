import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Controller, Logger, type INestMicroservice } from '@nestjs/common';
import type { MicroserviceOptions } from '@nestjs/microservices';
import { Test } from '@nestjs/testing';
import { z } from 'zod';
import { command, query } from '#libs/contracts';
import { conflict, DomainError, type ErrorPayload } from '#libs/errors';
import { type Call, Rpc, RpcClient, RpcServer } from '#libs/messaging';
import { eventually } from '#libs/testing';

/** A service with a queue of its own, for tests of the way there and back. */
export const shop = `shop-${randomUUID()}`;

const nothing = { input: z.object({}), output: z.null() };
const Skill = z.object({ name: z.string(), years: z.number().int() });

export const order = command(`${shop}.order`, {
  input: z.object({ skills: z.array(Skill) }),
  output: z.object({ total: z.number(), by: z.string(), key: z.string().optional() }),
});
export const wait = query(`${shop}.wait`, {
  input: z.object({ ms: z.number() }),
  output: z.object({ waited: z.number() }),
});
export const bake = command(`${shop}.bake`, { input: z.object({ ms: z.number() }), output: z.null() });
export const refuse = command(`${shop}.refuse`, nothing);
export const crash = command(`${shop}.crash`, nothing);
export const forgotten = command(`${shop}.forgotten`, nothing);

@Controller()
export class ShopController {
  /** How many requests have begun. */
  begun = 0;
  /** What `wait` and `bake` wait for besides. */
  gate: Promise<unknown> = Promise.resolve();

  @Rpc(order)
  order({ actor, input, idempotencyKey }: Call<typeof order>) {
    this.begun++;
    return { total: input.skills.length, by: actor.name, ...(idempotencyKey && { key: idempotencyKey }) };
  }

  @Rpc(wait)
  async wait({ input }: Call<typeof wait>) {
    this.begun++;
    await Promise.all([sleep(input.ms), this.gate]);
    return { waited: input.ms };
  }

  @Rpc(bake)
  async bake({ input }: Call<typeof bake>) {
    this.begun++;
    await Promise.all([sleep(input.ms), this.gate]);
    return null;
  }

  @Rpc(refuse)
  refuse(): null {
    throw conflict('shop.closed', 'The shop is closed.', { rule: 'SH-1', facts: { opens: '09:00' } });
  }

  @Rpc(crash)
  crash(): null {
    throw new Error('the password of the database is hunter2');
  }
}

export interface OpenShop {
  app: INestMicroservice;
  server: RpcServer;
  controller: ShopController;
}

export async function openShop(url: string): Promise<OpenShop> {
  const server = new RpcServer({ url, service: shop });
  const module = await Test.createTestingModule({ controllers: [ShopController] }).compile();
  const app = module.createNestMicroservice<MicroserviceOptions>({ strategy: server });
  Logger.overrideLogger(false);
  await app.listen();
  return { app, server, controller: app.get(ShopController) };
}

export async function aClient(url: string): Promise<RpcClient> {
  const client = new RpcClient({ url, name: 'test' });
  await client.onModuleInit();
  await eventually('the client is connected', () => client.connected);
  return client;
}

/** What a call was refused with; fails when it wasn't. */
export async function refusalOf(call: Promise<unknown>): Promise<ErrorPayload> {
  try {
    await call;
  } catch (error) {
    if (error instanceof DomainError) return error.toPayload();
    throw error;
  }
  throw new Error('The call was not refused.');
}
