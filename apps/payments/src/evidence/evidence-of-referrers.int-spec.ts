import type { Actor } from '#libs/access';
import { explain, recordReferrerPayout } from '#libs/contracts';
import { aPartner, type TestService } from '#libs/testing';
import { aCommission, aCreditNote, anInvoice, aPayment, aRefund } from '../test-support/commissions.js';
import {
  aClient,
  anAdmin,
  anAe,
  anExpert,
  anExpertWith,
  aPayroll,
  type Engagement,
  startPayments,
  usd,
} from '../test-support/payments.js';

describe('a referrer follows its own commission to the bank, and sees nothing else (RC-8, GW-3)', () => {
  let service: TestService;
  let engagement: Engagement;
  let invoice: Awaited<ReturnType<typeof anInvoice>>;
  let payment: Awaited<ReturnType<typeof aPayment>>;

  beforeEach(async () => {
    service = await startPayments();
    engagement = await anExpertWith(service, 10);
    invoice = await anInvoice(service, engagement);
    payment = await aPayment(service, { invoice, cents: 101_150, reference: 'B-7' });
  });
  afterEach(() => service.stop());

  const of = (actor: Actor, what: Record<string, string>) => service.ask(explain, actor, what);
  const broughtBy = async (referrer: Actor) => {
    const about = { invoiceId: invoice.id, paymentId: payment.id, clientId: invoice.clientId };
    const commission = aCommission(service, { referrer, ...about });
    await commission.earned('212.50', '850.00');
    await commission.takenBack('12.50');
    await commission.released('200.00');
    return commission;
  };
  const postingsOf = (commissionId: string) =>
    service.query<{ id: string; journalId: string; ownerId: string | null }>(
      `select posting.id, journal_id as "journalId", owner_id as "ownerId" from postings posting
       join journal entry on entry.id = journal_id where reference = $1 order by number, posting.id`,
      [commissionId],
    );
  const payOut = (referrer: Actor) =>
    service.ask(recordReferrerPayout, anAe(), {
      referrerId: referrer.clientId ?? referrer.id,
      payout: { amount: usd('150.00'), bankReference: 'T-1', paidOn: '2026-01-20' },
    });

  it.each<[string, () => Actor]>([
    ['an expert', () => anExpert()],
    ['a client', () => aClient()],
    ['a partner', () => aPartner()],
  ])('%s: lead, rate, base, invoice number and bank reference', async (_, make) => {
    const referrer = make();
    const { commissionId, leadId } = await broughtBy(referrer);
    await aRefund(service, { paymentId: payment.id, cents: 10_000 });
    await aCreditNote(service, invoice, 5_000);
    const chain = await of(referrer, { commissionId });
    const trail = {
      ...{ commissionId, leadId, referrerId: referrer.clientId ?? referrer.id, clientId: invoice.clientId },
      ...{ invoiceId: invoice.id, invoiceNumber: invoice.number, paymentId: payment.id, bankReference: 'B-7' },
      ...{ base: usd('850.00'), ratePercent: 25, amount: usd('212.50'), takenBack: usd('12.50') },
      ...{ credited: usd('200.00'), payouts: [] },
    };
    expect(chain).toMatchObject({ amount: usd('212.50'), commissions: [trail] });
    // Neither hours nor people nor what else the client was billed and paid.
    expect(chain.entries).toEqual([]);
    expect(chain.invoices).toEqual([{ invoiceId: invoice.id, number: invoice.number, lines: [] }]);
    expect(chain.moneyIn).toEqual([
      { paymentId: payment.id, bankReference: 'B-7', receivedOn: '2026-01-05', amount: null, allocations: [] },
    ]);
    expect(chain.journal.map(({ kind }) => kind)).toEqual(
      ['earned', 'taken-back', 'released'].map((kind) => `commission-${kind}`),
    );
    const owners = new Set(chain.journal.flatMap(({ postings }) => postings.map(({ ownerId }) => ownerId)));
    expect(owners).toEqual(new Set([trail.referrerId]));
  });

  it.each<[string, () => Actor]>([
    ['a client', () => aClient()],
    ['a partner', () => aPartner()],
  ])('%s: a transfer, journal entries and postings of its own', async (_, make) => {
    const referrer = make();
    const { commissionId } = await broughtBy(referrer);
    const { id: payoutId } = await payOut(referrer);
    const payouts = [{ payoutId, amount: usd('150.00'), state: 'paid', bankReference: 'T-1' }];
    expect(await of(referrer, { commissionId })).toMatchObject({ commissions: [{ payouts }] });

    const own = referrer.clientId ?? referrer.id;
    const [transfer] = await postingsOf(payoutId);
    const paid = await of(referrer, { journalEntryId: transfer!.journalId });
    expect(paid).toMatchObject({ amount: usd('150.00'), entries: [], commissions: [{ commissionId, payouts }] });
    expect(paid).toMatchObject({ moneyIn: [{ bankReference: 'B-7', amount: null, allocations: [] }] });
    expect(paid.journal.at(-1)).toMatchObject({ kind: 'referrer-payout', postings: [{ ownerId: own }] });

    const postings = [...(await postingsOf(commissionId)), ...(await postingsOf(payoutId))];
    expect(postings.filter(({ ownerId }) => ownerId === own)).toHaveLength(4);
    for (const { id: postingId, ownerId } of postings) {
      if (ownerId === own) expect((await of(referrer, { postingId })).commissions).toMatchObject([{ commissionId }]);
      else expect(await service.refusal(explain, referrer, { postingId })).toMatchObject({ kind: 'not-found' });
    }
  });

  it('of its own invoice a client that refers sees everything it did, and of the commission on it nothing', async () => {
    await broughtBy(aPartner());
    const { client } = engagement;
    const chain = await of(client, { invoiceId: invoice.id });
    expect(chain).toMatchObject({ entries: [{ bill: usd('850.00'), pay: null }], commissions: [] });
    expect(chain).toMatchObject({ moneyIn: [{ amount: usd('1011.50'), allocations: [{ invoiceId: invoice.id }] }] });
  });

  it("everybody else's commission, and all that isn't of a referrer, is unknown to it", async () => {
    const referrers = [anExpert(), aClient(), aPartner()];
    const strangers = [anExpert(), aClient(), aPartner(), engagement.expert, engagement.client];
    for (const referrer of referrers) {
      const { commissionId } = await broughtBy(referrer);
      const journalEntryId = (await postingsOf(commissionId))[0]!.journalId;
      for (const stranger of [...strangers, ...referrers.filter((each) => each !== referrer)])
        for (const what of [{ commissionId }, { journalEntryId }])
          expect(await service.refusal(explain, stranger, what)).toMatchObject({ kind: 'not-found' });
    }
    const { entries, journal } = await of(anAdmin(), { invoiceId: invoice.id });
    const { entryId, settlementId } = entries[0]!;
    const others: Record<string, string>[] = [
      ...[{ entryId }, { settlementId: settlementId! }, { invoiceId: invoice.id }, { clientPaymentId: payment.id }],
      ...journal.slice(0, 3).map(({ id }) => ({ journalEntryId: id })),
    ];
    for (const what of others)
      for (const referrer of referrers)
        expect(await service.refusal(explain, referrer, what)).toMatchObject({ kind: 'not-found' });
    expect(await service.refusal(explain, aPayroll(), { entryId })).toMatchObject({ code: 'access.role' });
  });
});
