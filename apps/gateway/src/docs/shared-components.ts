import type { Operation, Response } from './operation.js';

const header = (type: 'string' | 'integer', description: string) => ({ description, schema: { type } });

export const sharedHeaders = {
  'X-Request-Id': header('string', 'Names this request in every log; a sane one that was sent along is kept'),
  ETag: header('string', 'The version, as If-Match takes it'),
  'Retry-After': header('integer', 'Seconds to wait'),
  'RateLimit-Limit': header('integer', 'Requests a minute'),
  'RateLimit-Remaining': header('integer', 'Requests left in this minute'),
  'RateLimit-Reset': header('integer', 'Seconds until the next minute begins'),
};

export const headerRef = (name: keyof typeof sharedHeaders) => ({ $ref: `#/components/headers/${name}` });

/** Refusals that are the same in several operations stand once, among the components: without it the document is mostly these. */
export function shareRefusals(operations: Operation[]): Record<string, Response> {
  const shared: Record<string, Response> = {};
  const occurrences = new Map<string, number>();
  for (const { responses } of operations)
    for (const response of Object.values(responses)) {
      const text = JSON.stringify(response);
      occurrences.set(text, (occurrences.get(text) ?? 0) + 1);
    }
  for (const { responses } of operations)
    for (const [status, response] of Object.entries(responses)) {
      const codes = Object.keys(response.content?.['application/problem+json']?.examples ?? {});
      if (!codes.length || (occurrences.get(JSON.stringify(response)) ?? 0) < 2) continue;
      const name = [status, ...codes].join('_');
      shared[name] = response;
      responses[status] = { $ref: `#/components/responses/${name}` };
    }
  return shared;
}
