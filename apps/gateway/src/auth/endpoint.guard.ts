import { type CanActivate, type ExecutionContext, Injectable, UnsupportedMediaTypeException } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { requireRole } from '#libs/access';
import { invalid } from '#libs/errors';
import { idempotencyKeyOf } from '../http/idempotency-key.js';
import { ENDPOINT, type RouteFacts } from '../http/route-facts.js';
import { requireOwnIds } from './own-ids.rules.js';
import { notLoggedIn, Tokens } from './tokens.js';

/** GW-3, GW-4. Lets in who an `@Endpoint` lets in, and tells the handler who that is. */
@Injectable()
export class EndpointGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: Tokens,
  ) {}

  async canActivate(context: ExecutionContext): Promise<true> {
    const endpoint = this.reflector.get<RouteFacts>(ENDPOINT, context.getHandler());
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (endpoint.roles !== 'public') {
      const { actor, sessionId } = await this.tokens.identify(bearerToken(request.headers.authorization));
      requireRole(actor, ...endpoint.roles);
      requireOwnIds(actor, [request.params, request.query, request.body]);
      request.actor = { ...actor, requestId: request.id };
      request.sessionId = sessionId;
    }
    requireMediaType(request, endpoint);
    requireChange(request);
    request.idempotencyKey = idempotencyKeyOf(request.headers['idempotency-key'], endpoint.idempotency);
    return true;
  }
}

function bearerToken(header: string | undefined): string {
  const token = /^Bearer +([\w.~+/-]+=*)$/i.exec(header ?? '')?.[1];
  if (!token) throw notLoggedIn();
  return token;
}

/** All media types have a parser, but each route takes only its own. */
function requireMediaType({ body, headers }: FastifyRequest, { consumes = 'application/json' }: RouteFacts): void {
  const mediaType = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  const taken = body === undefined || body === null || [consumes].flat().some((each) => each === mediaType);
  if (!taken) throw new UnsupportedMediaTypeException();
}

/** What changes nothing makes no new version and is told to nobody: it is a mistake of the caller's. */
function requireChange({ method, body }: FastifyRequest): void {
  if (method !== 'PATCH' || typeof body !== 'object' || body === null || Object.keys(body).length > 0) return;
  const errors = [{ field: '', message: 'must change something' }];
  throw invalid('request.invalid', 'The request is not valid.', { errors });
}
