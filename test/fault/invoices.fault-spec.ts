import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '#libs/testing';
import { approveGrid, bringing, gridHours, leadOf } from '../../deploy/demo/bringing.js';
import type { Invoice } from '../../deploy/demo/invoicing.js';
import type { Stage, Wire } from '../../deploy/demo/stage.js';
import { approve, aRunningJob, reconciled, submitDay } from '../support/job.js';
import { type Flow, killedAtEachMoment } from '../support/kills.js';
import { testNetwork, type TestNetwork } from '../support/test-network.js';

let network: TestNetwork;
let stage: Stage;
let invoice: Invoice;

/** A client that Ada brought, with an invoice of a week; and a draft for Harbour Analytics. */
beforeAll(async () => {
  network = await testNetwork({ clockStart: '2026-03-02T07:00:00Z' });
  stage = await aRunningJob(network);
  for (const step of [1, 2, 3]) await bringing[step]!(stage, '2026-02-23');
  await stage.moveTo(new Date('2026-03-08T20:00:00Z'));
  await gridHours(stage, '2026-03-02');
  await approveGrid(stage, '2026-03-02');
  await approve(stage, await submitDay(stage, '2026-03-02', '2026-03-04', 480));
  await stage.moveTo(new Date('2026-03-16T09:00:00Z'));
  const { clientId } = await leadOf(stage);
  const { items } = await stage.ae.get<{ items: Invoice[] }>(`/invoices?clientId=${clientId}`);
  invoice = await stage.ae.post<Invoice>(`/invoices/${items[0]!.id}/issue`);
  await stage.moveTo(await stage.now());
}, 240_000);
afterAll(() => network?.stop(), 60_000);

const payTen = (): Promise<unknown> =>
  stage.partner.post('/client-payments', {
    ...{ bankReference: randomUUID(), amount: { amount: '10.00', currency: 'USD' }, receivedOn: '2026-03-16' },
    invoiceNumber: invoice.number,
  });
const commissions = async (): Promise<string[]> => {
  const path = `/commissions?invoiceId=${invoice.id}&limit=100`;
  const { items } = await stage.ae.get<{ items: { amount: { amount: string } }[] }>(path);
  return items.map(({ amount }) => amount.amount);
};
/** RC-5. What the ledger holds for Ada. */
const held = async (): Promise<number> => {
  const { items } = await stage.ae.get<{ items: { account: string; balance: { amount: string } }[] }>('/trial-balance');
  return -Number(items.find(({ account }) => account === 'referrer-held')?.balance.amount ?? 0);
};

const flows: Flow[] = [
  {
    publisher: 'payments',
    consumer: 'referral',
    prepare: async () => {
      const before = (await commissions()).length;
      return { act: payTen, seen: async () => (await commissions()).length === before + 1 };
    },
  },
  {
    publisher: 'referral',
    consumer: 'payments',
    prepare: async () => {
      const before = await held();
      return { act: payTen, seen: async () => (await held()) === before + 2.5 };
    },
  },
];

const sound = async (): Promise<void> => {
  await reconciled(stage);
  expect(new Set(await commissions())).toEqual(new Set(['2.50']));
};

describe('kill -9', () => {
  killedAtEachMoment(flows, () => network, sound);

  it('PM-4: of payments while many issue leaves no gap in the numbers', async () => {
    const lines = await stage.ae.get<{ items: Wire[] }>(`/invoices/${invoice.id}/lines`);
    const body = {
      reason: 'A cent too much.',
      lines: [{ invoiceLineId: lines.items[0]!.id, net: { amount: '0.01', currency: 'USD' } }],
    };
    const issued = Array.from({ length: 16 }, async () => {
      const key = randomUUID();
      return eventually(
        'the credit note is issued',
        () => stage.ae.post<{ number: string }>(`/invoices/${invoice.id}/credit-notes`, body, key),
        { withinMs: 60_000, everyMs: 200 },
      );
    });
    await sleep(60);
    await network.kill('payments');
    await network.restart('payments');
    const notes = await Promise.all(issued);
    expect(notes.map(({ number }) => Number(number.slice(-6))).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 16 }, (_, place) => place + 1),
    );
    await reconciled(stage);
  }, 120_000);
});
