import type { Actor } from '#libs/access';
import { explain, recordPayrollAnswer, recordReferrerPayout, setBankDetails } from '#libs/contracts';
import { aPartner, type TestService } from '#libs/testing';
import { aCommission, aCreditNote, anInvoice, aPayment, aRefund } from '../test-support/commissions.js';
import {
  aClient,
  anAdmin,
  anAe,
  anExpert,
  anExpertWith,
  aPayroll,
  askFor,
  type Engagement,
  iban,
  startPayments,
  tamper,
  usd,
} from '../test-support/payments.js';

describe('the evidence chain through invoice and money in (PM-10, RC-8)', () => {
  let service: TestService;
  let engagement: Engagement;
  let referrer: Actor;
  let invoice: Awaited<ReturnType<typeof anInvoice>>;
  let payment: Awaited<ReturnType<typeof aPayment>>;
  let commission: ReturnType<typeof aCommission>;

  /** 850.00 billed with 161.50 tax, all of it paid; the expert who brought the client got 212.50, and asked for 200.00. */
  beforeEach(async () => {
    service = await startPayments();
    engagement = await anExpertWith(service, 10);
    referrer = anExpert();
    invoice = await anInvoice(service, engagement);
    payment = await aPayment(service, { invoice, cents: 101_150, reference: 'B-7' });
    const of = { invoiceId: invoice.id, paymentId: payment.id, clientId: invoice.clientId };
    commission = aCommission(service, { referrer, ...of });
    await commission.earned('212.50', '850.00');
    await commission.released('212.50');
  });
  afterEach(() => service.stop());

  const of = (actor: Actor, what: Record<string, string>) => service.ask(explain, actor, what);
  const entryIdOf = async () => (await of(anAdmin(), { invoiceId: invoice.id })).entries[0]!.entryId;

  it('a cent of commission names lead, rate, base, invoice and bank reference, and leads on to the hours', async () => {
    const chain = await of(anAdmin(), { commissionId: commission.commissionId });
    expect(chain.amount).toEqual(usd('212.50'));
    expect(chain.commissions).toEqual([
      {
        ...{ commissionId: commission.commissionId, referrerId: referrer.id, leadId: commission.leadId },
        ...{ clientId: invoice.clientId, invoiceId: invoice.id, invoiceNumber: 'INV-2026-000001' },
        ...{ paymentId: payment.id, bankReference: 'B-7', base: usd('850.00'), ratePercent: 25 },
        ...{ amount: usd('212.50'), takenBack: usd('0.00'), credited: usd('212.50'), payouts: [] },
      },
    ]);
    const [line] = chain.invoices[0]!.lines;
    expect(chain.invoices).toMatchObject([{ number: 'INV-2026-000001', lines: [{ net: usd('850.00') }] }]);
    expect(chain.moneyIn).toMatchObject([
      {
        ...{ paymentId: payment.id, bankReference: 'B-7', amount: usd('1011.50') },
        allocations: [{ invoiceId: invoice.id, amount: usd('1011.50') }],
      },
    ]);
    expect(chain.entries).toMatchObject([{ minutes: 600, bill: usd('850.00'), invoiceLineId: line!.invoiceLineId }]);
    expect(chain.journal.map(({ kind }) => kind)).toEqual([
      ...['settlement', 'invoice-issued', 'money-received', 'commission-earned', 'commission-released'],
    ]);
  });

  it('a payout paid out of commission names it, after the work before it', async () => {
    await service.ask(setBankDetails, referrer, { expertId: referrer.id, details: iban });
    await service.until('2026-02-20T09:00:00Z');
    const { id: payoutId } = await askFor(service, referrer, '200.00');
    await service.ask(recordPayrollAnswer, aPayroll(), { payoutId, outcome: 'paid', bankReference: 'P-1' });
    const paid = { payoutId, amount: usd('200.00'), state: 'paid', bankReference: 'P-1' };
    for (const actor of [anAdmin(), referrer]) {
      const { entries, commissions } = await of(actor, { payoutId });
      expect(entries).toEqual([]);
      expect(commissions).toMatchObject([{ invoiceNumber: 'INV-2026-000001', bankReference: 'B-7', payouts: [paid] }]);
    }
    expect((await of(referrer, { commissionId: commission.commissionId })).commissions[0]!.payouts).toEqual([paid]);
  });

  it("a referrer's transfer names the commissions it paid, the oldest first", async () => {
    const partner = aPartner();
    const about = { referrer: partner, invoiceId: invoice.id, paymentId: payment.id };
    const [first, second] = [aCommission(service, about), aCommission(service, about)];
    for (const each of [first, second]) {
      await each.earned('10.00');
      await each.released('10.00');
    }
    const payout = { amount: usd('15.00'), bankReference: 'T-1', paidOn: '2026-01-20' };
    await service.ask(recordReferrerPayout, anAe(), { referrerId: partner.id, payout });
    const [entry] = await service.query<{ id: string }>(`select id from journal where kind = 'referrer-payout'`);
    const { amount, commissions, moneyIn } = await of(anAdmin(), { journalEntryId: entry!.id });
    expect(amount).toEqual(usd('15.00'));
    expect(commissions.map(({ commissionId, payouts }) => [commissionId, payouts[0]?.amount.amount])).toEqual([
      [first.commissionId, '10.00'],
      [second.commissionId, '5.00'],
    ]);
    expect(moneyIn).toMatchObject([{ bankReference: 'B-7' }]);
  });

  it('every journal entry and posting is explained, whatever it was posted for', async () => {
    await commission.takenBack('12.50', { afterRelease: true });
    await aRefund(service, { paymentId: payment.id, cents: 10_000 });
    await aCreditNote(service, invoice, 5_000);
    const stray = await aPayment(service, { cents: 700 });
    const entries = await service.query<{ id: string; kind: string }>('select id, kind from journal order by number');
    const whole = { settlement: '450.00', 'money-received': '1011.50', refund: '1011.50' };
    const expected: Record<string, string> = {
      ...{ ...whole, 'invoice-issued': '1011.50', 'credit-note': '1011.50' },
      ...{ 'commission-earned': '212.50', 'commission-released': '212.50', 'commission-taken-back': '212.50' },
    };
    expect(new Set(entries.map(({ kind }) => kind))).toEqual(new Set(Object.keys(expected)));
    for (const { id, kind } of entries.slice(0, -1)) {
      const { amount, invoices, journal } = await of(anAdmin(), { journalEntryId: id });
      expect([kind, amount.amount, invoices[0]?.number]).toEqual([kind, expected[kind], 'INV-2026-000001']);
      expect(journal.map((each) => each.id)).toContain(id);
    }
    expect(await of(anAdmin(), { clientPaymentId: stray.id })).toMatchObject({ amount: usd('7.00'), invoices: [] });
    for (const { id } of await service.query<{ id: string }>('select id from postings')) {
      const { journal } = await of(anAdmin(), { postingId: id });
      expect(journal.flatMap(({ postings }) => postings.map((posting) => posting.id))).toContain(id);
    }
  });

  it("an expert sees its own commission's trail, and nothing else of a client's money (GW-3)", async () => {
    const chain = await of(referrer, { commissionId: commission.commissionId });
    expect(chain.commissions).toMatchObject([{ base: usd('850.00'), bankReference: 'B-7' }]);
    expect(chain).toMatchObject({ entries: [], invoices: [{ number: 'INV-2026-000001', lines: [] }] });
    expect(chain.moneyIn).toMatchObject([{ bankReference: 'B-7', amount: null, allocations: [] }]);
    expect(chain.journal.flatMap(({ postings }) => postings.map(({ account }) => account)).sort()).toEqual([
      ...['expert-safe', 'referrer-held', 'referrer-held'],
    ]);

    const entryId = await entryIdOf();
    const own = await of(engagement.expert, { entryId });
    expect(own.entries[0]!.invoiceLineId).toBe(own.invoices[0]!.lines[0]!.invoiceLineId);
    expect(own).toMatchObject({ commissions: [], moneyIn: [], invoices: [{ lines: [{ net: null, credited: null }] }] });
    expect(own.journal.map(({ kind }) => kind)).toEqual(['settlement']);
    for (const what of [{ invoiceId: invoice.id }, { clientPaymentId: payment.id }])
      expect(await service.refusal(explain, engagement.expert, what)).toMatchObject({ kind: 'not-found' });
    const foreign = { commissionId: commission.commissionId };
    expect(await service.refusal(explain, engagement.expert, foreign)).toMatchObject({ kind: 'not-found' });
  });

  it('a client sees what it pays for and never commission or pay (GW-3)', async () => {
    const { client } = engagement;
    const entryId = await entryIdOf();
    const own: Record<string, string>[] = [{ invoiceId: invoice.id }, { clientPaymentId: payment.id }, { entryId }];
    for (const what of own) {
      const chain = await of(client, what);
      expect(chain.entries).toMatchObject([{ pay: null, bill: usd('850.00'), payouts: [] }]);
      expect(chain).toMatchObject({ commissions: [], moneyIn: [{ amount: usd('1011.50') }] });
      expect(chain.journal.map(({ kind }) => kind)).toEqual(['settlement', 'invoice-issued', 'money-received']);
      expect(new Set(chain.journal.flatMap(({ postings }) => postings.map(({ account }) => account)))).toEqual(
        new Set(['client-receivable']),
      );
      expect(await service.refusal(explain, aClient(), what)).toMatchObject({ kind: 'not-found' });
    }
    const what = { commissionId: commission.commissionId };
    expect(await service.refusal(explain, client, what)).toMatchObject({ kind: 'not-found' });
  });

  it('a draft is for staff', async () => {
    const entryId = await entryIdOf();
    await tamper(
      service,
      `update invoices set state = 'draft', number = null, year = null, serial = null, tax_rate = 0, tax_minor = 0,
         credited_net_minor = 0, credited_tax_minor = 0, paid_minor = 0`,
    );
    expect(await of(anAdmin(), { entryId })).toMatchObject({ invoices: [{ number: null }] });
    const { entries, invoices } = await of(engagement.client, { entryId });
    expect([entries[0]!.invoiceLineId, invoices]).toEqual([null, []]);
    const what = { invoiceId: invoice.id };
    expect(await service.refusal(explain, engagement.client, what)).toMatchObject({ kind: 'not-found' });
  });
});
