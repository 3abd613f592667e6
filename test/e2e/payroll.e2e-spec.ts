import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { readFileSync } from 'node:fs';
import { eventually } from '#libs/testing';
import type { Stage, Wire } from '../../deploy/demo/stage.js';
import { approve, aRunningJob, reconciled, submitDay } from '../support/job.js';
import { testNetwork, type TestNetwork } from '../support/test-network.js';

interface Payout extends Wire {
  bankReference: string | null;
}

let network: TestNetwork;
let stage: Stage;
let payroll: ChildProcess | undefined;

beforeAll(async () => {
  network = await testNetwork({ clockStart: '2026-03-02T07:00:00Z' });
  stage = await aRunningJob(network);
  await stage.moveTo(new Date('2026-03-09T07:00:00Z'));
  await approve(stage, await submitDay(stage, '2026-03-02', '2026-03-02', 480));
  await stage.moveTo(new Date('2026-03-30T07:00:00Z'));
});
afterAll(async () => {
  payroll?.kill();
  await network?.stop();
});

const book = (): string => network.folder.at('payroll-book.jsonl');
const lines = (): string[] => readFileSync(book(), 'utf8').trim().split('\n');

function startPayroll(): ChildProcess {
  return spawn(process.execPath, ['deploy/examples/payroll/payroll.mjs'], {
    env: { ...process.env, AMQP_URL: network.broker.urlFor('payroll'), PAYROLL_BOOK: book() },
    stdio: 'inherit',
  });
}

async function ask(amount: string): Promise<Payout> {
  const payout = await stage.expert('ada').post<Payout>('/payouts', { amount: { amount, currency: 'USD' } });
  if (payout.state === 'approved') return payout;
  return stage.ae.post<Payout>(`/payouts/${payout.id}/approval`, { reason: 'Checked.' });
}

const paid = (id: string): Promise<Payout> =>
  eventually('the payout is paid', async () => {
    const payout = await stage.expert('ada').get<Payout>(`/payouts/${id}`);
    return payout.state === 'paid' ? payout : undefined;
  });

describe('PM-8: the worked example of a payroll system', () => {
  it('was away for a week, and misses nothing', async () => {
    const first = await ask('100.00');
    const second = await ask('50.00');
    await stage.moveTo(new Date('2026-04-06T07:00:00Z'));
    payroll = startPayroll();
    expect((await paid(first.id)).bankReference).toMatch(/^BANK-/);
    expect((await paid(second.id)).bankReference).toMatch(/^BANK-/);
    expect(lines()).toHaveLength(2);
  });

  it('is killed, comes back, gets what it had not acknowledged, and pays nothing twice', async () => {
    payroll?.kill('SIGKILL');
    await once(payroll!, 'exit');
    const third = await ask('25.00');
    payroll = startPayroll();
    await paid(third.id);
    expect(lines()).toHaveLength(3);
    await reconciled(stage);
  });

  it('PM-12: npm run reconcile says ok', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['dist/deploy/ops/reconcile.js'], {
      env: { ...process.env, SHORELINE_DATA: network.folder.path },
    });
    expect(JSON.parse(stdout)).toMatchObject({ ok: true });
  });
});
