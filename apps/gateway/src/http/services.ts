import { Injectable } from '@nestjs/common';
import type { Actor } from '#libs/access';
import type { RpcContract } from '#libs/contracts';
import { RpcClient } from '#libs/messaging';
import type { z } from 'zod';

/** How long a service may take, in ms, before the caller gets 504. */
const defaultTimeoutMs = 10_000;

/** The services behind the gateway. */
@Injectable()
export class Services {
  constructor(private readonly rpc: RpcClient) {}

  /**
   * Sends one request to the service that answers this contract, on behalf of the caller.
   * Throws the service's own DomainError, or `unavailable` (503) and `timeout` (504).
   */
  ask<C extends RpcContract>(
    caller: { actor: Actor; idempotencyKey?: string },
    contract: C,
    input: z.input<C['input']>,
    timeoutMs = defaultTimeoutMs,
  ): Promise<z.output<C['output']>> {
    const { actor, idempotencyKey } = caller;
    const key = contract.kind === 'command' ? idempotencyKey : undefined;
    return this.rpc.call(contract, actor, input, { timeoutMs, ...(key !== undefined && { idempotencyKey: key }) });
  }
}
