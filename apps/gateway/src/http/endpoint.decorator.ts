import { applyDecorators, HttpCode, RequestMethod, SetMetadata } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { z } from 'zod';
import { roles, type Role } from '#libs/access';
import type { RpcContract } from '#libs/contracts';
import type { DomainError } from '#libs/errors';
import { endpointDocs } from './endpoint.docs.js';
import { readsIfMatch } from './if-match.decorator.js';

/** Every role a person or machine can log in with. */
export const everyone: readonly Role[] = roles.filter((role) => role !== 'system');
/** Who works for the network. */
export const staff: readonly Role[] = ['admin', 'account-executive', 'team-lead'];

export const MEGABYTE = 1_048_576;

export interface EndpointOptions {
  /** One line, imperative: `Ask for a payout`. */
  summary: string;
  description?: string;
  /** Ids of the business rules behind it, such as `PM-5`. */
  rules?: readonly string[];
  /** Who may call it (GW-3); the service checks ownership again. `public`: without logging in. */
  roles: readonly Role[] | 'public';
  /** What it answers: a contract's output, a schema, or `null` for 204 without a body. */
  answer: RpcContract | z.ZodType | null;
  /** Success status; otherwise 201 for POST, 204 for `answer: null`, else 200. */
  status?: number;
  /** Refusals of its own, written exactly as the service throws them; common ones are added by themselves. */
  errors?: readonly DomainError[];
  /** Of a POST: `required` where money moves, `none` where nothing may be stored (tokens), else `optional`. */
  idempotency?: 'required' | 'optional' | 'none';
  /** Largest body in bytes, 1 MB unless given. */
  bodyLimit?: number;
  consumes?: 'application/json' | 'application/x-www-form-urlencoded';
  /** Only where what the schemas' own examples give isn't telling enough. */
  examples?: { request?: unknown; answer?: unknown };
}

/** What guards and documentation know about a route. */
export interface Endpoint extends EndpointOptions {
  method: RequestMethod;
  status: number;
  idempotency: 'required' | 'optional' | 'none';
  ifMatch: boolean;
  /** Which parts of the request its schemas check. */
  reads: { path: boolean; query: boolean; body: boolean };
}

export const ENDPOINT = 'shoreline:endpoint';

/**
 * Makes a method a route of the API: who may call it, what it answers, every error, and all of its documentation.
 * It stands above `@Get()`, `@Post()`, …; a route without it keeps the gateway from starting. A whole route:
 *
 * ```ts
 * @ApiTags('Payouts')
 * @Controller('payouts')                                    // under /v1
 * export class PayoutController {
 *   constructor(private readonly services: Services) {}
 *
 *   @Endpoint({
 *     summary: 'Ask for a payout',
 *     rules: ['PM-5'],
 *     roles: ['expert'],
 *     answer: requestPayout,
 *     errors: [invalid('payments.insufficient-balance', 'Available are 120.00 USD.', { rule: 'PM-5' })],
 *     idempotency: 'required',
 *   })
 *   @Post()
 *   request(@Caller() caller: Caller, @Body({ schema: NewPayout }) payout: z.output<typeof NewPayout>) {
 *     return this.services.ask(caller, requestPayout, payout);
 *   }
 *
 *   @Endpoint({ summary: 'Change a task', roles: ['client', 'expert', ...staff], answer: changeTask })
 *   @Patch(':id')
 *   change(
 *     @Caller() caller: Caller,
 *     @PathId() id: string,                                 // 400 unless it is a UUID
 *     @IfMatch() version: number,                           // 428 when absent, 400 when malformed, documented by itself
 *     @Body({ schema: TaskChange }) change: z.output<typeof TaskChange>,
 *   ) {
 *     return this.services.ask(caller, changeTask, { id, version, change });
 *   }
 *
 *   @Endpoint({ summary: 'List payouts', roles: ['expert', ...staff], answer: listPayouts })
 *   @Get()
 *   list(@Caller() caller: Caller, @Query({ schema: PayoutFilter }) filter: z.output<typeof PayoutFilter>) {
 *     return this.services.ask(caller, listPayouts, filter);
 *   }
 * }
 * ```
 *
 * An answer with a `version` gets its ETag, a POST its Idempotency-Key, a refusal its problem+json by themselves.
 * A module of such controllers is one line in `gateway.module.ts`, its tag one in `docs/tags.ts`, and each route one in
 * `access-table.ts`.
 */
export function Endpoint(options: EndpointOptions): MethodDecorator {
  return (target, key, descriptor) => {
    const endpoint = describe(options, target, key);
    applyDecorators(
      SetMetadata(ENDPOINT, endpoint),
      HttpCode(endpoint.status),
      RouteConfig({ ...(options.bodyLimit && { bodyLimit: options.bodyLimit }) }),
      ...endpointDocs(endpoint),
    )(target, key, descriptor);
  };
}

function describe(options: EndpointOptions, target: object, key: string | symbol): Endpoint {
  const handler: unknown = Reflect.get(target, key);
  if (typeof handler !== 'function' || !Reflect.hasMetadata(PATH_METADATA, handler))
    throw new Error(`@Endpoint of ${target.constructor.name}.${String(key)} must stand above @Get(), @Post(), …`);
  const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod;
  const isPost = method === RequestMethod.POST;
  return {
    ...options,
    method,
    status: options.status ?? (options.answer === null ? 204 : isPost ? 201 : 200),
    idempotency: options.idempotency ?? (isPost ? 'optional' : 'none'),
    ifMatch: readsIfMatch(target, key),
    reads: partsRead(target, key),
  };
}

/** Nest keys what a handler's parameters take by `<kind>:<index>`. */
function partsRead(target: object, key: string | symbol): Endpoint['reads'] {
  const kinds = Object.keys((Reflect.getMetadata(ROUTE_ARGS_METADATA, target.constructor, key) ?? {}) as object);
  const reads = (kind: RouteParamtypes): boolean => kinds.some((each) => each.startsWith(`${kind}:`));
  return {
    path: reads(RouteParamtypes.PARAM),
    query: reads(RouteParamtypes.QUERY),
    body: reads(RouteParamtypes.BODY),
  };
}
