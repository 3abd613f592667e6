import { applyDecorators, UseFilters, UsePipes } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import type { z } from 'zod';
import type { Actor } from '#libs/access';
import type { RpcContract } from '#libs/contracts';
import { DomainErrorFilter } from './domain-error.filter.js';
import { CallPipe } from './call.pipe.js';
import type { HandlerExtras } from './wire.js';

/** What a handler gets: who asks, the parsed input, and the key under which a command must happen only once. */
export interface Call<C extends RpcContract = RpcContract> {
  actor: Actor;
  input: z.output<C['input']>;
  idempotencyKey?: string;
  pattern: string;
}

/** What a handler returns and the caller gets, as it is on the wire. */
export type Answer<C extends RpcContract> = z.output<C['output']>;

type Handler<C extends RpcContract> = (call: Call<C>) => Answer<C> | Promise<Answer<C>>;

/** The method answers this contract: `@Rpc(requestPayout) request(call: Call<typeof requestPayout>)`. */
export function Rpc<C extends RpcContract>(contract: C) {
  const extras: HandlerExtras = { kind: contract.kind };
  const decorate = applyDecorators(
    MessagePattern(contract.name, extras),
    UsePipes(new CallPipe(contract)),
    UseFilters(DomainErrorFilter),
  );
  return <T extends Handler<C>>(target: object, key: string | symbol, method: TypedPropertyDescriptor<T>): void =>
    decorate(target, key, method);
}
