import type { Actor } from '#libs/access';
import { allocateClientPayment, reconcile, recordReferrerPayout } from '#libs/contracts';
import { newId } from '#libs/persistence';
import { aPartner, type TestService } from '#libs/testing';
import { aCommission, aCreditNote, anInvoice, aPayment, aRefund } from '../test-support/commissions.js';
import {
  anAdmin,
  anAe,
  anExpert,
  anExpertWith,
  approvedLines,
  differences,
  type Engagement,
  foundAfter,
  startPayments,
  usd,
} from '../test-support/payments.js';

const first = (table: string, id = 'id') => `${id} = (select ${id} from ${table} order by 1 limit 1)`;
const posted = (kind: string) => `journal_id in (select id from journal where kind = '${kind}')`;
/** Leaves the entry as it was, chain and all, and moves a cent between its two legs. */
const shifted = (kind: string) =>
  `update postings set amount_minor = amount_minor + case when amount_minor > 0 then 1 else -1 end where ${posted(kind)}`;
/** Leaves the cause of an entry where it was, and takes the entry. */
const gone = (kind: string) =>
  `with gone as (delete from postings where ${posted(kind)}) delete from journal where kind = '${kind}'`;
/** The same entry once more, for something nobody knows. */
const stray = (kind: string) =>
  `update journal set reference = '${newId()}' where id = (select id from journal where kind = '${kind}' limit 1)`;

