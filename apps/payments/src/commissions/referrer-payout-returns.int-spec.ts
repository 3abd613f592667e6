import type { Actor } from '#libs/access';
import {
  explain,
  getReferrerBalance,
  importBankStatement,
  listReferrerPayouts,
  listStatementEntries,
  recordReferrerPayout,
  returnReferrerPayout,
} from '#libs/contracts';
import { newId } from '#libs/persistence';
import { aPartner, aTeamLead, type TestService } from '#libs/testing';
import { aCommission } from '../test-support/commissions.js';
import { aClient, anAdmin, anAe, differences, foundAfter, startPayments, usd } from '../test-support/payments.js';
import { aStatement, type StatedEntry } from '../test-support/statements.js';

describe('a transfer to a referrer that came back (RC-5)', () => {
  let service: TestService;
  let partner: Actor;
  let payoutId: string;
  const ae = anAe();

  /** 100.00 credited, of which 60.00 were transferred. */
  beforeEach(async () => {
    service = await startPayments('2026-01-22T09:00:00.000Z');
    partner = aPartner();
    const commission = aCommission(service, { referrer: partner });
    await commission.earned('100.00');
    await commission.released('100.00');
    payoutId = await pay('60.00', 'T-1');
  });
  afterEach(() => service.stop());

  const pay = async (amount: string, bankReference: string) => {
    const payout = { amount: usd(amount), bankReference, paidOn: '2026-01-20' };
    return (await service.ask(recordReferrerPayout, ae, { referrerId: partner.id, payout })).id;
  };
  const closed = { bankReference: 'R-1', returnedOn: '2026-01-21', reason: 'The account is closed.' };
  const input = (change: object = {}, of: object = {}) => ({
    ...{ referrerId: partner.id, payoutId, returned: { ...closed, ...change }, ...of },
  });
  const balance = async () => {
    const { balances } = await service.ask(getReferrerBalance, partner, { referrerId: partner.id });
    return balances.map(({ available, paid }) => [available.amount, paid.amount]);
  };

  it('is available again, with who and why, and can be paid again', async () => {
    expect(await balance()).toEqual([['40.00', '60.00']]);
    const returned = await service.ask(returnReferrerPayout, ae, input());
    expect(returned).toMatchObject({
      ...{ id: payoutId, state: 'returned', bankReference: 'T-1' },
      returned: { ...closed, recordedBy: ae.name, recordedAt: '2026-01-22T09:00:00.000Z' },
    });
    expect(await balance()).toEqual([['100.00', '0.00']]);
    const again = await pay('100.00', 'T-2');
    const { items } = await service.ask(listReferrerPayouts, partner, { referrerId: partner.id });
    expect(items.map(({ id, state }) => [id, state])).toEqual([
      [again, 'paid'],
      [payoutId, 'returned'],
    ]);
    expect(items[1]).toEqual(returned);
    expect(await differences(service)).toEqual({});
  });

  it('fifty equal ones at once are one; another content is refused', async () => {
    const all = await Promise.all(Array.from({ length: 50 }, () => service.ask(returnReferrerPayout, ae, input())));
    expect(new Set(all.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(await service.query(`select from journal where kind = 'referrer-payout-returned'`)).toHaveLength(1);
    for (const change of [{ bankReference: 'R-2' }, { returnedOn: '2026-01-22' }, { reason: 'Another reason.' }])
      expect(await service.refusal(returnReferrerPayout, ae, input(change))).toMatchObject({
        ...{ code: 'payments.payout-already-returned', kind: 'conflict', facts: { bankReference: 'R-1' } },
      });
    const other = await pay('10.00', 'T-2');
    expect(await service.refusal(returnReferrerPayout, ae, input({}, { payoutId: other }))).toMatchObject({
      ...{ code: 'payments.bank-reference-used', kind: 'conflict' },
    });
    expect(await balance()).toEqual([['90.00', '10.00']]);
  });

  it('refuses what makes no sense, and others (GW-3)', async () => {
    const codes = [
      await service.refusal(returnReferrerPayout, ae, input({ returnedOn: '2026-01-23' })),
      await service.refusal(returnReferrerPayout, ae, input({ returnedOn: '2026-01-19' })),
      await service.refusal(returnReferrerPayout, ae, input({}, { payoutId: newId() })),
      await service.refusal(returnReferrerPayout, ae, input({}, { referrerId: newId() })),
      await service.refusal(returnReferrerPayout, partner, input()),
      await service.refusal(returnReferrerPayout, aTeamLead(), input()),
      await service.refusal(returnReferrerPayout, aClient(), input()),
    ].map(({ code }) => code);
    expect(codes).toEqual([
      ...['payments.date-in-future', 'payments.return-before-transfer'],
      ...['access.no-such-referrer-payout', 'access.no-such-referrer-payout'],
      ...['access.role', 'access.role', 'access.role'],
    ]);
    const payout = { amount: usd('1.00'), bankReference: 'T-9', paidOn: '2026-01-23' };
    expect(await service.refusal(recordReferrerPayout, ae, { referrerId: partner.id, payout })).toMatchObject({
      ...{ code: 'payments.date-in-future', rule: 'RC-5' },
    });
    expect(await balance()).toEqual([['40.00', '60.00']]);
  });

  const bring = async (...lines: StatedEntry[]) => {
    const { items } = await service.ask(importBankStatement, ae, {
      xml: aStatement(...lines).replaceAll('EUR', 'USD'),
    });
    const entries = await service.ask(listStatementEntries, ae, { id: items[0]!.id });
    return entries.items.map(({ outcome }) => outcome);
  };
  const back = { amount: '60.00', reference: 'R-1', on: '2026-01-21', of: 'T-1', isBack: true };

  it('a statement that names it does it by itself, once; what names none is for a person', async () => {
    expect(await bring({ ...back, amount: '59.00' }, { ...back, of: 'UNKNOWN' })).toEqual(['refused', 'refused']);
    expect(await balance()).toEqual([['40.00', '60.00']]);
    expect(await bring(back, { ...back, reference: 'R-2' })).toEqual(['returned', 'refused']);
    expect(await bring(back)).toEqual(['known']);
    expect(await balance()).toEqual([['100.00', '0.00']]);
    expect(await differences(service)).toEqual({});
  });

  it('recorded by hand before, a statement knows it', async () => {
    await service.ask(returnReferrerPayout, ae, input());
    expect(await bring(back)).toEqual(['known']);
    expect(await balance()).toEqual([['100.00', '0.00']]);
  });

  it('a reference that another return has is for a person; the rest of the statement comes in', async () => {
    const other = await pay('10.00', 'T-2');
    await service.ask(returnReferrerPayout, ae, input());
    const wrong = { amount: '10.00', reference: 'R-1', on: '2026-01-21', of: 'T-2', isBack: true };
    const received = { amount: '5.00', reference: 'P-1', on: '2026-01-21' };
    expect(await bring(wrong, received)).toEqual(['refused', 'unmatched']);
    expect(await bring({ ...wrong, reference: 'R-2', on: '2026-01-24' })).toEqual(['refused']);
    expect(await bring({ ...wrong, reference: 'R-2' })).toEqual(['returned']);
    const { items } = await service.ask(listReferrerPayouts, partner, { referrerId: partner.id });
    expect(items.map(({ id, state }) => [id, state])).toEqual([
      [other, 'returned'],
      [payoutId, 'returned'],
    ]);
    expect(await differences(service)).toEqual({});
  });

  it('is explained, and missed where it is not posted', async () => {
    await service.ask(returnReferrerPayout, ae, input());
    const [entry] = await service.query<{ id: string }>(
      `select id from journal where kind = 'referrer-payout-returned'`,
    );
    const { amount, journal, commissions } = await service.ask(explain, anAdmin(), { journalEntryId: entry!.id });
    expect(amount).toEqual(usd('60.00'));
    expect(journal.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['referrer-payout', 'referrer-payout-returned']),
    );
    expect(commissions).toEqual([]);
    const checks = ['commission-and-its-payouts-are-posted', 'referrers-have-what-moved'];
    expect(await foundAfter(service, `delete from referrer_payout_returns`)).toEqual(
      expect.arrayContaining([checks[1], 'every-journal-entry-has-its-cause']),
    );
    const posted = `journal_id in (select id from journal where kind = 'referrer-payout-returned')`;
    const gone = `with gone as (delete from postings where ${posted}) delete from journal where kind = 'referrer-payout-returned'`;
    expect(await foundAfter(service, gone)).toEqual(expect.arrayContaining(checks));
  });
});
