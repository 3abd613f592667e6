import {
  cancelPayout,
  getBalances,
  getBankDetails,
  listTimeline,
  recordPayrollAnswer,
  setBankDetails,
} from '#libs/contracts';
import type { TestService } from '#libs/testing';
import { aCommission, anInvoice, aPayment } from '../test-support/commissions.js';
import {
  aClient,
  anAdmin,
  anAe,
  anExpert,
  anExpertWith,
  aPayroll,
  aPlacement,
  approvedLines,
  askFor,
  iban,
  startPayments,
  usd,
} from '../test-support/payments.js';

describe('what an expert has (PM-9)', () => {
  let service: TestService;

  beforeEach(async () => {
    service = await startPayments();
  });
  afterEach(() => service.stop());

  it('a balance for each currency: available, reserved, waiting, and the day of the next settlement', async () => {
    const engagement = await anExpertWith(service, 10);
    const { expert } = engagement;
    await askFor(service, expert, '100.00');
    const euros = { amount: '30.01', currency: 'EUR' };
    const inEuros = await aPlacement(service, { expert, payRate: euros, billRate: euros });
    await approvedLines(service, inEuros, { minutes: 30, workedOn: '2026-01-20' }, { minutes: 90 });

    expect(await service.ask(getBalances, expert, { expertId: expert.id })).toEqual({
      expertId: expert.id,
      balances: [
        {
          currency: 'EUR',
          available: { amount: '0.00', currency: 'EUR' },
          reserved: { amount: '0.00', currency: 'EUR' },
          // 15.005 and 45.015, each to the even cent
          waiting: { amount: '60.02', currency: 'EUR' },
          commissionHeld: { amount: '0.00', currency: 'EUR' },
          nextSettlementOn: '2026-02-02',
        },
        {
          currency: 'USD',
          available: { amount: '350.00', currency: 'USD' },
          reserved: { amount: '100.00', currency: 'USD' },
          waiting: { amount: '0.00', currency: 'USD' },
          commissionHeld: { amount: '0.00', currency: 'USD' },
          nextSettlementOn: '2026-02-02',
        },
      ],
    });
  });

  it('a timeline of every amount with the balance after it, its state, next date and reason', async () => {
    const engagement = await anExpertWith(service, 200);
    const { expert } = engagement;
    const paid = await askFor(service, expert, '100.00');
    await service.ask(recordPayrollAnswer, aPayroll(), { payoutId: paid.id, outcome: 'sent' });
    await service.ask(recordPayrollAnswer, aPayroll(), { payoutId: paid.id, outcome: 'paid', bankReference: 'B-1' });
    const failed = await askFor(service, expert, '200.00');
    await service.ask(recordPayrollAnswer, aPayroll(), { payoutId: failed.id, outcome: 'failed', reason: 'closed' });
    const cancelled = await askFor(service, expert, '6000.00');
    await service.ask(cancelPayout, expert, { id: cancelled.id, reason: 'not yet' });
    const open = await askFor(service, expert, '300.00');

    const { items } = await service.ask(listTimeline, expert, { expertId: expert.id, sort: 'at' });
    const account = 'DE89 **** **** **** **** 00';
    expect(
      items.map(({ kind, amount, balance, state, nextDate, reason }) => [
        ...[kind, amount.amount, balance.amount, state, nextDate, reason],
      ]),
    ).toEqual([
      [
        'settlement',
        '9000.00',
        '9000.00',
        'settled',
        null,
        '200 h for Blue Heron, Storefront, from 2026-01-05 to 2026-01-18.',
      ],
      ['payout-requested', '-100.00', '8900.00', 'paid', null, `You asked for 100.00 USD to ${account}.`],
      ['payout-paid', '0.00', '8900.00', 'paid', null, `100.00 USD arrived at ${account}, bank reference B-1.`],
      ['payout-requested', '-200.00', '8700.00', 'failed', null, `You asked for 200.00 USD to ${account}.`],
      ['payout-released', '200.00', '8900.00', 'failed', null, '200.00 USD is back: the payout failed: closed'],
      ['payout-requested', '-6000.00', '2900.00', 'cancelled', null, `You asked for 6000.00 USD to ${account}.`],
      [
        'payout-released',
        '6000.00',
        '8900.00',
        'cancelled',
        null,
        '6000.00 USD is back: the payout was cancelled: not yet',
      ],
      [
        ...['payout-requested', '-300.00', '8600.00', 'approved', '2026-01-21T09:00:00.000Z'],
        `You asked for 300.00 USD to ${account}; payroll pays it by 2026-01-21 09:00 UTC.`,
      ],
    ]);
    expect(items.at(-1)).toMatchObject({ payoutId: open.id, settlementId: null });
  });

  it('commission is held, then a line of its own, with the invoice and the bank reference it came of (RC-5, RC-8)', async () => {
    const engagement = await anExpertWith(service, 10);
    const { expert } = engagement;
    const invoice = await anInvoice(service, engagement);
    const { id: paymentId } = await aPayment(service, { invoice, cents: 50_000, reference: 'B-7' });
    const about = { referrer: expert, invoiceId: invoice.id, paymentId, clientId: invoice.clientId };
    const [first, next] = [aCommission(service, about), aCommission(service, about)];
    const held = async () =>
      (await service.ask(getBalances, expert, { expertId: expert.id })).balances[0]!.commissionHeld.amount;
    await first.earned('100.00');
    await next.earned('20.00');
    expect(await held()).toBe('120.00');
    await first.released('100.00');
    expect(await held()).toBe('20.00');
    await first.takenBack('50.00', { afterRelease: true });
    expect(await held()).toBe('-30.00');

    const { items } = await service.ask(listTimeline, expert, { expertId: expert.id, kind: 'commission' });
    expect(items).toEqual([
      {
        ...{ id: expect.any(String), at: expect.any(String), kind: 'commission', state: 'credited', nextDate: null },
        ...{ amount: usd('100.00'), balance: usd('550.00') },
        reason: 'Commission for invoice INV-2026-000001 of Blue Heron, bank reference B-7.',
        ...{ settlementId: null, payoutId: null, commissionId: first.commissionId },
      },
    ]);
    const all = await service.ask(listTimeline, expert, { expertId: expert.id });
    expect(all.items.map(({ kind }) => kind)).toEqual(['commission', 'settlement']);
  });

  it('filters without changing the balances, and pages backwards in time', async () => {
    const { expert } = await anExpertWith(service, 10);
    for (const amount of ['1.00', '2.00', '3.00']) await askFor(service, expert, amount);
    const of = { expertId: expert.id, kind: 'payout-requested', limit: 2 } as const;
    const first = await service.ask(listTimeline, expert, of);
    const second = await service.ask(listTimeline, expert, { ...of, cursor: first.nextCursor! });
    expect([...first.items, ...second.items].map(({ balance }) => balance.amount)).toEqual([
      '444.00',
      '447.00',
      '449.00',
    ]);
    expect(second.nextCursor).toBeNull();
    const days = { expertId: expert.id, from: '2026-01-19', to: '2026-01-19' };
    expect((await service.ask(listTimeline, expert, days)).items.map(({ kind }) => kind)).toEqual(['settlement']);
    expect((await service.ask(listTimeline, expert, { expertId: expert.id, currency: 'EUR' })).items).toEqual([]);
  });

  it('is nothing for others (GW-3)', async () => {
    const { expert } = await anExpertWith(service, 10);
    const of = { expertId: expert.id };
    for (const actor of [anExpert(), aClient(), aPayroll()]) {
      expect(await service.refusal(getBalances, actor, of)).toMatchObject({ kind: 'not-found' });
      expect(await service.refusal(listTimeline, actor, of)).toMatchObject({ kind: 'not-found' });
      expect(await service.refusal(getBankDetails, actor, of)).toMatchObject({ kind: 'not-found' });
    }
    expect(await service.ask(getBalances, anAe(), of)).toMatchObject(of);
  });
});

