import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '#libs/errors';

const IF_MATCH = 'shoreline:if-match';

/** Marks the method, so that `@Endpoint` documents the header and its refusals. */
const mark: ParameterDecorator = (target, key) => {
  if (key !== undefined) Reflect.defineMetadata(IF_MATCH, true, target, key);
};

export const readsIfMatch = (target: object, key: string | symbol): boolean =>
  Reflect.hasMetadata(IF_MATCH, target, key);

/**
 * The version an edit starts from, as a number: `@IfMatch() version: number`. GW-4: without it 428, malformed 400. Where
 * the first PUT makes what isn't there yet, `@IfMatch('or-none')` takes `"0"`, too.
 */
export const IfMatch = createParamDecorator<'or-none' | undefined>(
  (first, context: ExecutionContext) =>
    versionOf(context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'], first === 'or-none'),
  [mark],
);

/** `"3"` → 3: a strong ETag as the API gave it. `*` and lists are refused, since an edit starts from one version. */
function versionOf(header: string | undefined, orNone: boolean): number {
  if (header === undefined)
    throw new DomainError(
      'request.if-match-required',
      'precondition-required',
      'Send the ETag you got when you read it in If-Match, so that nobody else’s change is lost.',
      { rule: 'GW-4' },
    );
  if (orNone && header.trim() === '"0"') return 0;
  const version = /^"([1-9]\d{0,8})"$/.exec(header.trim())?.[1];
  if (!version)
    throw new DomainError(
      'request.if-match-malformed',
      'malformed',
      'If-Match takes one ETag as the API gave it, such as "3".',
      {
        rule: 'GW-4',
      },
    );
  return Number(version);
}
