import { recordPayrollAnswer, reconcile, setBankDetails } from '#libs/contracts';
import { newId } from '#libs/persistence';
import { eventually, type TestService } from '#libs/testing';
import { TimerWorker } from '#libs/time';
import { Logger } from '@nestjs/common';
import {
  anAdmin,
  anAe,
  anAmendment,
  aPayroll,
  aPlacement,
  approvedLines,
  askFor,
  differences,
  iban,
  startPayments,
  tamper,
} from '../test-support/payments.js';
import { ReconciliationService } from './reconciliation.service.js';

const { jest } = import.meta;

describe('the reconciliation (PM-12)', () => {
  let service: TestService;

  /** Two placements settled, one line waiting, one payout paid and one on its way. */
  beforeEach(async () => {
    service = await startPayments();
    const [mine, other] = [await aPlacement(service), await aPlacement(service)];
    await service.ask(setBankDetails, mine.expert, { expertId: mine.expert.id, details: iban });
    await approvedLines(service, mine, { minutes: 601 }, { minutes: 59, workedOn: '2026-01-07' });
    await approvedLines(service, other, { minutes: 480 }, { minutes: 60, workedOn: '2026-01-20' });
    await service.until('2026-01-20T09:00:00Z');
    const paid = await askFor(service, mine.expert, '100.00');
    await service.ask(recordPayrollAnswer, aPayroll(), { payoutId: paid.id, outcome: 'paid', bankReference: 'B-1' });
    await askFor(service, mine.expert, '50.00');
  });
  afterEach(() => service.stop());

  it('finds nothing where nothing is wrong, and says what it counted', async () => {
    const approved = await service.query<{ placementId: string; lines: number; minutes: number }>(
      `select placement_id as "placementId", count(*)::int as lines, sum(minutes)::int as minutes from approved_lines group by 1`,
    );
    const { ok, checks } = await service.ask(reconcile, anAdmin(), { approved });
    expect(ok).toBe(true);
    expect(Object.fromEntries(checks.map(({ name, counted }) => [name, counted]))).toEqual({
      'every-posting-balances': 12,
      'balances-are-their-postings': 7,
      'nobody-is-overdrawn': 3,
      'every-journal-entry-has-its-cause': 5,
      'hash-chain': 5,
      'approved-hours-arrived': 2,
      'approved-is-settled-or-waiting': 4,
      'settled-lines-are-their-hours': 3,
      'settlements-are-their-lines-and-postings': 2,
      'payouts-are-where-their-states-say': 2,
      'invoice-numbers-have-no-gaps': 0,
      'invoices-are-their-lines-and-credit-notes': 2,
      'invoice-lines-are-their-settled-lines': 2,
      'settled-is-invoiced-or-waits': 2,
      'invoices-and-credit-notes-are-posted': 0,
      'paid-is-allocated': 0,
      'payments-are-their-allocations-and-refunds': 0,
      'money-in-is-posted': 0,
      'clients-owe-what-is-billed-and-open': 2,
      'suspense-is-unmatched-money': 0,
      'returns-are-taken-back': 0,
      'commission-and-its-payouts-are-posted': 0,
      'referrers-have-what-moved': 0,
      'no-commission-gives-more-than-it-earned': 0,
    });
  });

  const oneSafePosting = `(select id from postings where account = 'expert-safe' order by id limit 1)`;

  it.each([
    [
      'a changed posting',
      `update postings set amount_minor = amount_minor - 1 where id = ${oneSafePosting}`,
      [
        'every-posting-balances',
        'balances-are-their-postings',
        'hash-chain',
        'settlements-are-their-lines-and-postings',
      ],
    ],
    ['a changed date', `update journal set at = at - interval '1 day' where number = 2`, ['hash-chain']],
    [
      'a posting given to another',
      `update postings set owner_id = '${newId()}' where id = ${oneSafePosting}`,
      ['hash-chain'],
    ],
    [
      'a removed entry',
      `with gone as (delete from journal where number = 3 returning id) delete from postings using gone where journal_id = gone.id`,
      ['hash-chain', 'balances-are-their-postings', 'payouts-are-where-their-states-say'],
    ],
    [
      'the last entry cut off',
      `with gone as (delete from journal where number = 5 returning id) delete from postings using gone where journal_id = gone.id`,
      ['hash-chain', 'payouts-are-where-their-states-say'],
    ],
    ['a changed hash', `update journal set hash = sha256('x') where number = 4`, ['hash-chain']],
    [
      'a changed balance',
      `update account_balances set balance_minor = balance_minor - 1`,
      ['balances-are-their-postings'],
    ],
    [
      'an overdrawn expert',
      `insert into postings values ('${newId()}', (select id from journal limit 1), 'expert-reserved', '${newId()}', 'USD', 7)`,
      ['nobody-is-overdrawn', 'every-posting-balances', 'hash-chain'],
    ],
    ['a lost line', `delete from waiting_lines`, ['approved-is-settled-or-waiting']],
    [
      'a line settled and waiting',
      `insert into waiting_lines select entry_id, placement_id, client_id, expert_id, worked_on, minutes
       from approved_lines on conflict do nothing`,
      ['approved-is-settled-or-waiting'],
    ],
    [
      'a line of another worth',
      `update settlement_lines set pay_minor = pay_minor + 1
       where entry_id = (select entry_id from settlement_lines order by 1 limit 1)`,
      ['settled-lines-are-their-hours', 'settlements-are-their-lines-and-postings'],
    ],
    ['hours changed afterwards', `update approved_lines set minutes = minutes + 1`, ['settled-lines-are-their-hours']],
    ['a rate changed afterwards', `update contracts set pay_rate_minor = 1`, ['settled-lines-are-their-hours']],
    ['another contract', `update settlement_lines set contract_number = 7`, ['settled-lines-are-their-hours']],
    [
      'a settlement of another sum',
      `update settlements set bill_minor = bill_minor + 1`,
      ['settlements-are-their-lines-and-postings'],
    ],
    ['a payout of another amount', `update payouts set amount_minor = 1`, ['payouts-are-where-their-states-say']],
    [
      'a payout said to be paid',
      `update payouts set state = 'paid' where state = 'approved'`,
      ['payouts-are-where-their-states-say'],
    ],
    [
      'a payout paid twice',
      `insert into payout_changes select payout_id, 9, state, at, by from payout_changes where state = 'paid'`,
      ['payouts-are-where-their-states-say'],
    ],
    ['a payout nobody knows', `delete from payout_changes`, ['every-journal-entry-has-its-cause']],
  ])('finds %s', async (_, sql, names) => {
    await tamper(service, sql);
    const found = await differences(service);
    expect(Object.keys(found)).toEqual(expect.arrayContaining(names));
  });

  it('finds what the timesheet approved and we never heard of, and the reverse', async () => {
    const placementId = newId();
    const { checks } = await service.ask(reconcile, anAdmin(), { approved: [{ placementId, lines: 1, minutes: 60 }] });
    const { differences: found } = checks.find(({ name }) => name === 'approved-hours-arrived')!;
    expect(found).toHaveLength(3);
    expect(found).toContain(
      `Placement ${placementId} has 1 lines of 60 minutes approved in the timesheet, and 0 of 0 here.`,
    );
  });

  it('takes no offence at an amendment that came after the settlement (PM-11)', async () => {
    const engagement = await aPlacement(service);
    await approvedLines(service, engagement, { minutes: 60, workedOn: '2026-01-21' });
    await service.until('2026-02-02T09:00:00Z');
    await anAmendment(service, engagement, {
      effectiveFrom: '2026-01-10',
      payRate: { amount: '1.00', currency: 'USD' },
    });
    expect(await differences(service)).toEqual({});
  });

  it('is for administrators', async () => {
    expect(await service.refusal(reconcile, anAe(), { approved: [] })).toMatchObject({ kind: 'forbidden' });
  });

  it('happens every day by itself, and reports what is wrong', async () => {
    const reported = jest.spyOn(Logger.prototype, 'error').mockReturnValue();
    await service.app.get(ReconciliationService).onApplicationBootstrap();
    await service.until('2026-01-21T00:00:00Z');
    await tamper(service, `update account_balances set balance_minor = balance_minor - 1`);
    await service.app.get(ReconciliationService).onApplicationBootstrap();
    expect(reported).not.toHaveBeenCalled();

    await service.until('2026-01-22T00:00:00Z');
    await eventually('the difference is reported', () => reported.mock.calls.length > 0);
    expect(JSON.stringify(reported.mock.calls)).toContain('balances-are-their-postings');
    expect(await service.app.get(TimerWorker).nextDue()).toEqual(new Date('2026-01-23T00:00:00Z'));
    reported.mockRestore();
  });
});
