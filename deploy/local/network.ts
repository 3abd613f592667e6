import { rmSync, writeFileSync } from 'node:fs';
import type { Broker, BrokerUserName } from './broker.js';
import type { DataFolder } from './folder.js';
import { prepareBroker, prepareData } from './groundwork.js';
import { ensureRabbit } from './rabbitmq-install.js';
import type { PrivatePostgres } from './postgres.js';
import { ADMIN_EMAIL, ADMIN_PASSWORD, byService, processes, type ServiceName } from './processes.js';
import type { DatabaseAccess } from './provision.js';
import { Service } from './service.js';

export interface NetworkOptions {
  /** Port of the gateway's REST; a free one when left out. */
  port?: number;
  /** A manual clock that stands at this instant (ISO) when the network is new. */
  clockStart?: string;
  /** Somebody else's Postgres (a login that may create databases and roles) instead of a private one. */
  databaseUrl?: string;
  /** Somebody else's RabbitMQ (an administrator) instead of a private one. */
  amqpUrl?: string;
  /** For tests: data need not survive a power cut. */
  throwAway?: boolean;
  /** Bring a service back when it ends by itself (yes, unless told). */
  supervised?: boolean;
  /** Variables for every service, such as LOG_LEVEL. */
  env?: Record<string, string>;
  /** Told of progress and of warnings. */
  report?: (line: string) => void;
  /** Report everything the services log. */
  verbose?: boolean;
}

/** The whole network as processes of this machine. */
export interface Network {
  /** Of the gateway: `http://127.0.0.1:3000`. */
  readonly url: string;
  readonly admin: { email: string; password: string };
  readonly services: Readonly<Record<ServiceName, Service>>;
  readonly databases: Readonly<Record<ServiceName, DatabaseAccess>>;
  readonly broker: Broker;
  /** Absent when the database is somebody else's. */
  readonly postgres?: PrivatePostgres;
  /** kill -9 of a service; it stays away until `restart`. */
  kill(service: ServiceName): Promise<void>;
  restart(service: ServiceName, extraEnv?: Record<string, string>): Promise<void>;
  /** Services, then the broker, then Postgres; ends when nothing is left running. */
  stop(): Promise<void>;
}

export const NETWORK_FILE = 'network.json';

/** Where everything of a running network is, for the tools that look into it: `network.json` in the data folder. */
export interface NetworkFile {
  url: string;
  admin: { email: string; password: string };
  /** URLs of the runtime roles. */
  databases: Record<ServiceName, string>;
  broker: Record<BrokerUserName, string>;
  health: Record<ServiceName, string>;
}

/** Brings everything up on `folder`; when a step fails, releasing the folder stops what was started. */
export async function startNetwork(folder: DataFolder, options: NetworkOptions = {}): Promise<Network> {
  const { report = () => undefined, supervised = true, verbose = false } = options;
  const ground = { folder, ...options, report, bringBack: supervised ? report : undefined };
  const port = options.port ?? (await folder.port('gateway'));
  if (!options.amqpUrl) await ensureRabbit(folder, report);
  const [data, broker] = await Promise.all([prepareData(ground), prepareBroker(ground)]);
  const services = byService(
    await Promise.all(
      processes.map(async ({ name, env }) => {
        const healthPort = await folder.port(`${name}-health`);
        const own = {
          ...(process.env.PATH && { PATH: process.env.PATH }),
          DATABASE_URL: data.databases[name].runtimeUrl,
          AMQP_URL: broker.urlFor(name),
          HEALTH_PORT: `${healthPort}`,
          ...(options.clockStart && { SHORELINE_CLOCK: 'manual', SHORELINE_CLOCK_START: options.clockStart }),
          ...env?.({ port, secret: (of, shape) => folder.secret(of, shape) }),
          ...options.env,
        };
        return [name, new Service({ folder, name, env: own, healthPort, supervised, report, verbose })] as const;
      }),
    ),
  );
  report(`Starting ${processes.map(({ name }) => name).join(', ')} …`);
  await Promise.all(Object.values(services).map((service) => service.start()));

  const network: Network = {
    url: `http://127.0.0.1:${port}`,
    admin: { email: ADMIN_EMAIL, password: folder.secret('admin', ADMIN_PASSWORD) },
    services,
    ...data,
    broker,
    kill: (service) => services[service].kill(),
    restart: async (service, extraEnv) => {
      await services[service].stop();
      await services[service].start(extraEnv);
    },
    stop: async () => {
      await Promise.all(Object.values(services).map((service) => service.stop()));
      await broker.private?.stop();
      await data.postgres?.stop();
      rmSync(folder.at(NETWORK_FILE), { force: true });
    },
  };
  writeDown(folder, network);
  return network;
}

function writeDown(folder: DataFolder, { url, admin, databases, broker, services }: Network): void {
  const users = [...processes.map(({ name }) => name), 'payroll', 'operator'] as const;
  const file: NetworkFile = {
    url,
    admin,
    databases: byService(processes.map(({ name }) => [name, databases[name].runtimeUrl])),
    broker: Object.fromEntries(users.map((user) => [user, broker.urlFor(user)])) as NetworkFile['broker'],
    health: byService(processes.map(({ name }) => [name, services[name].healthUrl])),
  };
  writeFileSync(folder.at(NETWORK_FILE), JSON.stringify(file, null, 2), { mode: 0o600 });
}
