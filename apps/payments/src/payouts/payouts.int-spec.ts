import {
  approvePayout,
  cancelPayout,
  explainPayoutPromise,
  getPayout,
  getPayoutPolicy,
  listPayouts,
  paymentsEvents,
  recordPayrollAnswer,
  rejectPayout,
  requestPayout,
  setBankDetails,
  setPayoutPolicy,
} from '#libs/contracts';
import { Transactions } from '#libs/persistence';
import { refusalOf, type TestService } from '#libs/testing';
import { ClockControl, TimerWorker } from '#libs/time';
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
  balanceOf,
  differences,
  type Engagement,
  iban,
  startPayments,
  usd,
} from '../test-support/payments.js';
import { PayrollAnswersConsumer } from './payroll-answers.consumer.js';

const { payoutApproved, payoutLate, payoutPaid, payoutPromiseWarned, payoutRequested } = paymentsEvents;

describe('payouts', () => {
  let service: TestService;

  beforeEach(async () => {
    service = await startPayments();
  });
  afterEach(() => service.stop());

  const answer = (payoutId: string, outcome: 'sent' | 'paid' | 'failed' | 'returned', more: object = {}) =>
    service.ask(recordPayrollAnswer, aPayroll(), { payoutId, outcome, ...more });

  /** A request that waits for a second person: above the limit. */
  async function aWaitingPayout(): Promise<{ engagement: Engagement; id: string }> {
    const engagement = await anExpertWith(service, 200);
    const { id, state } = await askFor(service, engagement.expert, '5000.01');
    expect(state).toBe('requested');
    return { engagement, id };
  }

  describe('asking for money (PM-5)', () => {
    it('reserves the amount, and is approved at once within the limits, with both events for payroll', async () => {
      const engagement = await anExpertWith(service, 10);
      const payout = await askFor(service, engagement.expert, '100.00');

      expect(payout).toMatchObject({
        ...{ state: 'approved', amount: usd('100.00'), needsSecondPerson: false, approvedBy: 'Shoreline', late: false },
        ...{
          bankAccount: 'DE89 **** **** **** **** 00',
          requestedBy: 'Ana Šimić',
          promisedBy: '2026-01-21T09:00:00.000Z',
        },
      });
      expect(payout.history.map(({ state }) => state)).toEqual(['requested', 'approved']);
      expect(await balanceOf(service, engagement)).toEqual(['350.00', '100.00']);
      expect(await service.told(payoutRequested)).toMatchObject([{ payoutId: payout.id, needsSecondPerson: false }]);
      expect(await service.told(payoutApproved)).toEqual([
        {
          ...{ payoutId: payout.id, expertId: engagement.expert.id, amount: usd('100.00'), beneficiary: iban },
          ...{ promisedBy: '2026-01-21T09:00:00.000Z', approvedBy: 'Shoreline' },
        },
      ]);
    });

    it.each([
      ['0.00', 'payments.amount-not-positive'],
      ['-1.00', 'payments.amount-not-positive'],
      ['0.005', 'money.too-precise'],
      ['450.01', 'payments.insufficient-balance'],
      ['90071992547409.93', 'payments.insufficient-balance'],
    ])('%s is refused with %s', async (amount, code) => {
      const { expert } = await anExpertWith(service, 10);
      expect(await refusalOf(askFor(service, expert, amount))).toMatchObject({ code, kind: 'invalid' });
    });

    it('says what is available, and has nothing in another currency', async () => {
      const { expert } = await anExpertWith(service, 10);
      const refusal = await service.refusal(requestPayout, expert, { amount: { amount: '1.00', currency: 'EUR' } });
      expect(refusal).toMatchObject({ facts: { available: { amount: '0.00', currency: 'EUR' } } });
    });

    it('takes bank details first, and takes them as they were when it was asked for', async () => {
      const without = await aPlacement(service);
      expect(await refusalOf(askFor(service, without.expert, '1.00'))).toMatchObject({
        code: 'payments.no-bank-details',
      });

      const { engagement, id } = await aWaitingPayout();
      const { expert } = engagement;
      await service.ask(setBankDetails, expert, {
        expertId: expert.id,
        details: { kind: 'us', holder: 'Ana', routingNumber: '021000021', accountNumber: '123456789' },
      });
      await service.ask(approvePayout, anAe(), { id, reason: 'Called her' });
      expect((await service.told(payoutApproved)).at(-1)).toMatchObject({ beneficiary: iban });
    });

    it('nobody asks for another', async () => {
      const [{ expert }, stranger] = [await anExpertWith(service, 10), await anExpertWith(service, 10)];
      const amount = usd('1.00');
      expect(await service.refusal(requestPayout, stranger.expert, { amount, expertId: expert.id })).toMatchObject({
        kind: 'not-found',
      });
      for (const actor of [anAdmin(), anAe(), aPayroll(), aClient()]) {
        const refusal = await service.refusal(requestPayout, actor, { amount, expertId: expert.id });
        expect(refusal).toMatchObject({ kind: 'forbidden' });
      }
    });

    it('50 equal requests at once are one payout', async () => {
      const engagement = await anExpertWith(service, 10);
      const asked = await Promise.allSettled(
        Array.from({ length: 50 }, () => askFor(service, engagement.expert, '100.00', 'the-same-key')),
      );
      const ids = asked.flatMap((each) => (each.status === 'fulfilled' ? each.value.id : []));
      const refused = asked.flatMap((each) =>
        each.status === 'rejected' ? (each.reason as { code: string }).code : [],
      );
      expect(new Set(ids).size).toBe(1);
      expect(new Set([...refused, 'idempotency.in-progress']).size).toBe(1);
      expect(await balanceOf(service, engagement)).toEqual(['350.00', '100.00']);
      expect((await askFor(service, engagement.expert, '100.00', 'the-same-key')).id).toBe(ids[0]);
    });

    it('20 requests at once that together exceed the balance never get more than there is', async () => {
      const engagement = await anExpertWith(service, 10);
      const asked = await Promise.allSettled(
        Array.from({ length: 20 }, () => askFor(service, engagement.expert, '100.00')),
      );
      const refused = asked.flatMap((each) =>
        each.status === 'rejected' ? (each.reason as { code: string }).code : [],
      );
      expect(refused).toEqual(Array.from({ length: 16 }, () => 'payments.insufficient-balance'));
      expect(await balanceOf(service, engagement)).toEqual(['50.00', '400.00']);
      expect(await differences(service)).toEqual({});
    });
  });

  describe('four eyes (PM-6)', () => {
    it('above the limit a second person approves, once', async () => {
      const { engagement, id } = await aWaitingPayout();
      const decided = await Promise.allSettled([
        service.ask(approvePayout, anAe(), { id, reason: 'Called her' }),
        service.ask(approvePayout, anAdmin(), { id, reason: 'Called her too' }),
      ]);
      expect(decided.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      const refused = decided.find((each) => each.status === 'rejected');
      expect(refused).toMatchObject({ reason: { code: 'payments.payout-state', kind: 'conflict' } });
      expect(await service.told(payoutApproved)).toHaveLength(1);
      expect(await balanceOf(service, engagement)).toEqual(['3999.99', '5000.01']);
    });

    it('fresh bank details need one, until they have rested for 72 hours', async () => {
      const engagement = await aPlacement(service);
      await approvedLines(service, engagement, { minutes: 600 });
      await service.until('2026-01-20T09:00:00Z');
      await service.ask(setBankDetails, engagement.expert, { expertId: engagement.expert.id, details: iban });
      expect(await askFor(service, engagement.expert, '1.00')).toMatchObject({
        state: 'requested',
        approvalReason: 'A second person has to approve: the bank details changed in the last 72 hours.',
      });
      await service.until('2026-01-23T09:00:00Z');
      expect(await askFor(service, engagement.expert, '1.00')).toMatchObject({ state: 'approved' });
    });

    it('who entered the bank details is no second person', async () => {
      const admin = anAdmin();
      const engagement = await aPlacement(service);
      const { expert } = engagement;
      await approvedLines(service, engagement, { minutes: 600 });
      // The expert is known by its placement only.
      await service.ask(setBankDetails, admin, { expertId: expert.id, details: iban });
      await service.until('2026-01-19T09:00:00Z');
      await service.query(`update bank_details set changed_at = '2026-01-19T09:00:00Z'`);
      const { id } = await askFor(service, expert, '1.00');
      const reason = 'Looks fine to me';
      expect(await service.refusal(approvePayout, admin, { id, reason })).toMatchObject({
        code: 'payments.second-person',
      });
      expect(await service.ask(approvePayout, anAdmin(), { id, reason })).toMatchObject({ approvedBy: 'Ada Admin' });
    });

    it('refused or taken back, the money is back', async () => {
      const { engagement, id } = await aWaitingPayout();
      const reason = 'The invoice is missing';
      const rejected = await service.ask(rejectPayout, anAe(), { id, reason });
      expect(rejected).toMatchObject({ state: 'rejected', history: [{}, { state: 'rejected', reason }] });
      const again = await askFor(service, engagement.expert, '5000.01');
      expect(await service.refusal(cancelPayout, anExpert(), { id: again.id, reason })).toMatchObject({
        kind: 'not-found',
      });
      await service.ask(cancelPayout, engagement.expert, { id: again.id, reason: 'Later' });
      expect(await balanceOf(service, engagement)).toEqual(['9000.00', '0.00']);
      expect(await service.refusal(approvePayout, anAe(), { id, reason })).toMatchObject({
        code: 'payments.payout-state',
      });
    });

    it('the limits are data, changed by an administrator who knows their present version', async () => {
      const policy = { secondPersonAbove: [usd('1.00')], bankDetailsRestHours: 0, promiseHours: 12 };
      const { version } = await service.ask(getPayoutPolicy, anAe(), {});
      expect(await service.ask(setPayoutPolicy, anAdmin(), { version, policy })).toEqual({ ...policy, version: 2 });
      expect(await service.refusal(setPayoutPolicy, anAdmin(), { version, policy })).toMatchObject({
        code: 'request.stale',
      });
      expect(await service.refusal(setPayoutPolicy, anAe(), { version: 2, policy })).toMatchObject({
        kind: 'forbidden',
      });
      const twice = { ...policy, secondPersonAbove: [usd('1.00'), usd('2.00')] };
      expect(await service.refusal(setPayoutPolicy, anAdmin(), { version: 2, policy: twice })).toMatchObject({
        code: 'payments.limit-twice',
      });
      const { expert } = await anExpertWith(service, 1);
      const payout = await askFor(service, expert, '1.01');
      expect(payout).toMatchObject({ state: 'requested', promisedBy: '2026-01-20T21:00:00.000Z' });
    });
  });

  describe('what payroll answers (PM-8)', () => {
    async function anApprovedPayout(): Promise<{ engagement: Engagement; id: string }> {
      const engagement = await anExpertWith(service, 10);
      const { id } = await askFor(service, engagement.expert, '100.00');
      return { engagement, id };
    }

    it('sent, then paid, said twice each: paid once', async () => {
      const { engagement, id } = await anApprovedPayout();
      await answer(id, 'sent');
      await answer(id, 'sent');
      const first = await answer(id, 'paid', { bankReference: 'B-1' });
      expect(await answer(id, 'paid', { bankReference: 'B-1' })).toEqual(first);
      expect(await answer(id, 'sent')).toEqual(first);
      expect(first).toMatchObject({ state: 'paid', bankReference: 'B-1' });
      expect(await service.told(payoutPaid)).toHaveLength(1);
      expect(await balanceOf(service, engagement)).toEqual(['350.00', '0.00']);
      expect(await differences(service)).toEqual({});
    });

    it('paid before sent is fine, and a reference may follow; another one is another payment', async () => {
      const { id } = await anApprovedPayout();
      await answer(id, 'paid');
      expect(await answer(id, 'paid', { bankReference: 'B-1' })).toMatchObject({ bankReference: 'B-1' });
      expect(await refusalOf(answer(id, 'paid', { bankReference: 'B-2' }))).toMatchObject({
        code: 'payments.payout-paid-twice',
        kind: 'conflict',
      });
    });

    it.each<['failed' | 'returned', ('sent' | 'paid')[]]>([
      ['failed', []],
      ['failed', ['sent']],
      ['returned', ['paid']],
      ['returned', ['sent', 'paid']],
    ])('%s after %j gives the money back, once', async (outcome, before) => {
      const { engagement, id } = await anApprovedPayout();
      for (const step of before) await answer(id, step);
      await answer(id, outcome, { reason: 'account closed' });
      await answer(id, outcome, { reason: 'account closed' });
      expect(await balanceOf(service, engagement)).toEqual(['450.00', '0.00']);
      expect(await differences(service)).toEqual({});
    });

    it.each<[('sent' | 'paid' | 'failed')[], 'paid' | 'failed']>([
      [['paid'], 'failed'],
      [['failed'], 'paid'],
    ])('after %j it is refused to be %s', async (before, outcome) => {
      const { id } = await anApprovedPayout();
      for (const step of before) await answer(id, step);
      expect(await refusalOf(answer(id, outcome))).toMatchObject({ code: 'payments.payout-state', kind: 'conflict' });
    });

    it('nothing is paid before it is approved', async () => {
      const { id } = await aWaitingPayout();
      expect(await refusalOf(answer(id, 'paid'))).toMatchObject({ code: 'payments.payout-state' });
    });

    it('comes over the queue as well', async () => {
      const { id } = await anApprovedPayout();
      const consumer = service.app.get(PayrollAnswersConsumer);
      const say = { payoutId: id, outcome: 'paid', bankReference: 'B-9' } as const;
      await service.app.get(Transactions).run((tx) => consumer.answered(say, tx));
      expect(await service.ask(getPayout, aPayroll(), { id })).toMatchObject({
        state: 'paid',
        history: [{}, {}, { by: 'Payroll' }],
      });
    });

    it('only payroll, or an administrator for it, answers', async () => {
      const { engagement, id } = await anApprovedPayout();
      for (const actor of [engagement.expert, engagement.client, anAe()]) {
        const refusal = await service.refusal(recordPayrollAnswer, actor, { payoutId: id, outcome: 'paid' });
        expect(refusal).toMatchObject({ kind: 'forbidden' });
      }
    });
  });

  describe('the promise (PM-5)', () => {
    it('a payout that is not paid within 24 hours says so, once', async () => {
      const { expert } = await anExpertWith(service, 10);
      const { id } = await askFor(service, expert, '100.00');
      await answer(id, 'sent');
      await service.until('2026-01-21T08:59:59Z');
      expect(await service.ask(getPayout, expert, { id })).toMatchObject({ late: false });
      await service.until('2026-01-25T09:00:00Z');
      expect(await service.ask(getPayout, expert, { id })).toMatchObject({ late: true, state: 'sent' });
      expect(await service.told(payoutLate)).toMatchObject([{ payoutId: id, promisedBy: '2026-01-21T09:00:00.000Z' }]);
      expect((await service.ask(listPayouts, anAe(), { late: 'true' })).items).toHaveLength(1);
    });

    it('warns at 50 and at 80 % of the time, each once (CS-7)', async () => {
      const { expert } = await anExpertWith(service, 10);
      const { id } = await askFor(service, expert, '100.00');
      await service.until('2026-01-20T20:59:59Z');
      expect(await service.told(payoutPromiseWarned)).toEqual([]);
      await service.until('2026-01-20T21:00:00Z');
      expect(await service.told(payoutPromiseWarned)).toMatchObject([{ payoutId: id, percent: 50 }]);
      await service.until('2026-01-22T09:00:00Z');
      expect(await service.told(payoutPromiseWarned)).toMatchObject([
        { percent: 50 },
        { percent: 80, amount: usd('100.00'), promisedBy: '2026-01-21T09:00:00.000Z' },
      ]);
      expect(await service.told(payoutLate)).toHaveLength(1);
    });

    it('says once what passed while the service was down', async () => {
      const { expert } = await anExpertWith(service, 10);
      await askFor(service, expert, '100.00');
      await service.app.get(ClockControl).set(new Date('2026-01-25T09:00:00Z'));
      await service.app.get(TimerWorker).runDue();
      expect(await service.told(payoutPromiseWarned)).toEqual([]);
      expect(await service.told(payoutLate)).toHaveLength(1);
    });

    it('explains itself, to those who see the payout (CS-7)', async () => {
      const { expert } = await anExpertWith(service, 10);
      const { id } = await askFor(service, expert, '100.00');
      await service.until('2026-01-20T22:00:00Z');
      expect(await service.ask(explainPayoutPromise, expert, { id })).toMatchObject({
        ...{ payoutId: id, state: 'running', targetSeconds: 86_400, countedSeconds: 46_800, remainingSeconds: 39_600 },
        ...{
          dueAt: '2026-01-21T09:00:00.000Z',
          warn50At: '2026-01-20T21:00:00.000Z',
          breached: false,
          breachedAt: null,
        },
      });
      await answer(id, 'paid');
      await service.until('2026-01-25T09:00:00Z');
      expect(await service.ask(explainPayoutPromise, aPayroll(), { id })).toEqual({
        ...{ payoutId: id, state: 'stopped', targetSeconds: 86_400, countedSeconds: 46_800, remainingSeconds: 39_600 },
        ...{ dueAt: null, warn50At: '2026-01-20T21:00:00.000Z', warn80At: null, breached: false, breachedAt: null },
        stretches: [
          { from: '2026-01-20T09:00:00.000Z', to: '2026-01-20T22:00:00.000Z', label: 'counted', seconds: 46_800 },
        ],
      });
      for (const actor of [anExpert(), aClient()]) {
        expect(await service.refusal(explainPayoutPromise, actor, { id })).toMatchObject({ kind: 'not-found' });
      }
    });

    it('one that is paid in time is never late', async () => {
      const { expert } = await anExpertWith(service, 10);
      const { id } = await askFor(service, expert, '100.00');
      await answer(id, 'paid');
      await service.until('2026-01-25T09:00:00Z');
      expect(await service.told(payoutLate)).toEqual([]);
    });
  });

  it('everybody sees what is theirs, and nobody the account number (GW-3)', async () => {
    const { expert } = await anExpertWith(service, 10);
    const { id } = await askFor(service, expert, '100.00');
    for (const actor of [expert, anAe(), aPayroll()]) {
      const { items } = await service.ask(listPayouts, actor, { expertId: expert.id });
      expect(items.map((payout) => payout.id)).toEqual([id]);
      expect(JSON.stringify(items)).not.toContain(iban.iban.slice(4));
    }
    expect((await service.ask(listPayouts, anExpert(), {})).items).toEqual([]);
    for (const actor of [anExpert(), aClient()]) {
      expect(await service.refusal(getPayout, actor, { id })).toMatchObject({ kind: 'not-found' });
    }
  });
});
