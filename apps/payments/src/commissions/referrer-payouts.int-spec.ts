import type { Actor } from '#libs/access';
import { getReferrerBalance, listReferrerPayouts, recordReferrerPayout } from '#libs/contracts';
import { newId } from '#libs/persistence';
import { aPartner, aTeamLead, type TestService } from '#libs/testing';
import { aCommission } from '../test-support/commissions.js';
import {
  aClient,
  anAdmin,
  anAe,
  anExpert,
  aPayroll,
  aPlacement,
  differences,
  startPayments,
  usd,
} from '../test-support/payments.js';

const transfer = (amount: string, bankReference = `T-${newId()}`) => ({
  ...{ amount: usd(amount), bankReference, paidOn: '2026-01-20' },
});

describe('what referrers are paid (RC-5)', () => {
  let service: TestService;
  let partner: Actor;

  /** 100.00 credited and 25.00 held. */
  beforeEach(async () => {
    service = await startPayments('2026-01-22T09:00:00.000Z');
    partner = aPartner();
    const [released, held] = [aCommission(service, { referrer: partner }), aCommission(service, { referrer: partner })];
    await released.earned('100.00');
    await released.released('100.00');
    await held.earned('25.00');
  });
  afterEach(() => service.stop());

  const pay = (payout: ReturnType<typeof transfer>, referrerId = partner.id, by: Actor = anAe()) =>
    service.ask(recordReferrerPayout, by, { referrerId, payout });
  const refusal = (payout: ReturnType<typeof transfer>, referrerId = partner.id, by: Actor = anAe()) =>
    service.refusal(recordReferrerPayout, by, { referrerId, payout });
  const balance = async () => {
    const { balances } = await service.ask(getReferrerBalance, partner, { referrerId: partner.id });
    return balances.map(({ held, available, paid }) => [held.amount, available.amount, paid.amount]);
  };

  it('takes it from what is available, and is read by staff and the referrer', async () => {
    const paid = await pay(transfer('60.00', 'T-1'));
    expect(paid).toMatchObject({ referrerId: partner.id, amount: usd('60.00'), bankReference: 'T-1' });
    expect(await balance()).toEqual([['25.00', '40.00', '60.00']]);
    for (const reader of [partner, anAdmin(), aTeamLead()]) {
      const { items } = await service.ask(listReferrerPayouts, reader, { referrerId: partner.id });
      expect(items).toEqual([paid]);
    }
    expect(await differences(service)).toEqual({});
  });

  it("a client's users read their company's", async () => {
    const client = aClient();
    const commission = aCommission(service, { referrer: client });
    await commission.earned('8.00');
    await commission.released('8.00');
    const referrerId = client.clientId!;
    expect(await service.ask(getReferrerBalance, client, { referrerId })).toMatchObject({
      balances: [{ currency: 'USD', available: usd('8.00'), held: usd('0.00'), paid: usd('0.00') }],
    });
    await pay(transfer('8.00'), referrerId);
    expect((await service.ask(listReferrerPayouts, client, { referrerId })).items).toHaveLength(1);
  });

  it('never beyond what is available, nor on a day to come, in good words', async () => {
    expect(await refusal(transfer('100.01'))).toMatchObject({
      ...{ code: 'payments.insufficient-balance', kind: 'invalid', facts: { available: usd('100.00') } },
    });
    expect(await refusal(transfer('1.00'), newId())).toMatchObject({ code: 'payments.insufficient-balance' });
    expect(await refusal(transfer('0.00'))).toMatchObject({ code: 'payments.amount-not-positive' });
    expect(await refusal({ ...transfer('1.00'), paidOn: '2999-01-01' })).toMatchObject({
      ...{ code: 'payments.date-in-future', kind: 'invalid', rule: 'RC-5' },
    });
    expect(await service.query('select from referrer_payouts')).toEqual([]);
  });

  it('never beyond it however many are recorded at once', async () => {
    const all = await Promise.allSettled(Array.from({ length: 30 }, () => pay(transfer('10.00'))));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    expect(await balance()).toEqual([['25.00', '0.00', '100.00']]);
    expect(await service.query('select from referrer_payouts')).toHaveLength(10);
    expect(await differences(service)).toEqual({});
  });

  it('fifty equal ones at once are one, also when nothing is left', async () => {
    const all = await Promise.all(Array.from({ length: 50 }, () => pay(transfer('100.00', 'T-1'))));
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    expect(await balance()).toEqual([['25.00', '0.00', '100.00']]);
    expect(await service.query('select from journal where kind = $1', ['referrer-payout'])).toHaveLength(1);
  });

  it.each<[string, Partial<ReturnType<typeof transfer>>]>([
    ['amount', { amount: usd('2.00') }],
    ['currency', { amount: { amount: '1.00', currency: 'EUR' } }],
    ['day', { paidOn: '2026-01-21' }],
  ])('another %s with the same bank reference is refused', async (_, change) => {
    await pay(transfer('1.00', 'T-1'));
    expect(await refusal({ ...transfer('1.00', 'T-1'), ...change })).toMatchObject({
      ...{ code: 'payments.bank-reference-used', kind: 'conflict' },
    });
    expect(await refusal(transfer('1.00', 'T-1'), newId())).toMatchObject({ code: 'payments.bank-reference-used' });
  });

  it('an expert is told to ask for payouts', async () => {
    const { expert } = await aPlacement(service);
    const brought = aCommission(service, { referrer: anExpert() });
    await brought.earned('5.00');
    for (const referrerId of [expert.id, brought.referrerId]) {
      const wrong = { code: 'payments.referrer-is-expert', kind: 'invalid', rule: 'RC-5' };
      expect(await refusal(transfer('1.00'), referrerId)).toMatchObject(wrong);
      expect(await service.refusal(getReferrerBalance, anAe(), { referrerId })).toMatchObject(wrong);
      expect(await service.refusal(listReferrerPayouts, anAe(), { referrerId })).toMatchObject(wrong);
    }
  });

  it('is nothing for others, and recorded by the network alone (GW-3)', async () => {
    const of = { referrerId: partner.id };
    for (const stranger of [aPartner(), aClient(), { ...aClient(), id: partner.id }]) {
      expect(await service.refusal(getReferrerBalance, stranger, of)).toMatchObject({ kind: 'not-found' });
      expect(await service.refusal(listReferrerPayouts, stranger, of)).toMatchObject({ kind: 'not-found' });
    }
    for (const actor of [anExpert(), aPayroll()])
      expect(await service.refusal(getReferrerBalance, actor, of)).toMatchObject({ kind: 'forbidden' });
    for (const actor of [partner, aTeamLead(), aPayroll(), aClient()])
      expect(await refusal(transfer('1.00'), partner.id, actor)).toMatchObject({ kind: 'forbidden' });
  });
});
