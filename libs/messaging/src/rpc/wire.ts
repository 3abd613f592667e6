import type { Actor } from '#libs/access';
import type { RpcContract } from '#libs/contracts';

/** What travels in a request, inside Nest's own `{ pattern, data, id }`. */
export interface Envelope {
  actor: Actor;
  input: unknown;
  idempotencyKey?: string;
}

/** What comes back: Nest's reply, which carries `err` or `response`. */
export interface Reply {
  response?: unknown;
  err?: unknown;
}

export const rpcQueue = (service: string): string => `rpc.${service}`;

/** Milliseconds a request waits in that queue at most, then the broker drops it. */
export const rpcQueueTtl = 10_000;

/**
 * The header with the instant, in epoch milliseconds, after which nobody waits for the answer any more. It takes clocks
 * that agree to well under a time-out, as NTP keeps them.
 */
export const deadlineHeader = 'deadline';

/** What the decorator tells the server about a handler. */
export interface HandlerExtras {
  kind?: RpcContract['kind'];
}
