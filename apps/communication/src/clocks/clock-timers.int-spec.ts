import { Test } from '@nestjs/testing';
import { systemActor } from '#libs/access';
import { communicationEvents, getClock } from '#libs/contracts';
import type { TestService } from '#libs/testing';
import { ClockControl, TimerWorker } from '#libs/time';
import { CommunicationModule } from '../communication.module.js';
import { anAe, aPlacement, type TestPlacement } from '../test-support/builders.js';
import { aClock, backAt, withClocks } from '../test-support/clocks.js';
import { startCommunication } from '../test-support/communication.js';

const { clockWarned, clockBreached, clockStopped } = communicationEvents;

describe('CS-7: notices of clocks', () => {
  let test: TestService;
  let placement: TestPlacement;
  beforeEach(async () => {
    test = await startCommunication('2026-03-02T08:00:00Z');
    placement = await aPlacement(test);
  });
  afterEach(() => test.stop());

  const seen = (id: string) => test.ask(getClock, anAe(), { id });

  it('a deadline that passed while the service was down is told once, on return, as late', async () => {
    const { id } = await aClock(test, placement);
    await backAt(test, '2026-03-02T11:00:00Z');
    await backAt(test, '2026-03-02T11:00:01Z');
    expect(await test.told(clockWarned)).toEqual([]);
    expect(await test.told(clockBreached)).toEqual([
      expect.objectContaining({ clockId: id, breachedAt: '2026-03-02T09:00:00.000Z', late: true }),
    ]);
    expect(await seen(id)).toMatchObject({ breachedAt: '2026-03-02T09:00:00.000Z', noticedLate: true });
  });

  it('of several warnings that passed meanwhile the last is given, and the breach comes in time', async () => {
    await aClock(test, placement);
    await backAt(test, '2026-03-02T08:50:00Z');
    expect(await test.told(clockWarned)).toEqual([expect.objectContaining({ percent: 80, late: true })]);
    await test.until('2026-03-02T09:00:00Z');
    expect(await test.told(clockWarned)).toHaveLength(1);
    expect(await test.told(clockBreached)).toEqual([expect.objectContaining({ late: false })]);
  });

  it('stopped after its deadline before anybody noticed, it was broken all the same', async () => {
    const { id, subjectId } = await aClock(test, placement);
    await test.app.get(ClockControl).set(new Date('2026-03-02T09:00:01Z'));
    await withClocks(test, (clocks, tx) => clocks.stop(tx, systemActor, subjectId));
    expect(await seen(id)).toMatchObject({ state: 'stopped', breachedAt: '2026-03-02T09:00:00.000Z' });
    await test.app.get(TimerWorker).runDue();
    expect(await test.told(clockBreached)).toEqual([expect.objectContaining({ clockId: id, late: false })]);
    expect(await test.told(clockStopped)).toEqual([expect.objectContaining({ clockId: id, kept: false })]);
  });

  it('a timer that is left over tells nothing of a clock that stopped, waits or is broken already', async () => {
    const [stopped, waiting, broken] = [
      await aClock(test, placement),
      await aClock(test, placement),
      await aClock(test, placement),
    ];
    await withClocks(test, (clocks, tx) => clocks.stop(tx, systemActor, stopped.subjectId));
    await withClocks(test, (clocks, tx) => clocks.wait(tx, systemActor, waiting.subjectId));
    await test.until('2026-03-02T09:00:00Z');
    for (const { id } of [stopped, waiting, broken]) {
      for (const kind of ['warn', 'breach']) {
        await test.query('insert into timer (kind, subject_id, due_at, next_try) values ($1, $2, $3, $3)', [
          ...[`communication.clock-${kind}`, id, '2026-03-02T09:00:00Z'],
        ]);
      }
    }
    await test.app.get(TimerWorker).runDue();
    expect(await test.told(clockWarned)).toHaveLength(2);
    expect(await test.told(clockBreached)).toEqual([expect.objectContaining({ clockId: broken.id })]);
  });

  it('two replicas tell each once', async () => {
    const clocks = [];
    for (let n = 0; n < 40; n++) clocks.push(await aClock(test, placement));
    const other = await Test.createTestingModule({ imports: [CommunicationModule] }).compile();
    try {
      other.get(TimerWorker).onApplicationBootstrap();
      const workers = [test.app, other].map((app) => app.get(TimerWorker));
      for (const now of ['2026-03-02T08:30:00Z', '2026-03-02T08:48:00Z', '2026-03-02T09:00:00Z']) {
        for (const app of [test.app, other]) await app.get(ClockControl).set(new Date(now));
        await Promise.all(workers.map((worker) => worker.runDue()));
      }
    } finally {
      await other.close();
    }
    const told = async (event: typeof clockBreached | typeof clockWarned) =>
      (await test.told(event)).map(({ clockId }) => clockId);
    expect(new Set(await told(clockBreached)).size).toBe(40);
    expect(await told(clockBreached)).toHaveLength(40);
    expect(await told(clockWarned)).toHaveLength(80);
  });

  it('an answer and its deadline at the same instant: one of both is first, and neither waits for the other', async () => {
    const clocks = [];
    for (let n = 0; n < 30; n++) clocks.push(await aClock(test, placement));
    await test.until('2026-03-02T08:59:59Z');
    await test.app.get(ClockControl).set(new Date('2026-03-02T09:00:00Z'));
    let tries = 0;
    const stop = (subjectId: string) =>
      withClocks(test, (each, tx) => {
        tries++;
        return each.stop(tx, systemActor, subjectId);
      });
    const worker = test.app.get(TimerWorker);
    await Promise.all([worker.runDue(), ...clocks.map(({ subjectId }) => stop(subjectId))]);
    // A deadlock would have had one of them tried again.
    expect(tries).toBe(30);
    await test.app.get(TimerWorker).runDue();
    expect(await test.told(clockBreached)).toHaveLength(30);
    expect((await test.told(clockStopped)).filter(({ kept }) => kept)).toEqual([]);
    expect(await test.query(`select from timer where kind like 'communication.clock-%'`)).toEqual([]);
  });
});
