import request from 'supertest';
import { ConfigError } from '#libs/config';
import { DomainError, unavailable } from '#libs/errors';
import { loadGatewayConfig } from '../config.js';
import { GatewayModule, ManualTimeGatewayModule } from '../gateway.module.js';
import { type Asked, password, startTestApp, type TestApp } from '../test-app.js';

/** Services of which each fires its timers; one fired gives work to the next service, as events do. */
class FakeServices {
  now = new Map<string, string>();
  timers = new Map<string, string[]>();
  handed = new Map<string, number>();
  log: string[] = [];

  constructor(private readonly start: string) {}

  answer = ({ name, input }: Asked): unknown => {
    const [service = '', what] = name.split('.');
    const now = this.now.get(service) ?? this.start;
    const timers = this.timers.get(service) ?? [];
    if (what === 'clock-get') return { now };
    if (what === 'clock-next-due') return { at: [...timers].sort()[0] ?? null };
    if (what === 'clock-set') return this.set(service, now, (input as { now: string }).now);
    return { worked: this.work(service, now, timers) };
  };

  private set(service: string, now: string, to: string): object {
    if (to < now) throw new DomainError('clock.backwards', 'invalid', 'Time only moves forward.');
    this.now.set(service, to);
    return { now: to };
  }

  private work(service: string, now: string, timers: string[]): number {
    const due = timers.filter((at) => at <= now);
    this.timers.set(
      service,
      timers.filter((at) => at > now),
    );
    for (const at of due) this.log.push(`${service} ${at} at ${now}`);
    const handed = this.handed.get(service) ?? 0;
    this.handed.set(service, 0);
    if (service === 'placement') this.handed.set('payments', due.length);
    for (let i = 0; i < handed; i++) this.log.push(`${service} was told at ${now}`);
    return due.length + handed;
  }
}

const day = (number: number): string => `2026-03-${String(number).padStart(2, '0')}T09:00:00.000Z`;

describe('The manual clock', () => {
  let test: TestApp;
  let services: FakeServices;
  let admin: string;

  beforeAll(async () => {
    const env = { SHORELINE_CLOCK: 'manual', SHORELINE_CLOCK_START: day(1) };
    test = await startTestApp(ManualTimeGatewayModule, env);
    admin = await test.bearer('admin');
  });
  afterAll(() => test.close());
  beforeEach(() => {
    services = new FakeServices(day(2));
    test.answer(services.answer);
  });

  const http = () => request(test.app.getHttpServer());
  const read = () => http().get('/v1/clock').set('authorization', admin);
  const move = (now: string) => http().put('/v1/clock').set('authorization', admin).send({ now });

  it('tells the time and when something falls due', async () => {
    services.timers.set('payments', [day(16), day(9)]);
    expect((await read()).body).toEqual({ now: day(2), nextDue: day(9) });
  });

  it('goes from due instant to due instant over all services, and waits at each until all is quiet', async () => {
    services.timers.set('placement', [day(3)]);
    services.timers.set('timesheet', [day(9), day(30)]);
    services.timers.set('payments', [day(9), day(5)]);
    const moved = await move(day(16));
    expect([moved.status, moved.body]).toEqual([200, { now: day(16), nextDue: day(30) }]);
    expect(services.log.slice(0, 3)).toEqual([
      `placement ${day(3)} at ${day(3)}`,
      `payments was told at ${day(3)}`,
      `payments ${day(5)} at ${day(5)}`,
    ]);
    expect(services.log.slice(3).sort()).toEqual([
      `payments ${day(9)} at ${day(9)}`,
      `timesheet ${day(9)} at ${day(9)}`,
    ]);
    expect(new Set(services.now.values())).toEqual(new Set([day(16)]));
  });

  it('is what accounts are made and changed by', async () => {
    await move(day(20));
    const { id } = await test.account('expert', 'punctual@example.com');
    await move(day(31));
    const auth = { authorization: admin, 'if-match': '"1"' };
    const changed = await http().patch(`/v1/accounts/${id}`).set(auth).send({ name: 'Late' });
    expect(changed.body).toMatchObject({ name: 'Late', createdAt: day(20), updatedAt: day(31) });
    const account = { email: 'new@example.com', name: 'New', role: 'partner', password };
    const made = await http().post('/v1/accounts').set('authorization', admin).send(account);
    expect(made.body).toMatchObject({ createdAt: day(31), updatedAt: day(31) });
  });

  it('only moves forward', async () => {
    expect((await move(day(1))).body).toMatchObject({ status: 422, code: 'clock.backwards', now: day(2) });
    expect((await move(day(2))).status).toBe(200);
  });

  it('one move at a time', async () => {
    let release = (): void => undefined;
    const quiet = new Promise<void>((resolve) => (release = resolve));
    const begun = new Promise<void>((begin) => {
      test.answer(async (asked) => {
        if (!asked.name.endsWith('.settle')) return services.answer(asked);
        begin();
        await quiet;
        return services.answer(asked);
      });
    });
    const first = move(day(8)).then(({ status }) => status);
    await begun;
    expect((await move(day(9))).body).toMatchObject({ status: 409, code: 'clock.moving' });
    release();
    expect(await first).toBe(200);
    expect((await move(day(10))).status).toBe(200);
  });

  it('takes along a service that stayed behind when an earlier move failed', async () => {
    test.answer((asked) => {
      if (asked.name === 'payments.clock-set') throw unavailable('rpc.unavailable', 'It is away.');
      return services.answer(asked);
    });
    expect((await move(day(8))).status).toBe(503);
    test.answer(services.answer);
    expect((await read()).body.now).toBe(day(8));
    await move(day(9));
    expect(new Set(services.now.values())).toEqual(new Set([day(9)]));
  });
});

describe('Without a manual clock', () => {
  it('there is no such route', async () => {
    const test = await startTestApp(GatewayModule);
    try {
      const http = request(test.app.getHttpServer());
      const ask = http.get('/v1/clock').set('authorization', await test.bearer('admin'));
      expect((await ask).body).toMatchObject({ status: 404, code: 'request.no-such-route' });
      expect((await http.get('/openapi.json')).body.paths).not.toHaveProperty('/v1/clock');
    } finally {
      await test.close();
    }
  });

  it('production refuses to start with one', () => {
    const before = { ...process.env };
    try {
      Object.assign(process.env, { NODE_ENV: 'production', SHORELINE_CLOCK: 'manual' });
      expect(() => loadGatewayConfig()).toThrow(ConfigError);
      expect(() => loadGatewayConfig()).toThrow('SHORELINE_CLOCK: the manual clock is refused in production');
    } finally {
      process.env = before;
    }
  });
});
