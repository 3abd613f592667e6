import { explain, getSettlement, listJournal, recordPayrollAnswer, trialBalance } from '#libs/contracts';
import type { TestService } from '#libs/testing';
import { newId } from '#libs/persistence';
import {
  aClient,
  anAdmin,
  anAe,
  anExpert,
  aPayroll,
  approvedLines,
  askFor,
  anExpertWith,
  type Engagement,
  startPayments,
  usd,
} from '../test-support/payments.js';

describe('the evidence chain (PM-10)', () => {
  let service: TestService;
  let engagement: Engagement;
  let entryId: string;
  let payoutId: string;

  /** 450.00 settled in January, 90.00 in February; 100.00 asked for and paid, 400.00 on its way. */
  beforeEach(async () => {
    service = await startPayments();
    engagement = await anExpertWith(service, 10);
    [entryId] = (await approvedLines(service, engagement, { minutes: 120, workedOn: '2026-01-20' })) as [string];
    await service.until('2026-02-02T09:00:00Z');
    const paid = await askFor(service, engagement.expert, '100.00');
    await service.ask(recordPayrollAnswer, aPayroll(), { payoutId: paid.id, outcome: 'paid', bankReference: 'B-1' });
    payoutId = (await askFor(service, engagement.expert, '400.00')).id;
  });
  afterEach(() => service.stop());

  it('explains a payout down to the tasks, oldest first, and up to the bank', async () => {
    const { amount, entries, journal } = await service.ask(explain, engagement.expert, { payoutId });
    expect(amount).toEqual(usd('400.00'));
    expect(entries.map(({ minutes, pay, payouts }) => [minutes, pay?.amount, payouts])).toEqual([
      [600, '450.00', [{ payoutId, amount: usd('350.00'), state: 'approved', bankReference: null }]],
      [120, '90.00', [{ payoutId, amount: usd('50.00'), state: 'approved', bankReference: null }]],
    ]);
    expect(entries[0]).toMatchObject({
      ...{
        taskTitle: 'Checkout',
        estimateMinutes: 600,
        workedOn: '2026-01-06',
        approvedBy: 'Carl Client',
        how: 'client',
      },
      ...{ settledAt: '2026-01-19T00:00:00.000Z', payRate: usd('45.00'), billRate: null, bill: null },
    });
    expect(journal.map(({ kind }) => kind)).toEqual(['settlement', 'settlement', 'payout-requested']);
  });

  it('explains an entry, its settlement, its journal entry and its postings alike', async () => {
    const byEntry = await service.ask(explain, anAdmin(), { entryId });
    const [entry] = byEntry.entries;
    expect(byEntry.amount).toEqual(usd('90.00'));
    expect(entry).toMatchObject({
      pay: usd('90.00'),
      bill: usd('170.00'),
      payouts: [{ payoutId, amount: usd('50.00') }],
    });

    const settlement = { settlementId: entry!.settlementId! };
    const bySettlement = await service.ask(explain, anAdmin(), settlement);
    const byJournal = await service.ask(explain, anAdmin(), { journalEntryId: entry!.journalEntryId! });
    expect(bySettlement.entries).toEqual(byEntry.entries);
    expect(byJournal).toEqual(bySettlement);
    const posting = byJournal.journal[0]!.postings.find(({ account }) => account === 'client-receivable')!;
    const byPosting = await service.ask(explain, engagement.client, { postingId: posting.id });
    expect(byPosting.amount).toEqual(usd('170.00'));
    expect(await service.ask(getSettlement, anAe(), { id: settlement.settlementId })).toMatchObject({ lines: 1 });
  });

  it('an entry that waits is worth what it will be', async () => {
    const [waiting] = (await approvedLines(service, engagement, { minutes: 30, workedOn: '2026-02-03' })) as [string];
    const { amount, entries, journal } = await service.ask(explain, engagement.expert, { entryId: waiting });
    expect(amount).toEqual(usd('22.50'));
    expect(entries).toMatchObject([{ settlementId: null, settledAt: null, payouts: [] }]);
    expect(journal).toEqual([]);
  });

  it('a payout that came back came from no work in particular', async () => {
    await service.ask(recordPayrollAnswer, aPayroll(), { payoutId, outcome: 'failed' });
    const { entries, journal } = await service.ask(explain, engagement.expert, { payoutId });
    expect(entries).toEqual([]);
    expect(journal.map(({ kind }) => kind)).toEqual(['payout-requested', 'payout-failed']);
  });

  it('a client sees its bill and nothing of the pay; an expert the reverse; strangers nothing (GW-3)', async () => {
    const { amount, entries, journal } = await service.ask(explain, engagement.client, { entryId });
    expect(amount).toEqual(usd('170.00'));
    expect(entries).toMatchObject([{ pay: null, payRate: null, bill: usd('170.00'), payouts: [] }]);
    expect(journal.flatMap(({ postings }) => postings.map(({ account }) => account))).toEqual(['client-receivable']);

    const own = await service.ask(explain, engagement.expert, { entryId });
    expect(own.journal[0]!.postings.map(({ account }) => account)).toEqual(['expert-safe']);

    const postingId = own.journal[0]!.postings[0]!.id;
    expect(await service.refusal(explain, engagement.client, { postingId })).toMatchObject({ kind: 'not-found' });
    const ids = [
      { entryId },
      { payoutId },
      { postingId },
      { journalEntryId: own.journal[0]!.id },
      { entryId: newId() },
    ];
    expect(await service.refusal(explain, aPayroll(), { payoutId })).toMatchObject({ kind: 'forbidden' });
    for (const actor of [anExpert(), aClient()]) {
      for (const of of ids) {
        expect(await service.refusal(explain, actor, of)).toMatchObject({ kind: 'not-found' });
      }
    }
  });

  it('the books are open to those who keep them', async () => {
    const { items } = await service.ask(listJournal, anAe(), { kind: 'settlement', sort: 'number' });
    expect(items.map(({ number }) => number)).toEqual(['1', '2']);
    expect((await service.ask(listJournal, anAdmin(), { reference: payoutId })).items).toHaveLength(1);
    const { items: accounts } = await service.ask(trialBalance, anAdmin(), {});
    expect(accounts.map(({ account, balance }) => [account, balance.amount])).toEqual([
      ['client-receivable', '1020.00'],
      ['expert-reserved', '-400.00'],
      ['expert-safe', '-40.00'],
      ['network-cash', '-100.00'],
      ['network-revenue', '-480.00'],
    ]);
    expect(await service.refusal(trialBalance, engagement.expert, {})).toMatchObject({ kind: 'forbidden' });
  });
});
