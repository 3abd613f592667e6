import { z } from 'zod';
import { command } from '#libs/contracts';

/** The service these tests run; its name is the test's own, so that its queue is too. */
export const kiosk = process.env.KIOSK ?? 'kiosk';

export const sell = command(`${kiosk}.sell`, {
  input: z.object({ paper: z.string(), ms: z.number().default(0) }),
  output: z.object({ sold: z.string() }),
});
export const burn = command(`${kiosk}.burn`, { input: z.object({}), output: z.null() });
