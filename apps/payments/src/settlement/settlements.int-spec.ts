import {
  getSettlementRun,
  listReceivables,
  listSettlementLines,
  listSettlements,
  paymentsEvents,
  runSettlement,
  setBankDetails,
} from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { newId } from '#libs/persistence';
import type { TestService } from '#libs/testing';
import { TimerWorker } from '#libs/time';
import { SettlementBatch } from './settlement-batch.js';
import {
  aClient,
  anAdmin,
  anAe,
  anAmendment,
  anExpert,
  aPlacement,
  approvedLines,
  askFor,
  balanceOf,
  differences,
  iban,
  settle,
  startPayments,
} from '../test-support/payments.js';

const { jest } = import.meta;

describe('settlement (PM-3)', () => {
  let service: TestService;

  beforeEach(async () => {
    service = await startPayments();
  });
  afterEach(() => service.stop());

  it('happens by itself at midnight UTC after the fortnight, once, with what was approved by then', async () => {
    const engagement = await aPlacement(service);
    await approvedLines(service, engagement, { minutes: 90 }, { minutes: 1, workedOn: '2026-01-18' });
    await approvedLines(service, engagement, { minutes: 60, workedOn: '2026-01-19' });

    await service.until('2026-01-18T23:59:59.999Z');
    expect(await balanceOf(service, engagement)).toEqual(['0.00', '0.00']);
    await service.until('2026-01-19T00:00:00Z');
    expect(await balanceOf(service, engagement)).toEqual(['68.25', '0.00']);
    await service.until('2026-01-31T00:00:00Z');

    const { items } = await service.ask(listSettlements, anAdmin(), {});
    expect(items).toMatchObject([
      {
        ...{ periodStart: '2026-01-05', periodEnd: '2026-01-18', lines: 2, minutes: 91 },
        ...{ pay: { amount: '68.25' }, bill: { amount: '128.92' }, settledAt: '2026-01-19T00:00:00.000Z' },
      },
    ]);
    expect(await differences(service)).toEqual({});
  });

  it('on demand settles what has ended, and twice changes nothing', async () => {
    const engagement = await aPlacement(service);
    await approvedLines(service, engagement, { minutes: 60 });
    await service.until('2026-01-19T08:00:00Z');
    const first = await settle(service);
    const again = await settle(service);

    expect(first).toMatchObject({
      state: 'done',
      periodEnd: '2026-01-18',
      settlements: 1,
      linesSettled: 1,
      refused: [],
    });
    expect(again).toEqual(first);
    expect(await balanceOf(service, engagement)).toEqual(['45.00', '0.00']);
    expect(await service.ask(getSettlementRun, anAe(), { id: first.id })).toEqual(first);
  });

  it('settles no period before its end, whatever it is asked', async () => {
    const engagement = await aPlacement(service);
    await approvedLines(service, engagement, { minutes: 60 });
    const run = await settle(service, '2026-03-31');
    expect(run).toMatchObject({ periodEnd: '2026-01-04', settlements: 0 });
    expect(await balanceOf(service, engagement)).toEqual(['0.00', '0.00']);
  });

  it('lines approved late, and corrections, join the next run', async () => {
    const engagement = await aPlacement(service);
    const [entryId] = await approvedLines(service, engagement, { minutes: 120 });
    await service.until('2026-01-19T08:00:00Z');
    await approvedLines(
      service,
      engagement,
      { minutes: 60, workedOn: '2026-01-07' },
      { minutes: -30, correctsEntryId: entryId },
    );
    await settle(service);
    expect(await balanceOf(service, engagement)).toEqual(['90.00', '0.00']);

    await service.until('2026-02-02T00:00:00Z');
    expect(await balanceOf(service, engagement)).toEqual(['112.50', '0.00']);
    expect(await differences(service)).toEqual({});
  });

  it('a line told twice is settled once, also when it was settled in between', async () => {
    const engagement = await aPlacement(service);
    const [entryId] = await approvedLines(service, engagement, { minutes: 60 });
    await approvedLines(service, engagement, { entryId, minutes: 60 });
    await service.until('2026-01-19T00:00:00Z');
    await approvedLines(service, engagement, { entryId, minutes: 60 });
    await service.until('2026-02-02T00:00:00Z');
    expect(await balanceOf(service, engagement)).toEqual(['45.00', '0.00']);
  });

  it('periods that were missed follow each other, and the run asked for is the newest', async () => {
    const engagement = await aPlacement(service);
    await approvedLines(service, engagement, { minutes: 60 }, { minutes: 60, workedOn: '2026-01-20' });
    await service.until('2026-01-06T00:00:00Z');
    await service.query(`delete from timer`);
    await service.until('2026-02-20T00:00:00Z');
    await settle(service, '2026-01-18');
    const run = await settle(service);

    expect(run).toMatchObject({ periodEnd: '2026-02-15', state: 'done' });
    const { items } = await service.ask(listSettlements, anAdmin(), { sort: 'settledAt' });
    expect(items.map(({ periodEnd }) => periodEnd)).toEqual(['2026-01-18', '2026-02-01']);
  });

  it('uses the rate in force on the day worked, and an amendment never alters what is settled (PM-11)', async () => {
    const engagement = await aPlacement(service);
    await anAmendment(service, engagement, {
      effectiveFrom: '2026-01-12',
      payRate: { amount: '60.00', currency: 'USD' },
    });
    await approvedLines(service, engagement, { workedOn: '2026-01-11' }, { workedOn: '2026-01-12' });
    await service.until('2026-01-19T00:00:00Z');
    expect(await balanceOf(service, engagement)).toEqual(['105.00', '0.00']);

    await service.until('2026-01-20T00:00:00Z');
    await anAmendment(service, engagement, {
      ...{ number: 3, effectiveFrom: '2026-01-12', payRate: { amount: '99.00', currency: 'USD' } },
    });
    expect(await balanceOf(service, engagement)).toEqual(['105.00', '0.00']);
    expect(await differences(service)).toEqual({});
  });

  it('corrections that take back more than the safe balance holds wait, and the run says why', async () => {
    const engagement = await aPlacement(service);
    await service.ask(setBankDetails, engagement.expert, {
      ...{ expertId: engagement.expert.id, details: iban },
    });
    await approvedLines(service, engagement, { minutes: 120 });
    await service.until('2026-01-19T08:00:00Z');
    await askFor(service, engagement.expert, '80.00');
    await approvedLines(service, engagement, { minutes: -60 });
    await service.until('2026-02-02T08:00:00Z');

    const { refused } = await settle(service);
    expect(refused).toEqual([
      {
        placementId: engagement.placementId,
        reason: 'Corrections take back 45.00 USD, 35.00 USD more than the safe balance holds; they wait.',
      },
    ]);
    await approvedLines(service, engagement, { minutes: 60, workedOn: '2026-02-03' });
    await service.until('2026-02-16T00:00:00Z');
    expect(await balanceOf(service, engagement)).toEqual(['10.00', '80.00']);
    expect(await differences(service)).toEqual({});
  });

  it('lines without a contract wait, and are settled as soon as there is one', async () => {
    const engagement = { placementId: newId(), expert: anExpert(), client: aClient() };
    await approvedLines(service, engagement, { minutes: 60 });
    await service.until('2026-01-19T08:00:00Z');
    expect((await settle(service)).refused).toEqual([
      { placementId: engagement.placementId, reason: 'No contract is in force on 2026-01-06; these lines wait.' },
    ]);
    expect(await differences(service)).toEqual({});
  });

  it('each placement keeps its own period', async () => {
    const weekly = await aPlacement(service, { settlementEveryDays: 7 });
    const fortnightly = await aPlacement(service);
    for (const each of [weekly, fortnightly]) await approvedLines(service, each, { minutes: 60 });
    await service.until('2026-01-12T00:00:00Z');
    expect(await balanceOf(service, weekly)).toEqual(['45.00', '0.00']);
    expect(await balanceOf(service, fortnightly)).toEqual(['0.00', '0.00']);
    await service.until('2026-01-19T00:00:00Z');
    expect(await balanceOf(service, fortnightly)).toEqual(['45.00', '0.00']);
  });

  it('tells the timesheet which entries were settled, 500 at a time', async () => {
    const engagement = await aPlacement(service);
    const ids = await approvedLines(service, engagement, ...Array.from({ length: 1_001 }, () => ({ minutes: 1 })));
    await service.until('2026-01-19T00:00:00Z');
    const told = await service.told(paymentsEvents.linesSettled);
    expect(told.map(({ entryIds }) => entryIds.length)).toEqual([500, 500, 1]);
    expect(told.flatMap(({ entryIds }) => entryIds).toSorted()).toEqual(ids.toSorted());
  });

  it('a crash between two batches costs nothing: the rest is settled later, nothing twice', async () => {
    const batch = service.app.get(SettlementBatch);
    batch.placementsPerBatch = 100;
    const engagements = await Promise.all(Array.from({ length: 101 }, () => aPlacement(service)));
    for (const engagement of engagements) await approvedLines(service, engagement, { minutes: 60 });
    const outbox = service.app.get(Outbox);
    const addAll = outbox.addAll.bind(outbox);
    let batches = 0;
    const crash = jest.spyOn(outbox, 'addAll').mockImplementation((...args) => {
      if (++batches >= 2) throw new Error('crash');
      return addAll(...args);
    });
    await service.until('2026-01-19T00:00:00Z').catch(() => undefined);
    const halfway = await service.ask(listSettlements, anAdmin(), { limit: 100 });
    expect(halfway.items).toHaveLength(100);
    expect(halfway.nextCursor).toBeNull();
    expect(batches).toBeGreaterThanOrEqual(2);
    crash.mockRestore();

    await service.until('2026-01-19T01:00:00Z');
    await service.app.get(TimerWorker).runDue();
    expect(await settle(service)).toMatchObject({ state: 'done', settlements: 101, lines: 101, linesSettled: 101 });
    const [sums] = await service.query(`select count(*)::int as n, sum(pay_minor)::int as pay from settlements`);
    expect(sums).toEqual({ n: 101, pay: 101 * 4500 });
    expect(await differences(service)).toEqual({});
  });

  it('shows an expert no bill and a client no pay, and neither what is not theirs (GW-3)', async () => {
    const engagement = await aPlacement(service);
    await approvedLines(service, engagement, { minutes: 60 });
    await service.until('2026-01-19T00:00:00Z');
    const mine = await service.ask(listSettlements, engagement.expert, {});
    const theirs = await service.ask(listSettlements, engagement.client, {});
    expect(mine.items[0]).toMatchObject({ pay: { amount: '45.00' } });
    expect(mine.items[0]).not.toHaveProperty('bill');
    expect(theirs.items[0]).toMatchObject({ bill: { amount: '85.00' } });
    expect(theirs.items[0]).not.toHaveProperty('pay');

    const settlementId = mine.items[0]!.id;
    const [line] = (await service.ask(listSettlementLines, engagement.client, { settlementId })).items;
    expect(line).toMatchObject({ taskTitle: 'Checkout', minutes: 60, billRate: { amount: '85.00' } });
    expect(line).not.toHaveProperty('payRate');
    for (const stranger of [anExpert(), aClient()]) {
      expect((await service.ask(listSettlements, stranger, {})).items).toEqual([]);
      expect(await service.refusal(listSettlementLines, stranger, { settlementId })).toMatchObject({
        kind: 'not-found',
      });
    }
    expect(await service.refusal(runSettlement, engagement.expert, {})).toMatchObject({ kind: 'forbidden' });
  });

  it('what clients owe adds up to the invoices to be', async () => {
    const client = aClient();
    const [first, second] = [await aPlacement(service, { client }), await aPlacement(service, { client })];
    for (const each of [first, second]) await approvedLines(service, each, { minutes: 60 });
    await service.until('2026-01-19T00:00:00Z');
    const receivable = {
      clientId: client.clientId,
      amount: { amount: '170.00', currency: 'USD' },
      settlements: 2,
      minutes: 120,
    };
    expect((await service.ask(listReceivables, client, {})).items).toMatchObject([receivable]);
    expect((await service.ask(listReceivables, aClient(), {})).items).toEqual([]);
  });
});
