import { eventually } from '#libs/testing';
import type { Stage, Wire } from '../../deploy/demo/stage.js';
import { adaWaiting, approve, aRunningJob, reconciled, submitDay } from '../support/job.js';
import { type Flow, killedAtEachMoment } from '../support/kills.js';
import { markHeld } from '../support/moments.js';
import { testNetwork, type TestNetwork } from '../support/test-network.js';

let network: TestNetwork;
let stage: Stage;

beforeAll(async () => {
  network = await testNetwork({ clockStart: '2026-03-02T07:00:00Z' });
  stage = await aRunningJob(network);
  await stage.moveTo(new Date('2026-04-06T07:00:00Z'));
});
afterAll(() => network?.stop());

const weeks = ['2026-03-02', '2026-03-09', '2026-03-16', '2026-03-23', '2026-03-30'];
const usd = (amount: string): number => Math.round(Number(amount) * 100);

/** Each run of a flow takes the next free week. */
const flows: Flow[] = [
  {
    publisher: 'placement',
    consumer: 'timesheet',
    prepare: async () => {
      const board = `/boards/${stage.placement('northwind')}`;
      const state = async (): Promise<string> => (await stage.ae.get<Wire>(board)).state;
      const pausing = (await state()) === 'active';
      const step = `/placements/${stage.placement('northwind')}/${pausing ? 'pause' : 'resumption'}`;
      return {
        act: () => stage.ae.post(step, { reason: 'The client asks for it.' }),
        seen: async () => (await state()) === (pausing ? 'paused' : 'active'),
      };
    },
  },
  {
    publisher: 'timesheet',
    consumer: 'payments',
    prepare: async () => {
      const week = weeks.shift()!;
      const sheet = await submitDay(stage, week, week, 60);
      const before = usd(await adaWaiting(stage));
      return {
        act: () => approve(stage, sheet),
        // An hour at 52.50: not a cent less, and not twice.
        seen: async () => usd(await adaWaiting(stage)) === before + 5250,
      };
    },
  },
];

describe('kill -9', () => {
  killedAtEachMoment(
    flows,
    () => network,
    () => reconciled(stage),
  );

  it('of payments in the middle of a settlement settles each line once', async () => {
    const held = await markHeld(network, 'payments');
    const fortnightOver = new Date('2026-04-13T07:00:00Z');
    const moving = stage.moveTo(fortnightOver).catch(() => undefined);
    await eventually('settlement events are being published', () => held.resting(), { withinMs: 60_000 });
    await network.kill('payments');
    await held.end('rollback');
    await network.restart('payments');
    await moving;
    await stage.moveTo(fortnightOver);
    await eventually(
      'the lines are settled in timesheet as well',
      async () => {
        const { items } = await stage.expert('ada').get<{ items: Wire[] }>('/entries?state=approved');
        return items.length === 0;
      },
      { withinMs: 60_000 },
    );
    expect(await adaWaiting(stage)).toBe('0.00');
    await reconciled(stage);
  });

  it('of the gateway while a payout is asked for makes one payout under its key', async () => {
    const ada = stage.expert('ada');
    const body = { amount: { amount: '20.00', currency: 'USD' } };
    const first = ada.post('/payouts', body, 'the-same-key').catch((error: unknown) => error);
    await network.kill('gateway');
    await network.restart('gateway');
    await first;
    const again = await ada.post<Wire>('/payouts', body, 'the-same-key');
    const { items } = await ada.get<{ items: Wire[] }>('/payouts');
    expect(items.map(({ id }) => id)).toEqual([again.id]);
    await reconciled(stage);
  });
});
