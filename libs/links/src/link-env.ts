import { z } from 'zod';
import { SecretKey } from '#libs/config';

/** What a process needs that makes links to Shoreline, or reads those that were made. */
export const linkEnv = z.object({
  /** Where people reach the gateway: links begin with it. */
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .default('http://127.0.0.1:3000')
    .transform((url) => url.replace(/\/+$/, '')),
  /** Secret: 32 random bytes in base64 that sign personal links; whoever makes or reads links shares it, nobody else. */
  LINK_KEY: SecretKey,
});
