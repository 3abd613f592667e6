import { randomBytes } from 'node:crypto';
import { connect } from 'amqplib';
import { Tokens } from '../../../apps/gateway/src/auth/tokens.js';
import { gatewayEnv } from '../../../apps/gateway/src/config.js';
import { loadConfig } from '#libs/config';
import { assertTopology, topologyOf } from '#libs/messaging';
import { newId } from '#libs/persistence';
import { testDatabase } from '#libs/testing';
import type { Ground } from '../support/ground.js';
import { startProcess } from '../support/processes.js';
import type { Target } from './load.js';
import { topology } from './messages.js';
import { Tasks1760000000000 } from './tables.js';

/** The four ways to have one's hours taken down, and the processes behind them. */
export async function startRivals(ground: Ground) {
  await declareTopology(ground.amqpUrl);
  const [ours, stock] = [await startOurs(ground), await startStock(ground)];
  return {
    targets: { ...ours.targets, ...stock.targets },
    processes: [...ours.processes, ...stock.processes],
    /** Of our service. */
    database: ours.database,
  };
}

/** One gateway before two services, one of which has no database. */
async function startOurs(ground: Ground) {
  const broker = { AMQP_URL: ground.amqpUrl, HEALTH_PORT: '0' };
  const port = await ground.folder.port('edge');
  const env = {
    ...broker,
    PORT: `${port}`,
    TOKEN_KEY: randomBytes(32).toString('base64'),
    LINK_KEY: randomBytes(32).toString('base64'),
    RATE_LIMIT_PER_MINUTE: '1000000000',
  };
  const database = await aDatabase();
  const hours = await startProcess(ground, 'command-path/hours.process', { ...broker, DATABASE_URL: database });
  const echo = await startProcess(ground, 'command-path/echo.process', broker);
  const edge = await startProcess(ground, 'command-path/edge.process', env);
  const expert = { id: newId(), role: 'expert' as const, name: 'Ada', clientId: null };
  const authorization = `Bearer ${await new Tokens(loadConfig(gatewayEnv, env)).issue(expert, newId())}`;
  const target = (path: string, headers = {}): Target => ({
    url: `http://127.0.0.1:${port}/v1/${path}`,
    process: edge,
    headers: { authorization, ...headers },
  });
  return {
    targets: { bare: target('echo'), ours: target('hours'), keyed: target('hours', { 'idempotency-key': '[<id>]' }) },
    processes: [edge, echo, hours],
    database,
  };
}

async function startStock(ground: Ground) {
  const broker = { AMQP_URL: ground.amqpUrl };
  const port = await ground.folder.port('stock');
  const hours = await startProcess(ground, 'stock/hours.process', { ...broker, DATABASE_URL: await aDatabase() });
  const edge = await startProcess(ground, 'stock/edge.process', { ...broker, PORT: `${port}` });
  const stock: Target = { url: `http://127.0.0.1:${port}/hours`, process: edge };
  return { targets: { stock }, processes: [edge, hours] };
}

const aDatabase = async (): Promise<string> =>
  (await testDatabase({ service: 'hours', migrations: [Tasks1760000000000] })).url;

async function declareTopology(url: string): Promise<void> {
  const connection = await connect(url);
  await assertTopology(await connection.createChannel(), topologyOf(topology));
  await connection.close();
}
