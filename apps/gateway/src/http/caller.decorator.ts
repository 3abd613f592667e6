import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '#libs/access';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the endpoint guard; absent on public routes. */
    actor?: Actor;
    sessionId?: string;
    idempotencyKey?: string;
  }
}

/** Who calls, and the key under which a POST happens only once. */
export interface Caller {
  actor: Actor;
  /** The session the access token belongs to. */
  sessionId: string;
  idempotencyKey?: string;
}

/** `@Caller() caller: Caller`, for every route that isn't public. */
export const Caller = createParamDecorator<void>((_, context: ExecutionContext): Caller => {
  const { actor, sessionId, idempotencyKey } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!actor || !sessionId) throw new Error('A public route has no caller.');
  return { actor, sessionId, ...(idempotencyKey !== undefined && { idempotencyKey }) };
});