describe('the reconciliation of what is billed, received and owed to referrers (PM-12)', () => {
  let service: TestService;
  let engagement: Engagement;
  let partner: Actor;

  /**
   * Two invoices, one of them paid, credited in part and refunded in part; a stray payment, and one of which it was said
   * later whose it is; three commissions, one paid.
   */
  beforeAll(async () => {
    service = await startPayments();
    engagement = await anExpertWith(service, 10);
    const invoice = await anInvoice(service, engagement);
    await approvedLines(service, engagement, { minutes: 120, workedOn: '2026-01-20' });
    await service.until('2026-02-02T09:00:00Z');
    const other = await anInvoice(service, engagement);
    await approvedLines(service, engagement, { minutes: 60, workedOn: '2026-02-03' });
    await service.until('2026-02-16T09:00:00Z');
    const { id: paymentId } = await aPayment(service, { invoice, cents: 120_000 });
    await aRefund(service, { paymentId, cents: 20_000 });
    await aCreditNote(service, other, 1_000);
    await aPayment(service, { cents: 700 });
    const { id } = await aPayment(service, { cents: 300 });
    await service.ask(allocateClientPayment, anAe(), { id, allocation: { clientId: invoice.clientId } });
    partner = aPartner();
    const of = { invoiceId: invoice.id, paymentId };
    const [credited, held, brought] = [partner, partner, anExpert()].map((referrer) =>
      aCommission(service, { referrer, ...of }),
    );
    await credited!.earned('50.00');
    await credited!.takenBack('10.00');
    await credited!.released('40.00');
    await held!.earned('7.00');
    await brought!.earned('9.00');
    await brought!.released('9.00');
    await brought!.takenBack('2.00', { afterRelease: true });
    const payout = { amount: usd('15.00'), bankReference: 'T-1', paidOn: '2026-02-16' };
    await service.ask(recordReferrerPayout, anAe(), { referrerId: partner.id, payout });
  });
  afterAll(() => service.stop());

  it('finds nothing where nothing is wrong, and says what it counted', async () => {
    expect(await differences(service)).toEqual({});
    const { checks } = await service.ask(reconcile, anAdmin(), { approved: [] });
    expect(Object.fromEntries(checks.slice(-14).map(({ name, counted }) => [name, counted]))).toEqual({
      'invoice-numbers-have-no-gaps': 3,
      'invoices-are-their-lines-and-credit-notes': 3,
      'invoice-lines-are-their-settled-lines': 3,
      'settled-is-invoiced-or-waits': 3,
      'invoices-and-credit-notes-are-posted': 3,
      'paid-is-allocated': 2,
      'payments-are-their-allocations-and-refunds': 3,
      'money-in-is-posted': 5,
      'clients-owe-what-is-billed-and-open': 1,
      'suspense-is-unmatched-money': 1,
      'returns-are-taken-back': 0,
      'commission-and-its-payouts-are-posted': 8,
      'referrers-have-what-moved': 3,
      'no-commission-gives-more-than-it-earned': 3,
    });
  });

  const numbers = 'invoice-numbers-have-no-gaps';
  const lines = 'invoices-are-their-lines-and-credit-notes';
  const settledLines = 'invoice-lines-are-their-settled-lines';
  const settled = 'settled-is-invoiced-or-waits';
  const invoices = 'invoices-and-credit-notes-are-posted';
  const paid = 'paid-is-allocated';
  const payments = 'payments-are-their-allocations-and-refunds';
  const money = 'money-in-is-posted';
  const owed = 'clients-owe-what-is-billed-and-open';
  const suspense = 'suspense-is-unmatched-money';
  const commission = 'commission-and-its-payouts-are-posted';
  const referrers = 'referrers-have-what-moved';
  const earned = 'no-commission-gives-more-than-it-earned';
  const causes = 'every-journal-entry-has-its-cause';

  it.each<[string, string, string[]]>([
    ['an invoice gone', `delete from invoices where serial = 1`, [numbers, causes, settled, owed]],
    ['a number skipped', `update invoices set serial = 3 where serial = 2`, [numbers]],
    ['a number too many', `update document_numbers set last = 2 where series = 'credit-note'`, [numbers]],
    ['an invoice of another sum', `update invoices set net_minor = net_minor + 1 where serial = 1`, [lines, owed]],
    ['a line of other hours', `update invoice_lines set minutes = minutes + 1`, [lines, settledLines]],
    ['a line of another pay', `update invoice_lines set pay_minor = pay_minor + 1`, [settledLines]],
    ['a line gone', `delete from invoice_lines where ${first('invoice_lines')}`, [lines, settledLines, settled]],
    [
      'a line of another invoice',
      `update invoice_lines set position = 9, invoice_id = (select id from invoices where serial = 2)
         where invoice_id = (select id from invoices where serial = 1)`,
      [settled, lines],
    ],
    ['a settlement said to wait', `delete from invoiced_settlements`, [settled, owed]],
    ['a settlement of another client', `update settlements set client_id = '${newId()}'`, [settled, owed]],
    ['a credit note of another sum', `update credit_notes set net_minor = net_minor + 1`, [lines, invoices]],
    [
      'tax credited and not said',
      `update invoices set credited_tax_minor = credited_tax_minor + 1 where serial is not null`,
      [lines, owed],
    ],
    ['an invoice not posted', gone('invoice-issued'), [invoices, owed]],
    ['an invoice posted with more', shifted('invoice-issued'), [invoices, owed]],
    ['a credit note not posted', gone('credit-note'), [invoices, owed]],
    ['more paid than came', `update invoices set paid_minor = paid_minor + 1 where serial = 2`, [paid, owed]],
    [
      'money of another client',
      `update client_payments set client_id = '${newId()}' where client_id is not null`,
      [paid],
    ],
    ['an allocation gone', `delete from allocations where amount_minor < 0`, [paid, payments]],
    ['a refund of another sum', `update refunds set amount_minor = amount_minor + 1`, [payments, money]],
    ['a payment of another sum', `update client_payments set amount_minor = amount_minor + 1`, [money, owed, suspense]],
    ['money posted with more', shifted('money-received'), [money, owed, suspense]],
    ['money assigned to another', `update payment_assignments set client_id = '${newId()}'`, [money]],
    ['money assigned to nobody any more', `update payment_assignments set client_id = null`, [money]],
    ['money assigned that was more', `update payment_assignments set amount_minor = amount_minor + 1`, [money]],
    ['money assigned and posted with more', shifted('money-assigned'), [money, owed, suspense]],
    ['an assignment not posted', gone('money-assigned'), [money, owed, suspense]],
    ['money not posted', gone('money-received'), [money, owed, suspense]],
    [
      'money assigned and still in suspense',
      `update client_payments set client_id = '${newId()}' where client_id is null`,
      [suspense, owed],
    ],
    [
      'a commission of another sum',
      `update commission_moves set amount_minor = amount_minor + 1`,
      [commission, referrers],
    ],
    [
      'a commission of another',
      `update commission_moves set referrer_id = '${newId()}' where kind = 'earned'`,
      [commission, referrers],
    ],
    [
      'a release to another safe',
      `update commission_moves set expert_id = referrer_id where kind = 'released'`,
      [commission, referrers],
    ],
    ['a commission not posted', gone('commission-earned'), [commission, referrers]],
    ['a release posted with more', shifted('commission-released'), [commission, referrers]],
    ['what was taken back not posted', gone('commission-taken-back'), [commission, referrers]],
    ['a transfer of another sum', `update referrer_payouts set amount_minor = 1`, [commission, referrers]],
    ['a transfer not posted', gone('referrer-payout'), [commission, referrers]],
    [
      'an overdrawn referrer',
      shifted('referrer-payout').replace('then 1 else -1', 'then 9999 else -9999'),
      ['nobody-is-overdrawn'],
    ],
    ['more released than earned', `update commission_moves set set_off_minor = 5000 where kind = 'released'`, [earned]],
    [
      'more taken back than earned',
      `update commission_moves set amount_minor = 9999 where kind = 'taken-back'`,
      [earned],
    ],
    ...[
      ...['invoice-issued', 'credit-note', 'money-received', 'money-assigned', 'refund', 'commission-earned'],
      ...['commission-released', 'commission-taken-back', 'referrer-payout'],
    ].map((kind): [string, string, string[]] => [`a ${kind} nobody knows`, stray(kind), [causes]]),
    ['money assigned to nobody', `update journal set kind = 'money-assigned' where kind = 'refund'`, [causes, money]],
  ])('finds %s', async (_, sql, names) => {
    expect(await foundAfter(service, sql)).toEqual(expect.arrayContaining(names));
  });

  it('finds what referral told and never came, and the reverse', async () => {
    const told = async (...commissions: { referrerId: string; held: string; credited: string }[]) => {
      const totals = commissions.map(({ referrerId, held, credited }) => ({
        ...{ referrerId, currency: 'USD', held: usd(held), credited: usd(credited) },
      }));
      const { checks } = await service.ask(reconcile, anAdmin(), { approved: [], commissions: totals });
      return checks.find(({ name }) => name === 'commissions-arrived')!;
    };
    const [{ id: expertId }] = (await service.query<{ id: string }>(
      'select expert_id as id from commission_moves where expert_id is not null limit 1',
    )) as [{ id: string }];
    const right = [
      { referrerId: partner.id, held: '7.00', credited: '40.00' },
      { referrerId: expertId, held: '-2.00', credited: '9.00' },
    ] as const;
    expect(await told(...right)).toMatchObject({ ok: true, counted: 2, differences: [] });
    expect(await told({ ...right[0], held: '7.01' }, right[1])).toMatchObject({ ok: false });
    expect(await told(right[0])).toMatchObject({
      differences: [
        `Referrer ${expertId} has 0 minor units of USD held and 0 credited in referral, and -200 and 900 here.`,
      ],
    });
    const unheard = { referrerId: newId(), held: '1.00', credited: '0.00' };
    expect((await told(...right, unheard)).differences).toHaveLength(1);
  });
});
