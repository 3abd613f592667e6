import { setTimeout as pause } from 'node:timers/promises';
import type { Child } from './child.js';
import { Refusal } from './refusal.js';

/** Polls until `probe` answers without throwing; gives up when the child has died or the time is over. */
export async function untilUp<T>(name: string, child: Child, probe: () => Promise<T>, timeoutMs = 60_000): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await probe();
    } catch (error) {
      if (!child.running) throw new Refusal(`${name} stopped while it started. It said:\n${child.lastWords()}`);
      if (Date.now() > deadline) {
        throw new Refusal(
          `${name} did not answer within ${timeoutMs / 1000} s (${String(error)}).\n${child.lastWords()}`,
        );
      }
      await pause(50);
    }
  }
}
