import { DomainError } from '#libs/errors';
import type { RouteFacts } from './route-facts.js';

/** GW-4. The key of a POST, 1 to 255 visible ASCII characters; the service stores the answer under it. */
export function idempotencyKeyOf(
  header: string | string[] | undefined,
  rule: RouteFacts['idempotency'],
): string | undefined {
  if (rule === 'none') return undefined;
  if (header === undefined) {
    if (rule === 'optional') return undefined;
    throw new DomainError(
      'request.idempotency-key-required',
      'malformed',
      'This moves money: send an Idempotency-Key, a new one for each intention, the same one for each repetition.',
      { rule: 'GW-4' },
    );
  }
  if (typeof header === 'string' && /^[\x21-\x7e]{1,255}$/.test(header)) return header;
  throw new DomainError(
    'request.idempotency-key-malformed',
    'malformed',
    'Idempotency-Key takes 1 to 255 visible ASCII characters.',
    { rule: 'GW-4' },
  );
}
