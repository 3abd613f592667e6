import { RequestMethod } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiConsumes,
  ApiExtension,
  ApiHeader,
  ApiOAuth2,
  ApiOperation,
  ApiProduces,
  ApiResponse,
} from '@nestjs/swagger';
import { commonRefusals } from './common-refusals.js';
import { problemOf, refusalOfDomain, type Refusal } from './problem.js';
import type { RouteFacts } from './route-facts.js';

type Decorator = MethodDecorator & ClassDecorator;

/** Everything OpenAPI says of an endpoint, from what guards and schemas enforce. */
export function endpointDocs(endpoint: RouteFacts): Decorator[] {
  return [
    ApiOperation({ summary: endpoint.summary, description: description(endpoint) }),
    ApiExtension('x-roles', endpoint.roles === 'public' ? ['public'] : [...endpoint.roles]),
    ...(endpoint.examples ? [ApiExtension('x-examples', endpoint.examples)] : []),
    ...(endpoint.roles === 'public' ? [] : [ApiBearerAuth('bearer'), ApiOAuth2([], 'login')]),
    ...(endpoint.consumes ? [ApiConsumes(...[endpoint.consumes].flat())] : []),
    ...(endpoint.produces ? [ApiProduces(endpoint.produces)] : []),
    ...headers(endpoint),
    success(endpoint),
    ...refusals(endpoint),
  ] as Decorator[];
}

function description({ roles, rules, description: text }: RouteFacts): string {
  const who = roles === 'public' ? 'Without logging in.' : `Roles: ${roles.join(', ')}.`;
  return [text, rules?.length && `Rules: ${rules.join(', ')}.`, who].filter(Boolean).join('\n\n');
}

function headers({ idempotency, ifMatch }: RouteFacts): Decorator[] {
  const key = ApiHeader({
    name: 'Idempotency-Key',
    required: idempotency === 'required',
    description: 'The same key again gives the stored answer instead of doing it twice; kept 30 days (GW-4)',
    schema: { type: 'string', minLength: 1, maxLength: 255, example: '6f1c2a9e-payout-1' },
  });
  const match = ApiHeader({
    name: 'If-Match',
    required: true,
    description: 'The ETag of the version the change starts from (GW-4)',
    schema: { type: 'string', example: '"3"' },
  });
  return [...(idempotency === 'none' ? [] : [key]), ...(ifMatch ? [match] : [])] as Decorator[];
}

function success({ answer, status, method }: RouteFacts): Decorator {
  const what = method === RequestMethod.GET ? 'Found' : 'Done';
  if (answer === null) return ApiResponse({ status, description: what });
  const standardSchema = 'kind' in answer ? answer.output : answer;
  return ApiResponse({ status, description: what, standardSchema });
}

/** One response for each status, one example for each code. */
function refusals(endpoint: RouteFacts): Decorator[] {
  const all = [...commonRefusals(endpoint), ...(endpoint.errors ?? []).map(refusalOfDomain)];
  const byCode = new Map(all.map((refusal) => [refusal.code, refusal]));
  const byStatus = Map.groupBy(byCode.values(), ({ status }) => status);
  return [...byStatus].map(([status, ofStatus]) =>
    ApiResponse({
      status,
      description: told(ofStatus),
      content: {
        'application/problem+json': {
          schema: { $ref: '#/components/schemas/Problem' },
          examples: Object.fromEntries(ofStatus.map((refusal) => [refusal.code, example(refusal)])),
        },
      },
    }),
  );
}

/** In Markdown: why this status, by code where there are several reasons. */
const told = (several: Refusal[]): string =>
  several.length === 1 ? several[0]!.detail : several.map(({ code, detail }) => `- \`${code}\`: ${detail}`).join('\n');

const example = (refusal: Refusal) => ({
  summary: refusal.code,
  value: problemOf(refusal, { path: '/v1/…', id: '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d10' }),
});
