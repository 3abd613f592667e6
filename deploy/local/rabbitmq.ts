import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import amqp from 'amqplib';
import { Child } from './child.js';
import type { DataFolder } from './folder.js';
import { findProgram } from './programs.js';
import { ensureRabbit } from './rabbitmq-install.js';
import { Supervised } from './supervised.js';
import { untilUp } from './until.js';

export interface PrivateRabbit {
  /** Administrator's URL, virtual host `/`. */
  readonly url: string;
  /** The URL for a user that `definitions` names. */
  urlFor(user: string, password: string, vhost?: string): string;
  /** kill -9 of the broker. */
  kill(): Promise<void>;
  /** Starts it again on the same port and data. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface RabbitOptions {
  /** RabbitMQ's own definitions format: users, permissions, exchanges, queues, bindings. Loaded at every start. */
  definitions?: Definitions;
  /** Told when RabbitMQ has to be installed first. */
  report?: (line: string) => void;
  /** Told when the broker ended by itself and is started again. Absent: it then stays away. */
  bringBack?: (line: string) => void;
}

/** The parts of RabbitMQ's definitions file which this launcher looks at. */
export interface Definitions {
  vhosts?: { name: string }[];
  users?: object[];
  permissions?: object[];
  [other: string]: unknown;
}

const ADMIN = 'shoreline-admin';
/** Bytes. An import of 5 MB grows in JSON; anything beyond this is a mistake, and refused. As in `npm run secrets`. */
export const MAX_MESSAGE_SIZE = 16 * 1_024 * 1_024;

/** A RabbitMQ of one's own: loopback only, own node name, ports, cookie and epmd, data in `<folder>/rabbitmq`. */
export async function startRabbit(folder: DataFolder, options: RabbitOptions = {}): Promise<PrivateRabbit> {
  const program = await ensureRabbit(folder, options.report ?? console.log);
  const ports = {
    amqp: await folder.port('rabbitmq'),
    distribution: await folder.port('rabbitmq-distribution'),
    epmd: await folder.port('epmd'),
  };
  const password = folder.secret('rabbitmq');
  const home = folder.at('rabbitmq');
  const urlFor = (user: string, secret: string, vhost = '/'): string =>
    `amqp://${encodeURIComponent(user)}:${encodeURIComponent(secret)}@127.0.0.1:${ports.amqp}/${vhost === '/' ? '' : encodeURIComponent(vhost)}`;
  const url = urlFor(ADMIN, password);
  const env = writeConfiguration(home, ports, withAdmin(options.definitions ?? {}, password), folder.at('logs'));
  const epmd = new Supervised({
    folder,
    name: 'epmd',
    spawn: () => {
      const command = findProgram('epmd', ['/usr/lib/erlang/bin'])!;
      return Child.start(folder, { name: 'epmd', command, args: ['-port', `${ports.epmd}`, '-address', '127.0.0.1'] });
    },
  });
  const broker = new Supervised({
    folder,
    name: 'RabbitMQ',
    spawn: () => Child.start(folder, { name: 'rabbitmq', command: program, args: [], env, cwd: home }),
    report: options.bringBack,
  });
  const server: PrivateRabbit = {
    url,
    urlFor,
    start: async () => {
      // Erlang's port mapper would otherwise start by itself as a daemon and outlive everybody.
      if (!epmd.pid) await epmd.start(() => Promise.resolve());
      await broker.start((child) => untilUp('RabbitMQ', child, () => ping(url)));
    },
    kill: () => broker.kill(),
    stop: async () => {
      await broker.stop();
      await epmd.stop();
    },
  };
  await server.start();
  return server;
}

function writeConfiguration(
  home: string,
  ports: { amqp: number; distribution: number; epmd: number },
  definitions: Definitions,
  logs: string,
): NodeJS.ProcessEnv {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const write = (name: string, text: string): string => {
    writeFileSync(join(home, name), text, { mode: 0o600 });
    return join(home, name);
  };
  const configuration = [
    `listeners.tcp.1 = 127.0.0.1:${ports.amqp}`,
    `load_definitions = ${write('definitions.json', JSON.stringify(definitions, null, 2))}`,
    `max_message_size = ${MAX_MESSAGE_SIZE}`,
    'log.file.level = warning',
    'log.console = false',
  ];
  return {
    PATH: process.env.PATH,
    // Erlang keeps the cookie of its node in the home folder.
    HOME: home,
    LANG: 'C.UTF-8',
    ERL_EPMD_PORT: `${ports.epmd}`,
    ERL_EPMD_ADDRESS: '127.0.0.1',
    // Data belong to a node of this name, whatever port it gets; its epmd is its own, so the name is free.
    RABBITMQ_NODENAME: 'shoreline@localhost',
    RABBITMQ_NODE_PORT: `${ports.amqp}`,
    RABBITMQ_DIST_PORT: `${ports.distribution}`,
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-kernel inet_dist_use_interface {127,0,0,1}',
    RABBITMQ_CONF_ENV_FILE: '/dev/null',
    RABBITMQ_CONFIG_FILE: write('rabbitmq.conf', `${configuration.join('\n')}\n`),
    RABBITMQ_ADVANCED_CONFIG_FILE: join(home, 'advanced.config'),
    RABBITMQ_ENABLED_PLUGINS_FILE: write('enabled_plugins', '[].\n'),
    RABBITMQ_MNESIA_BASE: join(home, 'data'),
    RABBITMQ_MNESIA_DIR: join(home, 'data', 'node'),
    RABBITMQ_LOG_BASE: logs,
    RABBITMQ_LOGS: join(logs, 'rabbitmq-node.log'),
    RABBITMQ_PID_FILE: join(home, 'broker.pid'),
    // Makes the start script become the broker instead of standing in front of it: one process, one signal.
    RUNNING_UNDER_SYSTEMD: 'true',
  };
}

function withAdmin(definitions: Definitions, password: string): Definitions {
  const vhosts = definitions.vhosts ?? [{ name: '/' }];
  const everything = { configure: '.*', write: '.*', read: '.*' };
  return {
    ...definitions,
    vhosts,
    users: [...(definitions.users ?? []), { name: ADMIN, password, tags: 'administrator' }],
    permissions: [
      ...(definitions.permissions ?? []),
      ...vhosts.map(({ name }) => ({ user: ADMIN, vhost: name, ...everything })),
    ],
  };
}

async function ping(url: string): Promise<void> {
  const connection = await amqp.connect(url, { timeout: 2_000 });
  await connection.close();
}
