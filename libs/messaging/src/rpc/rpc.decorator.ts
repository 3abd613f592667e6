import { applyDecorators, UseFilters, UsePipes } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import type { RpcContract } from '#libs/contracts';
import type { Answer, Call } from './call.js';
import { CallPipe } from './call.pipe.js';
import { DomainErrorFilter } from './domain-error.filter.js';
import type { HandlerExtras } from './wire.js';

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
