import { z } from 'zod';
import type { ServiceName } from './catalogue.js';
import { command, query } from './contract.js';
import { Instant } from './shapes.js';

const Now = z.object({ now: Instant });

/** How the gateway moves the manual clock of one service, and waits until it is quiet. */
export const clockContracts = (service: ServiceName) => ({
  get: query(`${service}.clock-get`, { input: z.object({}), output: Now }),
  /** 409 `clock.not-manual` where time runs by itself, 422 `clock.backwards`. */
  set: command(`${service}.clock-set`, { input: Now, output: Now }),
  /** When the next timer falls due; null when none waits. */
  nextDue: query(`${service}.clock-next-due`, { input: z.object({}), output: z.object({ at: Instant.nullable() }) }),
  /** Fires due timers, publishes the outbox, works off the inbox; answers how much there was to do. */
  settle: command(`${service}.settle`, { input: z.object({}), output: z.object({ worked: z.int() }) }),
});
