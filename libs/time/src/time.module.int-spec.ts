import { Clock, ClockControl } from './index.js';
import { testDatabase, type TestDatabase } from '#libs/testing';
import { Reminded1760000000000, replica } from './test-support/reminders.js';

const environment = { ...process.env };

describe('the clock of a service', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await testDatabase({ service: 'time', migrations: [Reminded1760000000000] });
    process.env.DATABASE_URL = database.url;
  });
  afterEach(async () => {
    process.env = { ...environment };
    await database.drop();
  });

  it('is the system clock unless told otherwise, and cannot be moved then', async () => {
    const app = await replica();
    expect(Math.abs(app.get(Clock).now().getTime() - Date.now())).toBeLessThan(5_000);
    expect(app.get(ClockControl).isManual).toBe(false);
    await expect(app.get(ClockControl).set(new Date())).rejects.toMatchObject({ code: 'clock.not-manual' });
    await app.close();
  });

  it('moved by hand, goes on from where it stood after a restart', async () => {
    process.env.SHORELINE_CLOCK = 'manual';
    process.env.SHORELINE_CLOCK_START = '2026-01-01T00:00:00Z';
    const first = await replica();
    expect(first.get(Clock).now()).toEqual(new Date('2026-01-01T00:00:00Z'));
    await first.get(ClockControl).set(new Date('2026-03-02T09:00:00Z'));
    await expect(first.get(ClockControl).set(new Date('2026-03-02T08:59:59Z'))).rejects.toMatchObject({
      code: 'clock.backwards',
    });
    await first.close();

    const second = await replica();
    expect(second.get(ClockControl).now()).toEqual(new Date('2026-03-02T09:00:00Z'));
    await second.close();
  });

  it('is never manual in production', async () => {
    process.env.SHORELINE_CLOCK = 'manual';
    process.env.NODE_ENV = 'production';
    await expect(replica()).rejects.toThrow('SHORELINE_CLOCK: the manual clock is refused in production');
  });
});
