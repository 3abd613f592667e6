import type { Actor } from '#libs/access';
import { decideReview, gatewayEvents, getLead, paymentsEvents, referralEvents } from '#libs/contracts';
import { newId } from '#libs/persistence';
import { aClientUser, anAe, anExpert, refusalOf, type TestService } from '#libs/testing';
import { type Told, TestInvoice, usd } from '../test-support/invoice.js';
import { aClient, aProgramme, register, upToPlanning } from '../test-support/leads.js';
import { startReferral } from '../test-support/referral.js';

const at = '2026-03-02T08:00:00.000Z';
const ann = { name: 'Ann', email: 'ann@gmail.com' };

describe('RC-1: shared bank accounts, as they become known', () => {
  let test: TestService;
  const ae = anAe();
  beforeEach(async () => {
    test = await startReferral();
    await aProgramme(test);
  });
  afterEach(() => test.stop());

  const named = (expertId: string, bankAccountId: string) =>
    test.hears(paymentsEvents.bankAccountNamed, expertId, { expertId, bankAccountId, at });
  const lead = (id: string) => test.ask(getLead, ae, { id });
  const reviews = async (id: string) => (await lead(id)).reviews!;
  const clear = async (id: string) => {
    const open = (await reviews(id)).find(({ decision }) => !decision)!;
    await test.ask(decideReview, ae, { id: open.id, decision: 'cleared', reason: 'Looked at' });
  };
  const heldLead = async (referrer: Actor) => {
    await aClient(test, 'Blue Heron Ltd', 'x@heron.example');
    return (await register(test, referrer)).id;
  };

  it('while a lead is held: cleared of the one suspicion, it waits for the other', async () => {
    const [ana, bo] = [anExpert(), anExpert()];
    const id = await heldLead(ana);
    const shared = newId();
    await named(ana.id, shared);
    await named(bo.id, shared);
    expect(await lead(id)).toMatchObject({ state: 'held', held: ['lookalike-name', 'shared-bank-details'] });
    await clear(id);
    expect((await lead(id)).state).toBe('held');
    await clear(id);
    expect((await lead(id)).state).toBe('new');
  });

  it('a cleared lead is looked at again, and not asked again what was decided', async () => {
    const ana = anExpert();
    const id = await heldLead(ana);
    await test.hears(gatewayEvents.accountCreated, newId(), {
      ...{ accountId: newId(), role: 'partner', name: 'Pat', email: 'ann@blueheron.example' },
      ...{ clientId: null, disabled: false },
    });
    await clear(id);
    expect(await lead(id)).toMatchObject({ state: 'held', held: ['known-person'] });
    expect(await test.told(referralEvents.leadReviewOpened)).toMatchObject([{ leadId: id, kind: 'known-person' }]);
    await clear(id);
    expect(await lead(id)).toMatchObject({ state: 'new', held: [] });
    expect(await reviews(id)).toHaveLength(2);
  });

  it('a cleared lead may turn out to be the referrer’s own: refused, so that the suspicion can be confirmed', async () => {
    const ana = anExpert();
    const id = await heldLead(ana);
    await test.hears(gatewayEvents.accountCreated, ana.id, {
      ...{ accountId: ana.id, role: 'expert', name: 'Ana', email: 'ana@blueheron.example' },
      ...{ clientId: null, disabled: false },
    });
    expect(await refusalOf(clear(id))).toMatchObject({ code: 'referral.self-referral' });
    expect((await lead(id)).state).toBe('held');
  });

  it('two leads with names alike are judged once: by the second’s review', async () => {
    const first = await heldLead(anExpert());
    const second = await register(test, anExpert(), {
      ...{ company: { name: 'Bleu Heron' }, contact: ann },
    });
    expect((await reviews(second.id)).map(({ otherLeadId }) => otherLeadId)).toContain(first);
    await clear(first);
    expect(await lead(first)).toMatchObject({ state: 'new' });
  });

  describe('of a client, by what it paid', () => {
    let id: string;
    let clientId: string;
    let ana: Actor;
    const mine = newId();
    beforeEach(async () => {
      ana = anExpert();
      ({ id } = await register(test, ana));
      clientId = await upToPlanning(test, id);
      await named(ana.id, mine);
    });
    const hear = ({ contract, invoiceId, data }: Told) => test.hears(contract, invoiceId, data);
    /** Of one payment from Ana's account: one invoice for each. */
    const payment = (paymentId = newId()) => {
      const invoice = new TestInvoice({ clientId, parts: [{ net: 10_000n }] });
      const of = (told: Told, payerAccountId = mine): Told => ({
        ...told,
        data: { ...told.data, paymentId, payerAccountId },
      });
      return {
        received: (minor: bigint, time = at) => of(invoice.paidIn(minor, time)),
        freed: (minor: bigint): Told => {
          const told = invoice.creditedBy(10_000n);
          const freedFrom = [{ movementId: newId(), paymentId, amount: usd((Number(minor) / 100).toFixed(2)) }];
          return { ...told, data: { ...told.data, freedFrom } };
        },
        takenOff: (minor: bigint, why: 'reversal' | 'refund', time = at) => of(invoice.takenOff(minor, why, time)),
      };
    };
    const open = async () => (await reviews(id)).filter(({ decision }) => !decision).length;

    it('is no suspicion any more once a person took all of the money off it again', async () => {
      const { received, takenOff } = payment();
      await hear(received(100n));
      expect(await open()).toBe(1);
      await hear(takenOff(40n, 'reversal', '2026-03-02T09:00:00.000Z'));
      expect(await open()).toBe(1);
      await hear(takenOff(60n, 'reversal', '2026-03-02T10:00:00.000Z'));
      expect(await reviews(id)).toMatchObject([{ decision: 'cleared', decidedBy: 'Shoreline' }]);
      expect(await test.told(referralEvents.leadReviewDecided)).toMatchObject([{ leadId: id, decision: 'cleared' }]);
      await hear(received(5n, '2026-03-02T11:00:00.000Z'));
      expect(await open()).toBe(1);
    });

    it('is none any more when a person takes off an invoice what a credit note had freed of another', async () => {
      const paymentId = newId();
      const [first, second] = [payment(paymentId), payment(paymentId)];
      await hear(first.received(100n));
      await hear(first.freed(100n));
      await hear(second.received(100n, '2026-03-02T09:00:00.000Z'));
      expect(await open()).toBe(1);
      await hear(second.takenOff(100n, 'reversal', '2026-03-02T10:00:00.000Z'));
      expect(await open()).toBe(0);
    });

    it('stays one when the money went back as the client’s, and when another payment of it stays', async () => {
      const refunded = payment();
      await hear(refunded.received(100n));
      await hear(refunded.takenOff(60n, 'refund', '2026-03-02T09:00:00.000Z'));
      await hear(refunded.takenOff(40n, 'refund', '2026-03-02T10:00:00.000Z'));
      const taken = payment();
      await hear(taken.received(7n));
      await hear(taken.takenOff(7n, 'reversal', '2026-03-02T11:00:00.000Z'));
      expect(await open()).toBe(1);
    });

    it('stays one while the client pays from another account of the referrer', async () => {
      const { received, takenOff } = payment();
      await hear(received(100n));
      const next = newId();
      await test.hears(paymentsEvents.bankAccountNamed, ana.id, { expertId: ana.id, bankAccountId: next, at });
      const elsewhere = payment().received(5n);
      await hear({ ...elsewhere, data: { ...elsewhere.data, payerAccountId: next } });
      await hear(takenOff(100n, 'reversal', '2026-03-02T09:00:00.000Z'));
      expect(await open()).toBe(1);
    });

    it('of a held lead a person decides', async () => {
      const { received, takenOff } = payment();
      await hear(received(100n));
      const held = await register(test, ana, { company: { name: 'Tern' }, contact: ann });
      expect(held).toMatchObject({ state: 'held', held: ['shared-bank-details'] });
      await hear(takenOff(100n, 'reversal', '2026-03-02T09:00:00.000Z'));
      expect(await open()).toBe(0);
      expect(await lead(held.id)).toMatchObject({ state: 'held', held: ['shared-bank-details'] });
    });

    it('is no suspicion any more about what the client itself brings', async () => {
      const brought = await register(test, aClientUser(clientId), { company: { name: 'Tern' }, contact: ann });
      const { received, takenOff } = payment();
      await hear(received(100n));
      expect(await reviews(brought.id)).toMatchObject([{ kind: 'shared-bank-details', decision: null }]);
      await hear(takenOff(100n, 'reversal', '2026-03-02T09:00:00.000Z'));
      expect(await reviews(brought.id)).toMatchObject([{ decision: 'cleared', decidedBy: 'Shoreline' }]);
    });

    it('what a person decided stays decided', async () => {
      const { received, takenOff } = payment();
      await hear(received(100n));
      await clear(id);
      await hear(takenOff(100n, 'reversal', '2026-03-02T09:00:00.000Z'));
      await hear(payment().received(5n));
      expect(await reviews(id)).toMatchObject([{ decision: 'cleared', decidedBy: ae.name }]);
    });

    it.each([
      ['all of it reversed', 'reversal', 0],
      ['the rest refunded', 'refund', 1],
    ] as const)('is the same in whatever order it is heard, and twice: %s', async (_, last, left) => {
      const paymentId = newId();
      const [one, two] = [payment(paymentId), payment(paymentId)];
      const heard = [
        one.received(100n),
        two.received(50n, '2026-03-02T08:30:00.000Z'),
        one.takenOff(100n, 'reversal', '2026-03-02T09:00:00.000Z'),
        two.takenOff(50n, last, '2026-03-02T10:00:00.000Z'),
      ];
      for (const order of [heard.toReversed(), heard, [heard[2]!, heard[0]!, heard[3]!, heard[1]!]]) {
        for (const told of order) {
          await hear(told);
          await hear(told);
        }
        expect(await open()).toBe(left);
        await test.query('delete from client_money');
        await test.query('delete from lead_reviews');
      }
    });
  });
});
