import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { eventually } from '#libs/testing';
import { approveGrid, bringing, gridHours, leadOf } from '../../deploy/demo/bringing.js';
import { type Invoice, issueDraft } from '../../deploy/demo/invoicing.js';
import { Problem } from '../../deploy/demo/rest.js';
import type { Stage } from '../../deploy/demo/stage.js';
import { approve, aRunningJob, reconciled, submitDay } from '../support/job.js';
import { type Flow, killedAtEachMoment } from '../support/kills.js';
import { halfAnHourEach, smallJobs } from '../support/small-jobs.js';
import { testNetwork, type TestNetwork } from '../support/test-network.js';

let network: TestNetwork;
let stage: Stage;
let invoice: Invoice;
/** More than issue at once. */
const clients = 16;

/** A client that Ada brought, with an invoice of a week; and drafts for Harbour Analytics and for sixteen small clients. */
beforeAll(async () => {
  network = await testNetwork({ clockStart: '2026-03-02T07:00:00Z' });
  stage = await aRunningJob(network);
  for (const step of [1, 2, 3]) await bringing[step]!(stage, '2026-02-23');
  const jobs = await smallJobs(stage, clients, '2026-03-02');
  await stage.moveTo(new Date('2026-03-08T20:00:00Z'));
  await halfAnHourEach(stage, jobs, { week: '2026-03-02', day: '2026-03-03' });
  await gridHours(stage, '2026-03-02');
  await approveGrid(stage, '2026-03-02');
  await approve(stage, await submitDay(stage, '2026-03-02', '2026-03-04', 480));
  await stage.moveTo(new Date('2026-03-16T09:00:00Z'));
  const { clientId } = await leadOf(stage);
  const { items } = await stage.ae.get<{ items: Invoice[] }>(`/invoices?clientId=${clientId}`);
  invoice = await issueDraft(stage.ae, items[0]!);
  await stage.moveTo(await stage.now());
});
afterAll(() => network?.stop());

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

  it('PM-4: of payments while eight issue the drafts of sixteen clients leaves no gap in the numbers', async () => {
    await stage.moveTo(new Date('2026-03-17T09:00:00Z'));
    const { items: drafts } = await stage.ae.get<{ items: Invoice[] }>('/invoices?state=draft&limit=100');
    const mine = drafts.filter(({ clientName }) => clientName.startsWith('Small Client'));
    expect(mine).toHaveLength(clients);
    const waiting = [...mine];
    const first = Promise.withResolvers<void>();
    const answers: (Invoice | Problem)[] = [];
    const issuer = async (): Promise<void> => {
      for (let draft = waiting.pop(); draft; draft = waiting.pop()) {
        answers.push(await issuedOrRefused(draft));
        first.resolve();
      }
    };
    const issuers = Array.from({ length: 8 }, issuer);
    await first.promise;
    await network.kill('payments');
    const before = await issuedCount();
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(clients);
    await network.restart('payments');
    await Promise.all(issuers);
    expect(answers.filter((answer) => answer instanceof Problem)).toEqual([]);

    const { items } = await stage.ae.get<{ items: Invoice[] }>('/invoices?limit=100&sort=createdAt');
    const numbered = items.filter(({ number }) => number).sort((a, b) => (a.number < b.number ? -1 : 1));
    expect(numbered.map(({ number }) => Number(number.slice(-6)))).toEqual(
      Array.from({ length: clients + 1 }, (_, place) => place + 1),
    );
    const days = numbered.map(({ issuedOn }) => issuedOn);
    expect(days).toEqual(days.toSorted());
    await reconciled(stage);
  });

  /** Asked again with the same key while payments is away; a refusal is an answer. */
  function issuedOrRefused(draft: Invoice): Promise<Invoice | Problem> {
    const key = randomUUID();
    return eventually(
      'the draft is issued',
      async () => {
        try {
          return await issueDraft(stage.ae, draft, key);
        } catch (error) {
          if (error instanceof Problem && ![502, 503, 504].includes(error.status)) return error;
          throw error;
        }
      },
      { withinMs: 120_000, everyMs: 200 },
    );
  }

  /** Of the sixteen, in the database: payments is away. */
  async function issuedCount(): Promise<number> {
    const database = new pg.Client({ connectionString: network.databases.payments.runtimeUrl });
    await database.connect();
    try {
      const { rows } = await database.query<{ n: number }>(
        'select count(*)::integer as n from invoices where serial is not null',
      );
      return rows[0]!.n - 1;
    } finally {
      await database.end();
    }
  }
});
