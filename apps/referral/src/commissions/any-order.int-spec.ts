import fc from 'fast-check';
import {
  decideReview,
  getCommissionStatement,
  listCommissions,
  listCommissionTotals,
  recordOutcome,
  referralEvents,
} from '#libs/contracts';
import { newId } from '#libs/persistence';
import { anAdmin, anAe, type TestService } from '#libs/testing';
import { TestInvoice, type Told, usd } from '../test-support/invoice.js';
import { mondayMorning, startReferral } from '../test-support/referral.js';
import { aWonLead } from '../test-support/won-lead.js';

const { leadWon, leadRefused } = referralEvents;
interface Lead {
  leadId: string;
  referrerId: string;
}
const minorOf = ({ amount }: { amount: string }) => BigInt(amount.replace('.', ''));

describe('RC-1, RC-4: the client of one lead, then of another', () => {
  let test: TestService;
  let now = new Date(mondayMorning).getTime();
  beforeAll(async () => (test = await startReferral()));
  afterAll(() => test.stop());

  /** Ana, an expert, has 25 %, Bea 20 %; both are about to win the client. */
  async function twoLeads() {
    const first = await aWonLead(test, { kind: 'expert', state: 'planning' });
    const { clientId } = first;
    return { clientId, first, second: await aWonLead(test, { clientId, state: 'planning', ratePercent: 20 }) };
  }
  const tell = ({ contract, invoiceId, data }: Told) => test.hears(contract, invoiceId, data);
  const win = ({ leadId: id }: Lead) =>
    test.ask(recordOutcome, anAe(), { id, outcome: 'won', reason: 'They said yes' });
  async function refuse({ leadId }: Lead): Promise<void> {
    const id = newId();
    await test.query(
      `insert into lead_reviews (id, lead_id, kind, detail, opened_at) values ($1, $2, 'circle', 'Looks alike', now())`,
      [id, leadId],
    );
    await test.ask(decideReview, anAe(), { id, decision: 'confirmed', reason: 'A circle' });
  }
  async function hearsOf(contract: typeof leadWon | typeof leadRefused, { leadId }: Lead): Promise<void> {
    const told = (await test.told(contract)).find((each) => each.leadId === leadId);
    await test.hears(contract, leadId, told!);
  }
  /** Earned and not taken back, before or after release. */
  async function leftOf({ referrerId }: Lead): Promise<bigint> {
    const { balances } = await test.ask(getCommissionStatement, anAe(), { referrerId });
    return balances.reduce((sum, { earned, takenBack, setOff, owedBack }) => {
      return sum + minorOf(earned) - minorOf(takenBack) - minorOf(setOff) - minorOf(owedBack);
    }, 0n);
  }
  const released = () => test.until(new Date((now += 15 * 86_400_000)).toISOString());
  const recounted = async () => (await test.ask(listCommissionTotals, anAdmin(), {})).differences;

  const step = fc.record({
    kind: fc.constantFrom('pay', 'pay', 'refund', 'credit'),
    percent: fc.bigInt(1n, 100n),
    part: fc.nat(2),
    at: fc.tuple(fc.nat(999), fc.nat(999)),
  });
  /** Of a part in percent, as far as the whole allows. */
  function happened(
    invoice: TestInvoice,
    { kind, percent, part }: { kind: string; percent: bigint; part: number },
  ): Told {
    if (kind === 'pay') return invoice.paidIn((invoice.open * percent) / 100n);
    if (kind === 'refund') return invoice.takenOff((invoice.paid * percent) / 100n);
    const [least] = [invoice.nets[part]!, invoice.netLeft].toSorted((a, b) => Number(a - b));
    return invoice.creditedBy(((least! > 0n ? least! : 0n) * percent) / 100n, part);
  }
  const outcomes = fc.record({
    /** How many of these come about: the first won, refused, the second won. */
    how: fc.constantFrom(3, 3, 3, 3, 2, 1),
    /** One after another; the second soon, so that what is told of the first often comes after it. */
    after: fc.tuple(fc.nat(400), fc.nat(400), fc.nat(40)),
    later: fc.array(fc.nat(1_000), { minLength: 6, maxLength: 6 }),
    releases: fc.array(fc.nat(1_500), { maxLength: 2 }),
  });

  it('comes to the same sums in any order, each heard once or twice, the money released in between or not', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 8 }),
        outcomes,
        async (steps, { how, after, later, releases }) => {
          const { clientId, first, second } = await twoLeads();
          const own = { expertId: first.referrerId, net: 3_000n };
          const parts = [{ net: 6_999n }, own, { net: -500n }];
          const invoice = new TestInvoice({ clientId, parts, taxPercent: 19n });
          const todo = [{ at: 0, run: () => tell(invoice.issued()) }];
          for (const each of steps) {
            const told = happened(invoice, each);
            todo.push(...each.at.map((when) => ({ at: when, run: () => tell(told) })));
          }
          const wins = after[0];
          const refused = wins + after[1];
          const winsNext = refused + after[2];
          const decided = [
            { at: wins, run: () => win(first), heard: () => hearsOf(leadWon, first) },
            { at: refused, run: () => refuse(first), heard: () => hearsOf(leadRefused, first) },
            { at: winsNext, run: () => win(second), heard: () => hearsOf(leadWon, second) },
          ].slice(0, how);
          for (const [n, { at: when, run, heard }] of decided.entries()) {
            todo.push({ at: when, run: async () => void (await run()) });
            for (const delay of [later[n]!, later[n + 3]!]) todo.push({ at: when + delay, run: heard });
          }
          todo.push(...releases.map((at) => ({ at, run: released })));
          for (const { run } of todo.toSorted((a, b) => a.at - b.at)) await run();

          const [others, ownHours, correction] = invoice.nets as [bigint, bigint, bigint];
          const all = others + ownHours + correction;
          const due = { rate: how === 1 ? 25n : 20n, net: how === 1 ? others + correction : all };
          for (const [lead, isDue] of [
            [first, how === 1],
            [second, how === 3],
          ] as const) {
            const left = await leftOf(lead);
            const dividend = isDue && due.net > 0n ? due.rate * invoice.paid * due.net : 0n;
            const off = left * 100n * invoice.totalLeft - dividend;
            expect(2n * (off < 0n ? -off : off)).toBeLessThanOrEqual(100n * invoice.totalLeft);
            if (!isDue) expect(left).toBe(0n);
          }
          expect(await recounted()).toEqual([]);
        },
      ),
      { numRuns: 15 },
    );
  });

  it.each([
    ['heard as it happened', false],
    ['the win heard before the refusal', true],
  ])('the next gets all of a half-paid invoice, of which the first gives everything back: %s', async (_, crossed) => {
    const { clientId, first, second } = await twoLeads();
    const invoice = new TestInvoice({ clientId, parts: [{ net: 10_000n }] });
    await win(first);
    await hearsOf(leadWon, first);
    await tell(invoice.paidIn(2_000n));
    await released();
    await tell(invoice.paidIn(2_000n, new Date(now).toISOString()));
    expect(await leftOf(first)).toBe(1_000n);
    await refuse(first);
    if (!crossed) await hearsOf(leadRefused, first);
    await win(second);
    expect(await recounted()).toContain(
      `Invoice INV-2026-0001: commission of 800 is due to lead ${second.leadId}, 0 was earned and not taken back.`,
    );
    if (crossed) {
      expect(await recounted()).toContain(
        `Invoice INV-2026-0001: commission of 0 is due to lead ${first.leadId}, 1000 was earned and not taken back.`,
      );
    }
    await hearsOf(leadWon, second);
    if (crossed) await hearsOf(leadRefused, first);
    await tell(invoice.paidIn(6_000n));
    const { referrerId } = first;
    expect(await test.ask(getCommissionStatement, anAe(), { referrerId })).toMatchObject({
      balances: [{ earned: usd('10.00'), held: usd('0.00'), takenBack: usd('5.00'), owedBack: usd('5.00') }],
    });
    const { items } = await test.ask(listCommissions, anAe(), { leadId: second.leadId, sort: 'earnedAt' });
    expect(items.map(({ base, amount }) => `${amount.amount} of ${base.amount}`).toSorted()).toEqual([
      ...['12.00 of 60.00', '4.00 of 20.00', '4.00 of 20.00'],
    ]);
    expect(await recounted()).toEqual([]);
  });
});
