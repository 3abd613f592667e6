import { ClientProxyFactory, Transport } from '@nestjs/microservices';
import { firstValueFrom } from 'rxjs';
import { systemActor } from '#libs/access';
import { RpcClient } from '#libs/messaging';
import { eventually } from '#libs/testing';
import { echoHours } from '../command-path/messages.js';
import { taskIds } from '../command-path/tables.js';
import { echoes } from '../stock/queues.js';
import type { Ground } from '../support/ground.js';
import { startProcess, stopAll } from '../support/processes.js';
import type { Report } from '../support/report.js';
import { medians, rateOf } from '../support/rounds.js';
import { rawClient } from './raw.js';

const input = { taskId: taskIds[0]!, minutes: 95, note: 'Invoices show the currency of their contract.' };

/** A request to another process and back, beside amqplib alone and beside stock Nest. */
export async function rpc(ground: Ground): Promise<Report> {
  const { amqpUrl: url } = ground;
  const servers = ['rpc/raw.process', 'command-path/echo.process', 'stock/echo.process'];
  const env = { AMQP_URL: url, HEALTH_PORT: '0' };
  const processes = await Promise.all(servers.map((server) => startProcess(ground, server, env)));

  const ask = await rawClient(url);
  const ours = new RpcClient({ url, name: 'bench' });
  await ours.onModuleInit();
  const stock = ClientProxyFactory.create({ transport: Transport.RMQ, options: { urls: [url], queue: echoes } });
  const rivals = {
    raw: () => ask({ pattern: echoHours.name, data: { actor: systemActor, input } }),
    ours: () => ours.call(echoHours, systemActor, input),
    stock: () => firstValueFrom(stock.send<unknown>(echoHours.name, { actor: systemActor, input })),
  };
  for (const [name, rival] of Object.entries(rivals)) await eventually(`${name} answers`, rival);
  const rates = await medians({
    raw: () => rateOf(rivals.raw),
    ours: () => rateOf(rivals.ours),
    stock: () => rateOf(rivals.stock),
  });
  await ours.onApplicationShutdown();
  await stock.close();
  await stopAll(processes);
  return {
    about: 'a request to another process and its answer, 64 in flight',
    figures: [
      { path: 'raw AMQP', value: rates.raw, unit: '/s' },
      {
        path: 'ours',
        value: rates.ours,
        unit: '/s',
        ratios: [
          { to: 'raw AMQP', value: rates.ours / rates.raw },
          { to: 'stock Nest', value: rates.ours / rates.stock },
        ],
      },
      { path: 'stock Nest', value: rates.stock, unit: '/s' },
    ],
  };
}
