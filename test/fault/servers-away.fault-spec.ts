import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '#libs/testing';
import { addDays } from '#libs/time';
import { Problem } from '../../deploy/demo/rest.js';
import type { Stage, Wire } from '../../deploy/demo/stage.js';
import { approve, aRunningJob, reconciled } from '../support/job.js';
import { testNetwork, type TestNetwork } from '../support/test-network.js';

let network: TestNetwork;
let stage: Stage;
let taskId: string;

beforeAll(async () => {
  network = await testNetwork({ clockStart: '2026-03-02T07:00:00Z' });
  stage = await aRunningJob(network);
  await stage.moveTo(new Date('2026-08-24T07:00:00Z'));
  const { items } = await stage.client('harbour').get<{ items: Wire[] }>(`/boards/${stage.placement('harbour')}/tasks`);
  taskId = items[0]!.id;
});
afterAll(() => network?.stop());

/** Also what says that the step, whose answer was lost, is still being done. */
const passes = ({ status, body }: Problem): boolean =>
  [500, 502, 503, 504].includes(status) || body.code === 'idempotency.in-progress';
const reported: string[] = [];
let day = '2026-03-02';

/** One day of work, from report to approval; each step again under its own key until it is answered. */
async function workOneDay(): Promise<void> {
  const mine = day;
  day = addDays(day, 7);
  const ada = stage.expert('ada');
  const placementId = stage.placement('harbour');
  await insist(() => ada.post('/entries', { taskId, day: mine, minutes: 60 }, `entry-${mine}`));
  const sheet = await insist(() => ada.post<Wire>('/sheets', { placementId, week: mine }, `sheet-${mine}`));
  await insist(() => approveOnce(sheet));
  reported.push(mine);
}

/** An approval whose answer was lost is found done: that is no failure. */
async function approveOnce(sheet: Wire): Promise<void> {
  try {
    await approve(stage, sheet);
  } catch (error) {
    if (!(error instanceof Problem) || error.body.code !== 'timesheet.nothing-to-decide') throw error;
  }
}

async function insist<T>(step: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await step();
    } catch (error) {
      if (error instanceof Problem && !passes(error)) throw error;
      await sleep(200);
    }
  }
}

/** The fault strikes after two days of work; six more may be done until it is over, and four are done after it. */
async function underLoad(fault: () => Promise<void>): Promise<void> {
  let over = false;
  let striking: Promise<void> | undefined;
  for (let worked = 0; worked < 8 && !over; worked += 1) {
    if (worked === 2) striking = fault().then(() => void (over = true));
    await workOneDay();
  }
  await striking;
  for (let after = 0; after < 4; after += 1) await workOneDay();
}

async function everythingArrived(): Promise<void> {
  await reconciled(stage);
  await eventually('every hour is settled or waits', async () => {
    const { checks } = await reconciled(stage);
    return checks.some(({ counted }) => counted >= reported.length);
  });
  const { items } = await stage.expert('ada').get<{ items: Wire[] }>('/entries?limit=100');
  expect(items).toHaveLength(reported.length);
}

describe('servers that go away under load', () => {
  it('loses nothing and does nothing twice when the broker is killed and comes back', async () => {
    await underLoad(async () => {
      await network.broker.private!.kill();
      await sleep(2_000);
      const ready = await fetch(`${network.services.timesheet.healthUrl}/health/ready`);
      expect(ready.status).toBe(503);
      await network.broker.private!.start();
    });
    await everythingArrived();
  });

  it('loses nothing and does nothing twice when Postgres is killed and comes back', async () => {
    await underLoad(async () => {
      await network.postgres!.kill();
      await sleep(2_000);
      await network.postgres!.start();
    });
    await everythingArrived();
  });
});
