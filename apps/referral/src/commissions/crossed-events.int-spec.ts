import { getCommissionStatement, listCommissions, listCommissionTotals, referralEvents } from '#libs/contracts';
import type { ReceivedEvent } from '#libs/messaging';
import { newId, Transactions } from '#libs/persistence';
import { systemActor } from '#libs/access';
import { anAdmin, anAe, TestBroker, type TestService } from '#libs/testing';
import { TestInvoice, type Told, usd } from '../test-support/invoice.js';
import { mondayMorning, startReferral } from '../test-support/referral.js';
import { aGate, aWonLead, somebodyWaits, wonAs } from '../test-support/won-lead.js';
import { InvoicesConsumer } from './invoices.consumer.js';

const { leadWon } = referralEvents;
const balancesOf = async (test: TestService, referrerId: string) =>
  (await test.ask(getCommissionStatement, anAe(), { referrerId })).balances;
const recount = (test: TestService) => test.ask(listCommissionTotals, anAdmin(), {});

describe('RC-4, RC-5: events twice, late, crossed and at once', () => {
  let test: TestService;
  beforeAll(async () => (test = await startReferral()));
  afterAll(() => test.stop());

  const tell = ({ contract, invoiceId, data }: Told) => test.hears(contract, invoiceId, data);
  const received = ({ data }: Told) => ({ id: newId(), actor: systemActor, data }) as unknown as ReceivedEvent<never>;
  /** Some other transaction waits for a lock, or it is over without having waited. */
  const waiting = (other: Promise<unknown>) => Promise.race([other, somebodyWaits(test)]);

  it('a lead won while money of its client is being booked misses none of it', async () => {
    const lead = await aWonLead(test, { state: 'planning' });
    const invoice = new TestInvoice({ clientId: lead.clientId, parts: [{ net: 10_000n }] });
    const [gate, booked] = [aGate(), aGate()];
    const booking = test.app.get(Transactions).run(async (tx) => {
      await test.app.get(InvoicesConsumer).received(received(invoice.paidIn(4_000n)), tx);
      booked.open();
      await gate.opened;
    });
    await booked.opened;
    await test.query(`update leads set state = 'won', won_at = '2026-01-20T09:00:00Z' where id = $1`, [lead.leadId]);
    const winning = test.hears(leadWon, lead.leadId, wonAs(lead));
    await waiting(winning);
    gate.open();
    await Promise.all([booking, winning]);
    expect(await balancesOf(test, lead.referrerId)).toMatchObject([{ earned: usd('10.00') }]);
  });

  it('a release sees what a refund at the same moment makes owed back', async () => {
    const lead = await aWonLead(test);
    const clientId = lead.clientId;
    const [early, late] = [1, 2].map(() => new TestInvoice({ clientId, parts: [{ net: 10_000n }] }));
    await tell(early!.paidIn(4_000n, '2026-02-01T08:00:00.000Z'));
    await test.until('2026-03-02T08:00:00Z');
    await tell(late!.paidIn(8_000n));
    const [gate, refunded] = [aGate(), aGate()];
    const refunding = test.app.get(Transactions).run(async (tx) => {
      await test.app.get(InvoicesConsumer).takenOff(received(early!.takenOff(4_000n)), tx);
      refunded.open();
      await gate.opened;
    });
    await refunded.opened;
    const releasing = test.until('2026-03-16T08:00:00Z');
    await waiting(releasing);
    gate.open();
    await Promise.all([refunding, releasing]);
    const settled = { credited: usd('20.00'), setOff: usd('10.00'), owedBack: usd('0.00'), held: usd('0.00') };
    expect(await balancesOf(test, lead.referrerId)).toMatchObject([settled]);
    expect(await recount(test)).toMatchObject({ ok: true });
  });

  it('what paid its first bringer nothing pays the one who wins the client after it was refused', async () => {
    const first = await aWonLead(test, { kind: 'expert' });
    const parts = [{ net: 10_000n, expertId: first.referrerId }];
    const invoice = new TestInvoice({ clientId: first.clientId, parts });
    for (const each of [invoice.issued(), invoice.paidIn(4_000n)]) await tell(each);
    expect(await balancesOf(test, first.referrerId)).toEqual([]);
    await test.query(`update leads set state = 'refused' where id = $1`, [first.leadId]);
    const second = await aWonLead(test, { clientId: first.clientId });
    await test.hears(leadWon, second.leadId, wonAs(second));
    expect(await balancesOf(test, second.referrerId)).toMatchObject([{ earned: usd('10.00'), held: usd('10.00') }]);
    await tell(invoice.paidIn(6_000n));
    expect(await balancesOf(test, second.referrerId)).toMatchObject([{ earned: usd('25.00') }]);
    expect(await recount(test)).toMatchObject({ differences: [] });
  });

  it('RC-8: the trail is written once, and the recount finds what does not follow from it', async () => {
    const lead = await aWonLead(test);
    const invoice = new TestInvoice({ clientId: lead.clientId, parts: [{ net: 10_000n }] });
    await tell(invoice.paidIn(4_000n, '2026-03-16T08:00:00.000Z'));
    await expect(test.query('update commission_moves set amount_minor = 1')).rejects.toThrow('permission denied');
    await expect(test.query('delete from commission_moves')).rejects.toThrow('permission denied');
    await test.query('update commissions set amount_minor = 1001 where lead_id = $1', [lead.leadId]);
    expect((await recount(test)).differences).toEqual([
      expect.stringContaining('it says {1001,0,0,0,0}, its trail {1000,0,0,0,0}'),
      `Invoice INV-2026-0001: commission of 1000 is due to lead ${lead.leadId}, 1001 was earned and not taken back.`,
    ]);
    await test.query('update commissions set amount_minor = 1000 where lead_id = $1', [lead.leadId]);
  });

  it('RC-4: is never due on tax, also where own hours were corrected, and the recount would find it', async () => {
    const { clientId, leadId, referrerId } = await aWonLead(test, { kind: 'expert' });
    const parts = [{ net: 13_000n }, { expertId: referrerId, net: -3_000n }];
    await tell(new TestInvoice({ clientId, parts, taxPercent: 20n }).paidIn(12_000n, '2026-03-16T08:00:00.000Z'));
    const { items } = await test.ask(listCommissions, anAe(), { leadId });
    expect(items).toMatchObject([{ base: usd('100.00'), amount: usd('25.00') }]);
    await test.query('update commissions set amount_minor = 3000 where lead_id = $1', [leadId]);
    expect((await recount(test)).differences).toContain(
      `Invoice INV-2026-0001: commission of 2500 is due to lead ${leadId}, 3000 was earned and not taken back.`,
    );
    await test.query('update commissions set amount_minor = 2500 where lead_id = $1', [leadId]);
  });
});

