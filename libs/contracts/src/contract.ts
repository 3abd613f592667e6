import type { z } from 'zod';

/** One request a service answers over RPC: its pattern, what goes in, what comes out. */
export interface RpcContract<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: 'command' | 'query';
  /** `<service>.<imperative>`; the service's queue is `rpc.<service>`. */
  readonly name: string;
  readonly input: I;
  readonly output: O;
}

/** One fact a service publishes. `aggregate` is what it is about; consumers subscribe to whole aggregates. */
export interface EventContract<D extends z.ZodType = z.ZodType> {
  /** Routing key and CloudEvents type: `<service>.<what-happened>.v<n>`. */
  readonly type: string;
  readonly aggregate: string;
  readonly description: string;
  readonly data: D;
}

type Shapes<I, O> = { input: I; output: O };

export const command = <I extends z.ZodType, O extends z.ZodType>(
  name: string,
  shapes: Shapes<I, O>,
): RpcContract<I, O> => ({
  kind: 'command',
  name,
  ...shapes,
});

export const query = <I extends z.ZodType, O extends z.ZodType>(
  name: string,
  shapes: Shapes<I, O>,
): RpcContract<I, O> => ({
  kind: 'query',
  name,
  ...shapes,
});

export const event = <D extends z.ZodType>(type: string, about: Omit<EventContract<D>, 'type'>): EventContract<D> => ({
  type,
  ...about,
});

/** The service that answers a pattern or publishes a type: the part before the first dot. */
export const serviceOf = (name: string): string => name.slice(0, name.indexOf('.'));
