import { applyDecorators, HttpCode, RequestMethod, SetMetadata } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { RouteConfig } from '@nestjs/platform-fastify';
import { endpointDocs } from './endpoint.docs.js';
import { readsIfMatch } from './if-match.decorator.js';
import { ENDPOINT, type EndpointOptions, type RouteFacts } from './route-facts.js';

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

function describe(options: EndpointOptions, target: object, key: string | symbol): RouteFacts {
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
function partsRead(target: object, key: string | symbol): RouteFacts['reads'] {
  const kinds = Object.keys((Reflect.getMetadata(ROUTE_ARGS_METADATA, target.constructor, key) ?? {}) as object);
  const reads = (kind: RouteParamtypes): boolean => kinds.some((each) => each.startsWith(`${kind}:`));
  return {
    path: reads(RouteParamtypes.PARAM),
    query: reads(RouteParamtypes.QUERY),
    body: reads(RouteParamtypes.BODY),
  };
}
