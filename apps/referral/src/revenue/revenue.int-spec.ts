import type { z } from 'zod';
import {
  getConcentration,
  getRevenueBySource,
  getRevenueSeries,
  listLeague,
  recountRevenue,
  type RevenueSource,
  type RevenueWindow,
} from '#libs/contracts';
import { newId } from '#libs/persistence';
import {
  aClientUser,
  anAdmin,
  anAe,
  anExpert,
  aPartner,
  aPayroll,
  aTeamLead,
  refusalOf,
  type TestService,
} from '#libs/testing';
import { usd } from '../test-support/invoice.js';
import { startReferral } from '../test-support/referral.js';
import {
  anInvoice,
  aReferrer,
  hearsCredited,
  hearsEarned,
  hearsIssued,
  hearsTakenBack,
} from '../test-support/revenue.js';
import { aWonLead } from '../test-support/won-lead.js';

describe('RC-7: where revenue comes from', () => {
  let test: TestService;
  beforeEach(async () => (test = await startReferral()));
  afterEach(() => test.stop());

  const ada = anAdmin();
  const report = (window: z.input<typeof RevenueWindow> = {}) => test.ask(getRevenueBySource, ada, window);
  const from = async (source: z.output<typeof RevenueSource>, window: z.input<typeof RevenueWindow> = {}) =>
    (await report(window)).sources.find((each) => each.source === source)!;
  const month = (name: string) => ({ from: name, to: name });
  const sound = async (counted: number) =>
    expect(await test.ask(recountRevenue, ada, {})).toEqual({ ok: true, counted, differences: [] });

  it('counts each document once, in its own month, whatever comes first', async () => {
    const invoice = anInvoice({ issuedOn: '2026-01-31' });
    const note = { net: '300.00', issuedOn: '2026-02-01', creditNoteId: newId() };
    const commission = {
      commissionId: newId(),
      clientId: invoice.clientId,
      amount: '100.00',
      at: '2026-02-28T23:59:59Z',
    };
    const back = { ...commission, amount: '30.00', at: '2026-03-01T00:00:00Z' };
    const takenBackId = newId();
    for (let copy = 0; copy < 2; copy++) {
      await hearsTakenBack(test, back, takenBackId);
      await hearsCredited(test, invoice, note);
      await hearsEarned(test, commission);
      await hearsIssued(test, invoice);
    }
    await sound(4);
    expect(await from('direct', month('2026-01'))).toMatchObject({
      ...{ clients: 1, revenue: usd('1000.00'), profit: usd('399.99'), commission: usd('0.00') },
    });
    expect(await from('direct', month('2026-02'))).toMatchObject({
      ...{ revenue: usd('-300.00'), profit: usd('-400.00'), commission: usd('100.00'), revenueShare: null },
    });
    expect(await from('direct', month('2026-03'))).toMatchObject({ profit: usd('30.00'), commission: usd('-30.00') });
    expect(await report()).toMatchObject({
      ...{ currency: 'USD', from: '2025-04', to: '2026-03', revenue: usd('700.00'), profit: usd('29.99') },
    });
    expect(await report({ to: '2025-12' })).toMatchObject({ revenue: usd('0.00'), referencesShare: null });
  });

  it('what is credited and billed again is revenue and cost once', async () => {
    const invoice = anInvoice({ issuedOn: '2026-01-31' });
    const second = { ...invoice, invoiceId: newId(), issuedOn: '2026-02-28' };
    await hearsIssued(test, second);
    await hearsCredited(test, invoice, { net: '1000.00', issuedOn: '2026-02-01', paidAgain: '600.01' });
    await hearsIssued(test, invoice);
    await sound(3);
    expect(await report()).toMatchObject({ revenue: usd('1000.00'), profit: usd('399.99') });
    expect(await from('direct', month('2026-02'))).toMatchObject({ revenue: usd('0.00'), profit: usd('0.00') });
  });

  it('a lead won later changes the source of what came before', async () => {
    const [brought, other] = [anInvoice({ net: '6800.00' }), anInvoice({ net: '3200.00' })];
    for (const invoice of [brought, other]) await hearsIssued(test, invoice);
    const before = await report();
    expect(before).toMatchObject({ referencesShare: 0, benchmark: 6800, meetsBenchmark: false });
    expect(before.sources.map(({ source }) => source)).toEqual(['expert', 'client', 'partner', 'outsider', 'direct']);
    await aWonLead(test, { kind: 'outsider', clientId: brought.clientId });
    expect(await from('outsider')).toMatchObject({ clients: 1, revenue: usd('6800.00'), revenueShare: 6800 });
    expect(await from('direct')).toMatchObject({ clients: 1, revenue: usd('3200.00'), revenueShare: 3200 });
    expect(await report()).toMatchObject({ referencesShare: 6800, meetsBenchmark: true });
    await hearsIssued(test, anInvoice({ clientId: other.clientId, net: '0.01' }));
    // Rounded it is still 68 %; to the cent it isn't.
    expect(await report()).toMatchObject({ referencesShare: 6800, meetsBenchmark: false });
  });

  it('a lead that is only linked or lost brought nobody', async () => {
    const invoice = anInvoice();
    await hearsIssued(test, invoice);
    await aWonLead(test, { kind: 'expert', clientId: invoice.clientId });
    await test.query(`update leads set state = 'lost'`);
    expect(await from('direct')).toMatchObject({ clients: 1, revenueShare: 10_000 });
    expect((await test.ask(listLeague, ada, {})).items).toEqual([]);
  });

  it('keeps currencies apart', async () => {
    const clientId = newId();
    await hearsIssued(test, anInvoice({ clientId }));
    await hearsIssued(test, anInvoice({ clientId, net: '7.00', pay: '3.00', currency: 'EUR' }));
    expect(await report({ currency: 'EUR' })).toMatchObject({
      revenue: usd('7.00', 'EUR'),
      profit: usd('3.99', 'EUR'),
    });
    expect(await report()).toMatchObject({ revenue: usd('1000.00') });
    await sound(2);
  });

  it('has a point for every month and source, empty months among them', async () => {
    const invoice = anInvoice({ issuedOn: '2025-12-05' });
    await hearsIssued(test, invoice);
    await hearsIssued(test, anInvoice({ issuedOn: '2026-02-28', net: '3000.00' }));
    await hearsIssued(test, anInvoice({ clientId: invoice.clientId, issuedOn: '2026-02-01', net: '1000.00' }));
    await aWonLead(test, { kind: 'client', clientId: invoice.clientId });
    const { months, series } = await test.ask(getRevenueSeries, ada, { from: '2025-12', to: '2026-02' });
    expect(months).toEqual(['2025-12', '2026-01', '2026-02']);
    const line = (source: string) => series.find((each) => each.source === source)!;
    expect(series).toHaveLength(5);
    expect(line('client')).toMatchObject({
      revenue: [usd('1000.00'), usd('0.00'), usd('1000.00')],
      profit: [usd('399.99'), usd('0.00'), usd('399.99')],
      share: [10_000, null, 2500],
    });
    expect(line('direct').share).toEqual([0, null, 7500]);
    expect(line('expert').revenue).toEqual([usd('0.00'), usd('0.00'), usd('0.00')]);
  });

  it('ranks referrers, in pages; who has as much shares the place', async () => {
    const names = ['Ana', 'Bo', 'Cy', 'Di'];
    const [ana, bo, cy, di] = await Promise.all(names.map((name) => aReferrer(test, 'expert', name)));
    const won = async (referrerId: string, net?: string): Promise<void> => {
      const invoice = anInvoice({ ...(net && { net }) });
      await aWonLead(test, { referrerId, clientId: invoice.clientId });
      if (!net) return;
      await hearsIssued(test, invoice);
      await hearsEarned(test, {
        ...{ commissionId: newId(), clientId: invoice.clientId, amount: '1.00', at: '2026-03-02T08:00:00Z' },
      });
    };
    await won(ana!, '100.00');
    await won(ana!, '50.00');
    await won(bo!, '900.00');
    await won(cy!, '150.00');
    await won(di!);
    await hearsIssued(test, anInvoice({ net: '5000.00' }));
    const walk = async (sort: '-revenue' | 'revenue' | '-clientsWon') => {
      const found: [number, string][] = [];
      let cursor: string | null = null;
      do {
        const page: z.output<(typeof listLeague)['output']> = await test.ask(listLeague, anAe(), {
          ...{ sort, limit: 1, ...(cursor && { cursor }) },
        });
        found.push(...page.items.map(({ position, referrerName }): [number, string] => [position, referrerName]));
        cursor = page.nextCursor;
      } while (cursor);
      return found;
    };
    expect(await walk('-revenue')).toEqual([[1, 'Bo'], ...tied(await walk('-revenue')), [4, 'Di']]);
    expect((await walk('revenue'))[0]).toEqual([4, 'Di']);
    expect((await walk('-clientsWon'))[0]).toEqual([1, 'Ana']);
    const { items } = await test.ask(listLeague, ada, {});
    expect(items.find(({ referrerName }) => referrerName === 'Ana')).toMatchObject({
      ...{ kind: 'expert', clientsWon: 2, revenue: usd('150.00'), commission: usd('2.00') },
    });
    expect(items.at(-1)).toMatchObject({ clientsWon: 1, revenue: usd('0.00'), commission: usd('0.00') });
  });
  /** Ana and Cy, second both. */
  const tied = (places: [number, string][]): [number, string][] => {
    const middle = places.slice(1, 3);
    expect(middle.map(([position]) => position)).toEqual([2, 2]);
    expect(middle.map(([, name]) => name).sort()).toEqual(['Ana', 'Cy']);
    return middle;
  };

  it('a recount names each sum that is not what its documents say', async () => {
    const invoice = anInvoice();
    await hearsIssued(test, invoice);
    await test.query('update revenue_tallies set pay_minor = 1');
    expect(await test.ask(recountRevenue, ada, {})).toEqual({
      ...{ ok: false, counted: 1 },
      differences: [
        `${invoice.clientId} in 2026-03, USD: the tally says {100000,1,0}, the documents {100000,60001,0} (revenue, pay, commission).`,
      ],
    });
  });

  it('refuses a window or currency there is none of', async () => {
    const codes = [];
    for (const contract of [getRevenueBySource, getRevenueSeries, listLeague, getConcentration] as const) {
      codes.push((await refusalOf(test.ask(contract, ada, { from: '2026-02', to: '2026-01' }))).errors?.[0]?.field);
      codes.push((await refusalOf(test.ask(contract, ada, { currency: 'XXX' }))).code);
    }
    expect(new Set(codes)).toEqual(new Set(['from', 'money.unknown-currency']));
  });

  it('is for staff', async () => {
    const all = [getRevenueBySource, getRevenueSeries, listLeague, getConcentration] as const;
    for (const contract of all) {
      for (const actor of [anAdmin(), anAe(), aTeamLead()]) await test.ask(contract, actor, {});
      for (const actor of [anExpert(), aClientUser(), aPartner(), aPayroll()]) {
        expect((await refusalOf(test.ask(contract, actor, {}))).code).toBe('access.role');
      }
    }
    for (const actor of [anAe(), aTeamLead(), aPartner()]) {
      expect((await refusalOf(test.ask(recountRevenue, actor, {}))).code).toBe('access.role');
    }
  });
});
