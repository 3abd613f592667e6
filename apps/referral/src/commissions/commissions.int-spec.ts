import {
  getCommission,
  getCommissionStatement,
  listCommissions,
  listCommissionTotals,
  referralEvents,
} from '#libs/contracts';
import { newId } from '#libs/persistence';
import { aClientUser, anAdmin, anAe, anExpert, aPartner, aPayroll, type TestService } from '#libs/testing';
import { TestInvoice, type Told, usd } from '../test-support/invoice.js';
import { startReferral } from '../test-support/referral.js';
import { aWonLead } from '../test-support/won-lead.js';

const { commissionEarned, commissionTakenBack, commissionReleased, leadWon, leadRefused, leadReviewDecided } =
  referralEvents;
const facts = { referrerKind: 'outsider', expertId: null, companyName: 'Blue Heron' } as const;

describe('RC-4, RC-5, RC-8: commission', () => {
  let test: TestService;
  beforeEach(async () => (test = await startReferral()));
  afterEach(() => test.stop());

  const tell = async (...told: Told[]): Promise<void> => {
    for (const { contract, invoiceId, data } of told) await test.hears(contract, invoiceId, data);
  };
  const anInvoice = (clientId: string, net = 10_000n, currency = 'USD') =>
    new TestInvoice({ clientId, currency, parts: [{ net }] });
  const recounted = async () => (await test.ask(listCommissionTotals, anAdmin(), {})).differences;
  const commissionsOf = async (filter: object) =>
    (await test.ask(listCommissions, anAe(), { sort: 'earnedAt', ...filter })).items;
  const balanceOf = async (referrerId: string) =>
    (await test.ask(getCommissionStatement, anAe(), { referrerId })).balances;

  it('is earned with each payment, held 14 days, then credited, and says where each cent came from', async () => {
    const { clientId, leadId, referrerId } = await aWonLead(test);
    const invoice = anInvoice(clientId);
    await tell(invoice.issued());
    const first = invoice.paidIn(3_333n);
    const others = [
      ...[invoice.paidIn(3_333n, '2026-03-02T09:00:00.000Z'), invoice.paidIn(3_334n, '2026-03-02T10:00:00.000Z')],
    ];
    await tell(first, ...others);
    const [one, two, three] = await commissionsOf({ referrerId });
    expect([one, two, three].map((each) => each!.amount.amount)).toEqual(['8.33', '8.33', '8.34']);
    const { movementId, paymentId } = first.data as Record<string, string>;
    expect(one).toMatchObject({
      ...{
        leadId,
        clientId,
        paymentId,
        invoiceId: invoice.id,
        invoiceNumber: 'INV-2026-0001',
        bankReference: 'BANK-1',
      },
      ...{ referrerName: 'Rita Referrer', ratePercent: 25, base: usd('33.33'), state: 'held', releasedAt: null },
      ...{ earnedAt: '2026-03-02T08:00:00.000Z', releaseAt: '2026-03-16T08:00:00.000Z' },
      trail: [
        {
          kind: 'earned',
          movementId,
          because: '25 % of 33.33 USD received for invoice INV-2026-0001',
          amount: usd('8.33'),
        },
      ],
    });
    await test.until('2026-03-16T07:59:59Z');
    expect(await test.told(commissionReleased)).toEqual([]);
    await test.until('2026-03-16T08:30:00Z');
    expect(await test.ask(getCommission, anAe(), { id: one!.id })).toMatchObject({
      ...{ state: 'released', credited: usd('8.33'), setOff: usd('0.00'), releasedAt: '2026-03-16T08:00:00.000Z' },
      trail: [{}, { kind: 'credited', amount: usd('8.33'), movementId: null }],
    });
    expect(await balanceOf(referrerId)).toEqual([
      {
        ...{ currency: 'USD', earned: usd('25.00'), held: usd('16.67'), takenBack: usd('0.00'), setOff: usd('0.00') },
        ...{ credited: usd('8.33'), owedBack: usd('0.00'), nextReleaseAt: '2026-03-16T09:00:00.000Z' },
      },
    ]);
    expect(await test.told(commissionEarned)).toHaveLength(3);
    expect(await test.told(commissionReleased)).toMatchObject([{ commissionId: one!.id, credited: usd('8.33') }]);
    expect(await recounted()).toEqual([]);
  });

  it('shrinks by a refund while it is held; the rest is owed back, and set off against the next', async () => {
    const { clientId, referrerId } = await aWonLead(test);
    const invoice = anInvoice(clientId);
    await tell(invoice.issued(), invoice.paidIn(6_000n));
    await test.until('2026-03-16T08:00:00Z');
    await tell(invoice.paidIn(2_000n, '2026-03-16T08:00:00.000Z'));
    // Larger than the hold: 5.00 held, and 10.00 of the 15.00 that were credited.
    await tell(invoice.takenOff(6_000n));
    expect(await commissionsOf({ referrerId })).toMatchObject([
      { state: 'released', amount: usd('15.00'), credited: usd('15.00'), takenBack: usd('0.00') },
      { state: 'taken-back', amount: usd('5.00'), takenBack: usd('5.00'), credited: usd('0.00') },
    ]);
    expect(await test.told(commissionTakenBack)).toMatchObject([
      { amount: usd('5.00'), afterRelease: false },
      { amount: usd('10.00'), afterRelease: true },
    ]);
    expect(await balanceOf(referrerId)).toMatchObject([{ credited: usd('15.00'), owedBack: usd('10.00') }]);
    expect((await test.ask(listCommissionTotals, anAdmin(), {})).totals).toEqual([
      { referrerId, currency: 'USD', held: usd('-10.00'), credited: usd('15.00') },
    ]);

    const next = anInvoice(clientId);
    await tell(
      next.issued(),
      next.paidIn(2_400n, '2026-03-16T08:00:00.000Z'),
      next.paidIn(4_000n, '2026-03-17T08:00:00.000Z'),
    );
    await test.until('2026-03-30T08:00:00Z');
    expect(await balanceOf(referrerId)).toMatchObject([{ setOff: usd('6.00'), owedBack: usd('4.00') }]);
    await test.until('2026-03-31T08:00:00Z');
    expect(await balanceOf(referrerId)).toMatchObject([
      { held: usd('0.00'), setOff: usd('10.00'), credited: usd('21.00'), owedBack: usd('0.00'), nextReleaseAt: null },
    ]);
    expect(await test.told(commissionReleased)).toMatchObject([
      { credited: usd('15.00'), setOff: usd('0.00') },
      { credited: usd('0.00'), setOff: usd('6.00') },
      { credited: usd('6.00'), setOff: usd('4.00') },
    ]);
    expect(await recounted()).toEqual([]);
  });

  it('is taken back by the exact share of a credit note; debts of one currency are not set off in another', async () => {
    const { clientId, referrerId } = await aWonLead(test);
    const [invoice, yen] = [anInvoice(clientId), anInvoice(clientId, 1_000n, 'JPY')];
    await tell(invoice.issued(), invoice.paidIn(10_000n));
    await test.until('2026-03-16T08:00:00Z');
    await tell(invoice.creditedBy(3_333n));
    await tell(yen.issued(), yen.paidIn(1_000n));
    await test.until('2026-03-17T08:00:00Z');
    expect(await balanceOf(referrerId)).toMatchObject([
      { currency: 'JPY', credited: { amount: '250' }, owedBack: { amount: '0' } },
      { currency: 'USD', credited: usd('25.00'), owedBack: usd('8.33') },
    ]);
    expect(await recounted()).toEqual([]);
  });

  it.each(['outsider', 'expert'] as const)('RC-6: the own hours of an %s', async (kind) => {
    const { clientId, referrerId } = await aWonLead(test, { kind });
    const parts = [{ net: 6_000n }, { expertId: referrerId, net: 4_000n }];
    const invoice = new TestInvoice({ clientId, parts });
    await tell(invoice.issued(), invoice.paidIn(10_000n));
    const amount = kind === 'expert' ? usd('15.00') : usd('25.00');
    expect(await commissionsOf({ broughtClientId: clientId })).toMatchObject([{ amount }]);
    expect(await test.told(commissionEarned)).toMatchObject([{ expertId: kind === 'expert' ? referrerId : null }]);
    expect(await recounted()).toEqual([]);
  });

  it('is the same for money that came before the lead was recorded as won, and stays when its protection is over', async () => {
    const { clientId, leadId, referrerId } = await aWonLead(test, { state: 'planning' });
    const invoice = anInvoice(clientId);
    await tell(invoice.issued(), invoice.paidIn(6_000n, '2026-02-10T08:00:00.000Z'), invoice.takenOff(2_000n));
    expect(await balanceOf(referrerId)).toEqual([]);
    await test.query(
      `update leads set state = 'won', won_at = '2026-03-02T08:00:00Z', protected_until = '2026-02-01T00:00:00Z'`,
    );
    const won = {
      ...{ ...facts, leadId, referrerId, clientId, ratePercent: 25, reason: 'They said yes' },
      ...{ plan: { summary: '', tasks: [] }, recordedBy: 'Ann Executive', wonAt: '2026-03-02T08:00:00Z' },
    };
    await test.hears(leadWon, leadId, won);
    await test.hears(leadWon, leadId, won);
    const early = { amount: usd('15.00'), takenBack: usd('5.00'), earnedAt: '2026-02-10T08:00:00.000Z' };
    expect(await commissionsOf({ leadId })).toMatchObject([early]);
    await tell(invoice.paidIn(1_000n));
    expect(await commissionsOf({ leadId })).toMatchObject([early, { amount: usd('2.50') }]);
    await test.until('2026-03-16T07:59:59Z');
    expect(await balanceOf(referrerId)).toMatchObject([{ credited: usd('0.00'), held: usd('12.50') }]);
    await test.until('2026-03-16T08:00:01Z');
    expect(await balanceOf(referrerId)).toMatchObject([{ credited: usd('12.50'), held: usd('0.00') }]);
    expect(await recounted()).toEqual([]);
  });

  it('waits while a review of the lead is open, and is gone when the lead is refused', async () => {
    const { clientId, leadId, referrerId } = await aWonLead(test);
    const invoice = anInvoice(clientId);
    await tell(invoice.issued(), invoice.paidIn(4_000n), invoice.paidIn(4_000n, '2026-03-05T08:00:00.000Z'));
    await test.query(
      `insert into lead_reviews (id, lead_id, kind, detail, opened_at) values ($1, $2, 'circle', 'Looks alike', now())`,
      [newId(), leadId],
    );
    await test.until('2026-03-17T09:00:00Z');
    expect(await balanceOf(referrerId)).toMatchObject([{ held: usd('20.00'), credited: usd('0.00') }]);
    await test.query(`update lead_reviews set decision = 'cleared'`);
    const cleared = { reviewId: newId(), kind: 'circle', decision: 'cleared', decidedBy: 'Ann' } as const;
    await test.hears(leadReviewDecided, leadId, { ...facts, leadId, referrerId, ...cleared, reason: 'Checked' });
    await test.until('2026-03-17T09:00:01Z');
    expect(await balanceOf(referrerId)).toMatchObject([{ held: usd('10.00'), credited: usd('10.00') }]);

    await test.query(`update leads set state = 'refused'`);
    await test.hears(leadRefused, leadId, { ...facts, leadId, referrerId, reason: 'A circle' });
    await tell(invoice.paidIn(2_000n));
    expect(await test.told(commissionTakenBack)).toMatchObject([
      { amount: usd('10.00'), movementId: null, afterRelease: true },
      { amount: usd('10.00'), movementId: null, afterRelease: false },
    ]);
    await tell(invoice.takenOff(8_000n));
    await test.until('2026-04-17T09:00:00Z');
    expect(await balanceOf(referrerId)).toMatchObject([
      { held: usd('0.00'), credited: usd('10.00'), owedBack: usd('10.00') },
    ]);
    expect(await recounted()).toEqual([]);
  });

  it('a review nobody told of the decision of is looked at again the next day', async () => {
    const { clientId, leadId, referrerId } = await aWonLead(test);
    const invoice = anInvoice(clientId);
    await tell(invoice.paidIn(4_000n));
    await test.query(
      `insert into lead_reviews (id, lead_id, kind, detail, opened_at) values ($1, $2, 'circle', 'Looks alike', now())`,
      [newId(), leadId],
    );
    await test.until('2026-03-16T09:00:00Z');
    await test.query(`update lead_reviews set decision = 'cleared'`);
    await test.until('2026-03-17T07:59:59Z');
    expect(await test.told(commissionReleased)).toEqual([]);
    await test.until('2026-03-17T08:00:00Z');
    expect(await balanceOf(referrerId)).toMatchObject([{ credited: usd('10.00') }]);
  });

  it('GW-3: a referrer sees its own, staff all; a foreign one answers as an unknown one', async () => {
    const expert = anExpert();
    const partner = aPartner();
    const company = aClientUser();
    const lead = await aWonLead(test, { kind: 'expert', referrerId: expert.id });
    const other = await aWonLead(test, { kind: 'partner', referrerId: partner.id });
    const invoice = anInvoice(lead.clientId);
    await tell(invoice.issued(), invoice.paidIn(10_000n));
    const { id } = (await commissionsOf({}))[0]!;
    expect(await test.ask(getCommission, expert, { id })).toMatchObject({ referrerId: expert.id });
    expect((await test.ask(listCommissions, expert, {})).items).toHaveLength(1);
    expect(await commissionsOf({ broughtClientId: other.clientId })).toEqual([]);
    const brought = { broughtClientId: lead.clientId };
    expect((await test.ask(listCommissions, expert, brought)).items).toMatchObject([{ id }]);
    expect((await test.ask(getCommissionStatement, expert, { referrerId: expert.id })).balances).toHaveLength(1);
    for (const stranger of [partner, company, anExpert(), aClientUser(lead.clientId)]) {
      expect((await test.refusal(getCommission, stranger, { id })).code).toBe('access.no-such-commission');
      for (const filter of [{}, brought]) expect((await test.ask(listCommissions, stranger, filter)).items).toEqual([]);
      for (const referrerId of [expert.id, newId()]) {
        const asked = test.refusal(getCommissionStatement, stranger, { referrerId });
        expect(await asked).toMatchObject({ code: 'access.no-such-referrer', kind: 'not-found' });
        expect((await test.refusal(listCommissions, stranger, { referrerId })).code).toBe('access.no-such-referrer');
      }
    }
    expect(await test.ask(getCommissionStatement, company, { referrerId: company.clientId! })).toMatchObject({
      balances: [],
    });
    expect((await test.refusal(getCommissionStatement, anAe(), { referrerId: newId() })).code).toBe(
      'access.no-such-referrer',
    );
    expect((await test.refusal(listCommissions, aPayroll(), {})).code).toBe('access.role');
    expect((await test.refusal(listCommissionTotals, anAe(), {})).code).toBe('access.role');
  });
});
