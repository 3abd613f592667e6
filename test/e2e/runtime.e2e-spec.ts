import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { connect } from 'amqplib';
import { systemActor } from '#libs/access';
import { RpcClient } from '#libs/messaging';
import { eventually, tcpProxy } from '#libs/testing';
import { compiled, root } from '../../deploy/local/paths.js';
import { pickFreePort } from '../../deploy/local/ports.js';
import { otlpReceiver } from '../support/otlp-receiver.js';
import { Program } from '../support/program.js';

process.env.KIOSK = `kiosk-${randomUUID()}`;
const { burn, kiosk, sell } = await import('../support/kiosk/kiosk.contract.js');

const amqpUrl = process.env.TEST_AMQP_URL!;
const environment = {
  PATH: process.env.PATH!,
  KIOSK: kiosk,
  DATABASE_URL: process.env.TEST_DATABASE_URL!,
  AMQP_URL: amqpUrl,
  LOG_LEVEL: 'debug',
};
const closers: (() => unknown)[] = [];
let client: RpcClient;

async function start(main: 'kiosk' | 'street', env: Record<string, string> = {}) {
  const [health, port] = [await pickFreePort(), await pickFreePort()];
  const own = { ...environment, HEALTH_PORT: `${health}`, PORT: `${port}`, ...env };
  const program = Program.start(`test/support/kiosk/${main}.main`, own);
  closers.push(() => program.stop());
  const ask = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${health}${path}`);
    return { status: answer.status, text: await answer.text() };
  };
  return { program, ask, url: `http://127.0.0.1:${port}` };
}

type Started = Awaited<ReturnType<typeof start>>;
const untilReady = ({ ask }: Started) =>
  eventually('it is ready', async () => (await ask('/health/ready')).status === 200, { withinMs: 30_000 });

const buy = (ms: number) => client.call(sell, systemActor, { paper: 'Times', ms }, { timeoutMs: 8_000 });

// Processes take their time on a busy machine.
beforeAll(async () => {
  client = new RpcClient({ url: amqpUrl, name: 'test' });
  await client.onModuleInit();
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});
afterAll(async () => {
  await client.onApplicationShutdown();
  const admin = await connect(amqpUrl);
  const channel = await admin.createChannel();
  await channel.deleteQueue(`rpc.${kiosk}`);
  await admin.close();
});

describe('a running service', () => {
  it('tells its health, its numbers, and what it does, by the id of the request and without secrets', async () => {
    const service = await start('kiosk');
    const street = await start('street');
    await Promise.all([untilReady(service), untilReady(street)]);
    const answer = await fetch(`${street.url}/papers/Times?token=top`, { headers: { authorization: 'Bearer top' } });
    expect(await answer.json()).toEqual({ sold: 'Times' });

    expect((await service.ask('/health/live')).status).toBe(200);
    expect(JSON.parse((await service.ask('/health/ready')).text)).toMatchObject({
      info: { process: { status: 'up' }, database: { status: 'up' }, requests: { status: 'up' } },
    });
    const series = `shoreline_rpc_duration_seconds_count{pattern="${sell.name}",outcome="ok"} 1`;
    expect((await service.ask('/metrics')).text).toContain(series);
    const route = 'shoreline_http_duration_seconds_count{method="GET",route="/papers/:paper",status="200"} 1';
    expect((await street.ask('/metrics')).text).toContain(route);
    expect((await service.ask('/elsewhere')).status).toBe(404);

    const asked = street.program.log.find(({ route: at }) => at === '/papers/:paper')!;
    const answered = service.program.log.find(({ pattern }) => pattern === sell.name)!;
    expect(answered).toMatchObject({ service: kiosk, level: 'debug', outcome: 'ok', role: 'system' });
    const said = service.program.log.find(({ msg }) => msg === 'selling')!;
    expect([answered.requestId, said.requestId]).toEqual([asked.requestId, asked.requestId]);
    expect(JSON.stringify([street.program.log, service.program.log])).not.toMatch(/DE89|sid=1|top/);
  });

  it('is alive but not ready while the broker is away, and says so', async () => {
    const broker = await tcpProxy(amqpUrl);
    closers.push(() => broker.cut());
    await broker.cut();
    const service = await start('kiosk', { AMQP_URL: broker.url });
    const reason = { requests: { status: 'down', message: 'not connected to the broker' } };
    await eventually('it says why', async () => {
      const { status, text } = await service.ask('/health/ready');
      expect([status, (JSON.parse(text) as { error: unknown }).error]).toMatchObject([503, reason]);
      return true;
    });
    expect((await service.ask('/health/live')).status).toBe(200);
    await broker.restore();
    await untilReady(service);
  });
});

