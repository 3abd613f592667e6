import fc from 'fast-check';
import { systemActor } from '#libs/access';
import {
  getCommissionStatement,
  listCommissions,
  listCommissionTotals,
  placementEvents,
  referralEvents,
} from '#libs/contracts';
import type { ReceivedEvent } from '#libs/messaging';
import { newId, Transactions } from '#libs/persistence';
import { anAdmin, anAe, contractTerms, type TestService } from '#libs/testing';
import { TestInvoice, type Told, usd } from '../test-support/invoice.js';
import { startReferral } from '../test-support/referral.js';
import { aWonLead, somebodyWaits, wonAs } from '../test-support/won-lead.js';
import { InvoicesConsumer } from './invoices.consumer.js';

const { placementActivated } = placementEvents;
const { leadWon } = referralEvents;

describe('RC-6: commission on the hours a referrer works itself', () => {
  let test: TestService;
  beforeAll(async () => (test = await startReferral()));
  afterAll(() => test.stop());

  /** Ana brought the client and works for it in two placements, Ben in a third: 40.00, 20.00 and 40.00 on one invoice. */
  async function aMixedInvoice(state: 'planning' | 'won' = 'won') {
    const lead = await aWonLead(test, { kind: 'expert', state });
    const { clientId, referrerId } = lead;
    const [paying, other] = [newId(), newId()];
    const parts = [
      { placementId: paying, expertId: referrerId, net: 4_000n },
      { placementId: other, expertId: referrerId, net: 2_000n },
      { placementId: newId(), expertId: newId(), net: 4_000n },
    ];
    const activated = (placementId: string, commissionOnOwnHours: boolean) => ({
      ...{ placementId, clientId, expertId: referrerId, title: 'Shop', clientName: 'Blue Heron', expertName: 'Ana' },
      ...{ programme: commissionOnOwnHours ? 'generous' : 'network', programmeVersion: 1 },
      terms: { ...contractTerms, commissionOnOwnHours },
    });
    return { lead, paying, other, activated, invoice: new TestInvoice({ clientId, parts }) };
  }
  type Mixed = Awaited<ReturnType<typeof aMixedInvoice>>;
  const tell = async (...told: Told[]): Promise<void> => {
    for (const { contract, invoiceId, data } of told) await test.hears(contract, invoiceId, data);
  };
  const begins = ({ activated }: Mixed, placementId: string, pays: boolean) =>
    test.hears(placementActivated, placementId, activated(placementId, pays));
  const earnedBy = async ({ lead: { referrerId } }: Mixed) => {
    const { balances } = await test.ask(getCommissionStatement, anAe(), { referrerId });
    return balances.map(({ earned, takenBack }) => [earned.amount, takenBack.amount]);
  };
  const commissionsOf = async ({ lead: { leadId } }: Mixed) =>
    (await test.ask(listCommissions, anAe(), { leadId, sort: 'earnedAt' })).items;
  const recounted = async () => (await test.ask(listCommissionTotals, anAdmin(), {})).differences;

  it('is due by placement: two of one client, under two programmes, differ on one invoice', async () => {
    const mixed = await aMixedInvoice();
    await begins(mixed, mixed.paying, true);
    await begins(mixed, mixed.other, false);
    await tell(mixed.invoice.issued(), mixed.invoice.paidIn(10_000n));
    expect(await commissionsOf(mixed)).toMatchObject([{ amount: usd('20.00'), base: usd('80.00') }]);
    expect(await recounted()).toEqual([]);
  });

  it('is the same when the placement is heard of after its money, once or twice', async () => {
    const mixed = await aMixedInvoice();
    const { invoice, paying, other, lead } = mixed;
    await tell(invoice.issued(), invoice.paidIn(5_000n), invoice.paidIn(5_000n, '2026-03-03T08:00:00.000Z'));
    expect(await earnedBy(mixed)).toEqual([['10.00', '0.00']]);
    await begins(mixed, other, false);
    expect(await earnedBy(mixed)).toEqual([['10.00', '0.00']]);
    await begins(mixed, paying, true);
    await begins(mixed, paying, true);
    expect(await earnedBy(mixed)).toEqual([['20.00', '0.00']]);
    expect((await commissionsOf(mixed)).reduce((sum, each) => sum + Number(each.base.amount), 0)).toBe(80);
    expect(await recounted()).toEqual([]);
    await tell(invoice.takenOff(10_000n));
    expect(await earnedBy(mixed)).toEqual([['20.00', '20.00']]);
    // An invoice on which the placement has nothing stays as it is.
    const before = await test.query('select posted from commission_invoices where client_id = $1', [lead.clientId]);
    await begins(mixed, newId(), true);
    expect(await test.query('select posted from commission_invoices where client_id = $1', [lead.clientId])).toEqual(
      before,
    );
    expect(await recounted()).toEqual([]);
  });

  it('waits for the payment that is heard of last of all', async () => {
    const mixed = await aMixedInvoice();
    const { invoice, paying } = mixed;
    const [issued, paid, refund] = [invoice.issued(), invoice.paidIn(10_000n), invoice.takenOff(5_000n)];
    await tell(issued, refund);
    await begins(mixed, paying, true);
    expect(await earnedBy(mixed)).toEqual([]);
    await tell(paid);
    expect(await earnedBy(mixed)).toEqual([['20.00', '10.00']]);
    expect(await recounted()).toEqual([]);
  });

  it('comes to the same in any order, the lead won in between', async () => {
    const order = fc.array(fc.nat(), { minLength: 6, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(order, async (at) => {
        const mixed = await aMixedInvoice('planning');
        const { invoice, paying, lead } = mixed;
        const [issued, paid, credited] = [invoice.issued(), invoice.paidIn(6_000n), invoice.creditedBy(1_000n)];
        const told = [issued, paid, credited, invoice.takenOff(3_000n)].map((each) => () => tell(each));
        const win = async () => {
          await test.query(`update leads set state = 'won', won_at = '2026-01-20T09:00:00Z' where id = $1`, [
            lead.leadId,
          ]);
          await test.hears(leadWon, lead.leadId, wonAs(lead, 'expert'));
        };
        const steps = [...told, win, () => begins(mixed, paying, true)].map((step, n) => ({ step, at: at[n]! }));
        for (const { step } of steps.toSorted((one, other) => one.at - other.at)) await step();
        // 25 % of 30.00, by 70.00 of 90.00.
        const left = (await earnedBy(mixed)).map(([earned, back]) => (Number(earned) - Number(back)).toFixed(2));
        expect(left).toEqual(['5.83']);
        expect(await recounted()).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });

  it('misses nothing of money that is booked while the placement is heard of', async () => {
    const mixed = await aMixedInvoice();
    const { invoice, paying, activated } = mixed;
    await tell(invoice.issued());
    const heard = (data: object) => ({ id: newId(), actor: systemActor, data }) as unknown as ReceivedEvent<never>;
    const consumer = test.app.get(InvoicesConsumer);
    const { booking } = await test.app.get(Transactions).run(async (tx) => {
      await consumer.activated(heard(activated(paying, true)), tx);
      const its = tell(invoice.paidIn(10_000n));
      await somebodyWaits(test);
      return { booking: its };
    });
    await booking;
    expect(await earnedBy(mixed)).toEqual([['20.00', '0.00']]);
  });

  it('counts for nobody but the expert, whatever the placement says', async () => {
    const outsider = await aWonLead(test);
    const placementId = newId();
    const { clientId } = outsider;
    const invoice = new TestInvoice({ clientId, parts: [{ placementId, expertId: newId(), net: 10_000n }] });
    await tell(invoice.issued(), invoice.paidIn(10_000n));
    const { activated } = await aMixedInvoice();
    await test.hears(placementActivated, placementId, { ...activated(placementId, true), clientId });
    const { items } = await test.ask(listCommissions, anAe(), { leadId: outsider.leadId });
    expect(items).toMatchObject([{ amount: usd('25.00') }]);
  });
});
