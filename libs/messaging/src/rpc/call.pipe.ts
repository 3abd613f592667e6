import type { PipeTransform } from '@nestjs/common';
import { z } from 'zod';
import { Actor } from '#libs/access';
import type { RpcContract } from '#libs/contracts';
import { DomainError } from '#libs/errors';
import type { Call } from './call.js';

const Envelope = z.object({ actor: Actor, input: z.unknown(), idempotencyKey: z.string().min(1).max(255).optional() });

/** Parses what came over the wire; refuses with 422 `request.invalid` and the path of each field. */
export class CallPipe<C extends RpcContract> implements PipeTransform<unknown, Call<C>> {
  constructor(private readonly contract: C) {}

  transform(wire: unknown): Call<C> {
    const { input, ...envelope } = parse(Envelope, wire);
    return { ...envelope, input: parse(this.contract.input as C['input'], input), pattern: this.contract.name };
  }
}

function parse<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new DomainError('request.invalid', 'invalid', 'The request is not valid.', {
    errors: result.error.issues.map(({ path, message }) => ({ field: path.join('.'), message })),
  });
}
