import { services } from '#libs/contracts';
import type { SecretShape } from './folder.js';

/** A process of the network, and what it needs beyond the common (DATABASE_URL, AMQP_URL, HEALTH_PORT, LOG_LEVEL, the clock). */
export interface ProcessPlan {
  name: ServiceName;
  /** Variables of its own. */
  env?: (network: NetworkFacts) => Record<string, string>;
}

export type ServiceName = 'gateway' | (typeof services)[number];

export interface NetworkFacts {
  /** Where the gateway serves REST. */
  port: number;
  /** A stable secret of this network by name. */
  secret: (name: string, shape?: SecretShape) => string;
}

export const ADMIN_EMAIL = 'admin@shoreline.local';
/** Short enough to type, long enough for 96 bits. */
export const ADMIN_PASSWORD: SecretShape = { bytes: 12 };

/** Links lead here; personal ones are signed, for the gateway to know its own. */
const links = ({ port, secret }: NetworkFacts): Record<string, string> => ({
  PUBLIC_URL: `http://127.0.0.1:${port}`,
  LINK_KEY: secret('link-key', { bytes: 32, encoding: 'base64' }),
});

/** The one list for the launcher, the tests and the provisioning of databases and broker: the gateway and who answers it. */
export const processes: readonly ProcessPlan[] = [
  ...services.map((name) => ({ name, ...(name === 'notification' && { env: links }) })),
  {
    name: 'gateway',
    env: (network) => ({
      ...links(network),
      PORT: `${network.port}`,
      TOKEN_KEY: network.secret('token-key', { bytes: 32, encoding: 'base64' }),
      ADMIN_EMAIL,
      ADMIN_PASSWORD: network.secret('admin', ADMIN_PASSWORD),
    }),
  },
];

/** The compiled programs of a service. */
export const mainOf = (service: ServiceName): string => `apps/${service}/src/main`;
export const migrationOf = (service: ServiceName): string => `apps/${service}/src/migrate`;

export function byService<T>(entries: readonly (readonly [ServiceName, T])[]): Record<ServiceName, T> {
  return Object.fromEntries(entries) as Record<ServiceName, T>;
}