describe('bank details (PM-5)', () => {
  let service: TestService;

  beforeEach(async () => {
    service = await startPayments();
  });
  afterEach(() => service.stop());

  it('are checked, kept and shown masked; the same again is no change', async () => {
    const expert = anExpert();
    const set = (details: typeof iban) => service.ask(setBankDetails, expert, { expertId: expert.id, details });
    const first = await set(iban);
    expect(first).toMatchObject({
      kind: 'iban',
      masked: 'DE89 **** **** **** **** 00',
      version: 1,
      changedBy: 'Ana Šimić',
    });
    await service.until('2026-01-06T09:00:00Z');
    expect(await set(iban)).toEqual(first);
    const changed = await set({ ...iban, holder: 'Ana Maria Šimić' } as unknown as typeof iban);
    expect(changed).toMatchObject({ version: 2, changedAt: '2026-01-06T09:00:00.000Z' });
    expect(await service.ask(getBankDetails, anAe(), { expertId: expert.id })).toEqual(changed);
  });

  it('are refused when wrong, from strangers, and of nobody', async () => {
    const expert = anExpert();
    const wrong = { ...iban, iban: 'DE89370400440532013001' };
    expect(await service.refusal(setBankDetails, expert, { expertId: expert.id, details: wrong })).toMatchObject({
      code: 'payments.iban-invalid',
      errors: [{ field: 'iban' }],
    });
    const of = { expertId: expert.id, details: iban };
    expect(await service.refusal(setBankDetails, anExpert(), of)).toMatchObject({ kind: 'not-found' });
    expect(await service.refusal(setBankDetails, anAdmin(), of)).toMatchObject({ kind: 'not-found' });
    expect(await service.refusal(setBankDetails, anAe(), of)).toMatchObject({ kind: 'forbidden' });
    expect(await service.refusal(getBankDetails, expert, { expertId: expert.id })).toMatchObject({ kind: 'not-found' });
  });
});
