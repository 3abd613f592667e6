import { z } from 'zod';
import { loadConfig, SecretKey } from '#libs/config';
import { linkEnv } from '#libs/links';
import { runtimeEnv } from '#libs/runtime';

const limit = (byDefault: number) => z.coerce.number().int().min(1).default(byDefault);

/** What the gateway reads from its environment; DATABASE_URL is read where the database is. */
export const gatewayEnv = runtimeEnv
  .extend({
    ...linkEnv.shape,
    HOST: z.string().default('127.0.0.1'),
    PORT: z.coerce.number().int().min(0).max(65_535).default(3_000),
    /** Secret: 32 random bytes in base64, the seed of the Ed25519 key that signs access tokens. All replicas share it. */
    TOKEN_KEY: SecretKey,
    /** The first administrator, made at start when there is no account at all; both or none. */
    ADMIN_EMAIL: z.email().toLowerCase().optional(),
    ADMIN_PASSWORD: z.string().min(12).max(200).optional(),
    /** Addresses or networks of the proxies whose X-Forwarded-For is believed, with commas; nobody's by default. */
    TRUST_PROXY: z.string().optional(),
    /** Requests a minute from one address. */
    RATE_LIMIT_PER_MINUTE: limit(12_000),
    /** Attempts a minute to log in as one e-mail address from one address. */
    LOGIN_LIMIT_PER_MINUTE: limit(10),
    NODE_ENV: z.string().optional(),
    /** `manual`: time stands still until an administrator moves it with PUT /v1/clock. */
    SHORELINE_CLOCK: z.enum(['system', 'manual']).default('system'),
  })
  .refine(({ NODE_ENV, SHORELINE_CLOCK }) => NODE_ENV !== 'production' || SHORELINE_CLOCK === 'system', {
    path: ['SHORELINE_CLOCK'],
    message: 'the manual clock is refused in production',
  })
  .refine(({ ADMIN_EMAIL, ADMIN_PASSWORD }) => !ADMIN_EMAIL === !ADMIN_PASSWORD, {
    path: ['ADMIN_EMAIL'],
    message: 'goes together with ADMIN_PASSWORD',
  });

export type GatewayConfig = z.output<typeof gatewayEnv>;
export const GATEWAY_CONFIG = Symbol('GatewayConfig');

export const loadGatewayConfig = (): Readonly<GatewayConfig> => loadConfig(gatewayEnv);
