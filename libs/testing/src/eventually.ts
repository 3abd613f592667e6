import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks `probe` until it answers something truthy, and answers that. A probe that throws is asked again.
 * Fails after `withinMs` with what it waited for: `eventually('the payout is credited', () => …)`.
 */
export async function eventually<T>(
  what: string,
  probe: () => T | Promise<T>,
  { withinMs = 30_000, everyMs = 25 } = {},
): Promise<NonNullable<T>> {
  const deadline = Date.now() + withinMs;
  let last: unknown;
  do {
    try {
      last = await probe();
      if (last) return last as NonNullable<T>;
    } catch (error) {
      last = error;
    }
    await sleep(everyMs);
  } while (Date.now() < deadline);
  throw new Error(`Waited ${withinMs} ms in vain until ${what}; last seen: ${String(last)}`);
}
