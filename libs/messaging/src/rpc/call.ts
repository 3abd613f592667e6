import type { z } from 'zod';
import type { Actor } from '#libs/access';
import type { RpcContract } from '#libs/contracts';

/** What a handler gets: who asks, the parsed input, and the key under which a command must happen only once. */
export interface Call<C extends RpcContract = RpcContract> {
  actor: Actor;
  input: z.output<C['input']>;
  idempotencyKey?: string;
  pattern: string;
}

/** What a handler returns and the caller gets, as it is on the wire. */
export type Answer<C extends RpcContract> = z.output<C['output']>;
