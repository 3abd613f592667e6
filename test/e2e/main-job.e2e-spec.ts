import { gather, place } from '../../deploy/demo/beginning.js';
import { sumUp } from '../../deploy/demo/ending.js';
import { Stage } from '../../deploy/demo/stage.js';
import { playWeeks } from '../../deploy/demo/weeks.js';
import { testNetwork, type TestNetwork } from '../support/test-network.js';

let network: TestNetwork;
const told: string[] = [];

beforeAll(async () => {
  network = await testNetwork({ clockStart: '2026-03-02T07:00:00Z' });
});
afterAll(() => network?.stop());

describe('the main job, from a need to money', () => {
  let stage: Stage;

  it('PL-1 to PL-9: experts are certified, a client chooses, the placement runs', async () => {
    stage = await Stage.enter(network.url, network.admin, (line) => told.push(line));
    await gather(stage);
    await place(stage);
    const { items } = await stage.client('harbour').get<{ items: { state: string }[] }>('/placements');
    expect(items.map(({ state }) => state)).toEqual(['active']);
  });

  it('TS-1 to TS-7, PM-3, PM-5: six weeks of hours are approved, settled by themselves and paid out', async () => {
    await playWeeks(stage, 6);
    const { items } = await stage.expert('ada').get<{ items: { state: string }[] }>('/payouts');
    expect(items.map(({ state }) => state)).toEqual(['paid']);
    const failed = await stage.expert('marc').get<{ items: { state: string }[] }>('/payouts?sort=requestedAt');
    expect(failed.items.map(({ state }) => state)).toEqual(['failed', 'paid']);
  });

  it('CS-1 to CS-9, NT-1: all that the week of promises checks on its way is so', () => {
    expect(stage.broken).toEqual([]);
    expect(told.filter((line) => line.startsWith('    ok ')).length).toBeGreaterThan(15);
  });

  it('PM-10, PM-12: any cent is explained, and the books agree', async () => {
    expect(await sumUp(stage)).toBe(true);
    expect(told.join('\n')).toContain('paid under NTRF-');
  });
});