describe('RC-4: by the broker', () => {
  let broker: TestBroker;
  let test: TestService;
  beforeAll(async () => {
    broker = await TestBroker.open('referral.events');
    test = await startReferral(mondayMorning, broker.url);
    await broker.untilReady(test);
  });
  afterAll(async () => {
    await test?.stop();
    await broker?.close();
  });

  it('copies and what crossed on the way change nothing; its own leads reach it too', async () => {
    const lead = await aWonLead(test, { state: 'planning' });
    const invoice = new TestInvoice({ clientId: lead.clientId, parts: [{ net: 10_000n }] });
    const told = [invoice.issued(), invoice.paidIn(4_000n), invoice.paidIn(6_000n), invoice.takenOff(5_000n)];
    const ids = told.map(() => newId());
    const publish = (...which: number[]) => {
      for (const n of which) {
        const { contract, invoiceId, number, data } = told[n]!;
        broker.publish(contract, invoiceId, number, data, ids[n]);
      }
    };
    publish(3, 1, 1, 2, 0);
    await broker.drained(test);
    expect(await balancesOf(test, lead.referrerId)).toEqual([]);
    await test.query(`update leads set state = 'won', won_at = '2026-01-20T09:00:00Z'`);
    broker.publish(leadWon, lead.leadId, 1, wonAs(lead));
    publish(2, 3, 0);
    await broker.drained(test);
    expect(await balancesOf(test, lead.referrerId)).toMatchObject([
      { earned: usd('25.00'), held: usd('12.50'), takenBack: usd('12.50') },
    ]);
    const { items } = await test.ask(listCommissions, anAe(), { leadId: lead.leadId });
    expect(items.map(({ amount }) => amount.amount).toSorted()).toEqual(['10.00', '15.00']);
    expect(await recount(test)).toMatchObject({ ok: true });
  });
});