describe('the end of a service', () => {
  it('on SIGTERM it is not ready any more, answers what it has begun, and exits with 0', async () => {
    const service = await start('kiosk');
    await untilReady(service);
    // Long enough to be seen ending.
    const underWay = buy(3_000);
    await eventually('it has begun', () => service.program.log.some(({ msg }) => msg === 'selling'));
    service.program.signal('SIGTERM');
    await eventually('it is not ready', async () => (await service.ask('/health/ready')).text.includes('ending'));
    await expect(underWay).resolves.toEqual({ sold: 'Times' });
    await expect(service.program.end()).resolves.toBe(0);
  });

  it('a second signal ends it at once', async () => {
    const service = await start('kiosk');
    await untilReady(service);
    const underWay = buy(5_000).catch(() => 'lost');
    await eventually('it has begun', () => service.program.log.some(({ msg }) => msg === 'selling'));
    service.program.signal('SIGINT');
    await eventually('it is ending', async () => (await service.ask('/health/ready')).text.includes('ending'));
    service.program.signal('SIGINT');
    await expect(service.program.end()).resolves.toBe(1);
    void underWay;
  });

  it('a fault that nobody caught is logged and ends it with 1', async () => {
    const service = await start('kiosk');
    await untilReady(service);
    await client.call(burn, systemActor, {}, { timeoutMs: 1_000 }).catch(() => undefined);
    await expect(service.program.end()).resolves.toBe(1);
    expect(service.program.log.at(-1)).toMatchObject({ level: 'fatal', err: { message: 'The kiosk burns.' } });
  });
});

it('one trace leads from HTTP over the broker to the database', async () => {
  const collector = await otlpReceiver();
  closers.push(() => collector.close());
  const tracing = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
  const [service, street] = [await start('kiosk', tracing), await start('street', tracing)];
  await Promise.all([untilReady(service), untilReady(street)]);
  await fetch(`${street.url}/papers/Times`);
  for (const { program } of [street, service]) {
    program.signal('SIGTERM');
    expect(await program.end()).toBe(0);
  }

  const named = (by: string, name: RegExp) => {
    const found = collector.spans.filter((span) => span.by === by && name.test(span.name));
    expect(found).toHaveLength(1);
    return found[0]!;
  };
  const steps = [
    named('http', /^GET/),
    collector.spans.find(({ by, name }) => by === 'amqplib' && name.startsWith('publish'))!,
    named('amqplib', new RegExp(`^rpc.${kiosk} process`)),
    named('pg', /^pg.query:SELECT/),
  ];
  expect(new Set(collector.spans.map(({ traceId }) => traceId)).size).toBe(1);
  expect(steps.slice(1).map(({ parentSpanId }) => parentSpanId)).toEqual(
    steps.slice(0, -1).map(({ spanId }) => spanId),
  );
});

it('tracing refuses to begin after what it must patch', async () => {
  const script = `await import('amqplib');
    const { startTracing } = await import('${compiled('libs/runtime/src/index')}');
    await startTracing('late', 'http://127.0.0.1:1');`;
  const late = promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { cwd: root });
  await expect(late).rejects.toThrow(/amqplib.*was imported before tracing began/);
});
