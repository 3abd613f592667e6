import fc from 'fast-check';
import type { Actor } from '#libs/access';
import {
  allocateClientPayment,
  approvePayout,
  cancelPayout,
  creditInvoice,
  importBankStatement,
  listClientPayments,
  listInvoices,
  listPayouts,
  listReceivables,
  recordPayrollAnswer,
  recordReferrerPayout,
  rejectPayout,
  reverseClientPayment,
  setBankDetails,
} from '#libs/contracts';
import { DomainError } from '#libs/errors';
import { aPartner, type TestService } from '#libs/testing';
import { addDays, ClockControl, dayOf } from '#libs/time';
import { aCommission, aCreditNote, anInvoice, aPayment, aRefund } from '../test-support/commissions.js';
import {
  anAdmin,
  anAe,
  anAmendment,
  aPayroll,
  aPlacement,
  approvedLines,
  askFor,
  differences,
  type Engagement,
  iban,
  settle,
  startPayments,
  usd,
} from '../test-support/payments.js';
import { aStatement, type StatedEntry } from '../test-support/statements.js';

/** A commission as referral keeps it, in cents. */
interface Brought {
  told: ReturnType<typeof aCommission>;
  earned: number;
  takenBack: number;
  released: boolean;
}
interface World {
  service: TestService;
  engagements: Engagement[];
  amendments: number;
  partner: Actor;
  commissions: Brought[];
}
class NothingThere extends Error {}
/** Picks one of what there is, whatever the number. */
function pick<T>(all: readonly T[], n: number): T {
  if (!all.length) throw new NothingThere();
  return all[n % all.length]!;
}
const reason = 'mistaken';
const decimal = (cents: number): string => (cents / 100).toFixed(2);
const today = ({ service }: World): string => dayOf(service.app.get(ClockControl).now(), 'UTC');
const invoicesOf = async ({ service }: World) =>
  (await service.ask(listInvoices, anAe(), { limit: 100 })).items.filter(({ number }) => number);
const paymentsOf = async ({ service }: World, filter: object = {}) =>
  (await service.ask(listClientPayments, anAe(), { limit: 100, ...filter })).items;

const bring = (service: TestService, entry: StatedEntry) =>
  service.ask(importBankStatement, anAe(), { xml: aStatement(entry).replaceAll('EUR', 'USD') });

const operations = {
  approve: async (world: World, a: number, b: number) => {
    const { service, engagements } = world;
    const lines = [60 + (a % 400), b % 300, b % 5 ? 1 : -(a % 700)].map((minutes, n) => ({
      minutes,
      workedOn: addDays(today(world), -((a + n) % 20)),
    }));
    await approvedLines(service, pick(engagements, a), ...lines);
  },
  amend: async (world: World, a: number, b: number) => {
    const effectiveFrom = addDays(today(world), (b % 30) - 15);
    const rates = { payRate: usd(`${a % 90}.${10 + (b % 90)}`), billRate: usd(`${b % 120}.33`) };
    const number = ++world.amendments;
    await anAmendment(world.service, pick(world.engagements, a), { number, effectiveFrom, ...rates });
  },
  pass: async (world: World, a: number) => world.service.until(`${addDays(today(world), 1 + (a % 9))}T06:00:00Z`),
  settle: async ({ service }: World) => void (await settle(service)),
  bank: async ({ service, engagements }: World, a: number, b: number) => {
    const { expert } = pick(engagements, a);
    const other = { iban: 'DE02120300000000202051', bic: 'BYLADEM1001' };
    const details = { ...iban, ...(b % 2 && other) };
    await service.ask(setBankDetails, expert, { expertId: expert.id, details });
  },
  ask: async ({ service, engagements }: World, a: number, b: number) =>
    void (await askFor(service, pick(engagements, a).expert, `${b}.${10 + (a % 90)}`)),
  decide: async ({ service }: World, a: number, b: number) => {
    const { items } = await service.ask(listPayouts, anAdmin(), { state: 'requested' });
    await service.ask(b % 3 ? approvePayout : rejectPayout, anAdmin(), { id: pick(items, a).id, reason });
  },
  cancel: async ({ service, engagements }: World, a: number) => {
    const { items } = await service.ask(listPayouts, anAdmin(), { state: 'requested' });
    const { id, expertId } = pick(items, a);
    const { expert } = engagements.find((each) => each.expert.expertId === expertId)!;
    await service.ask(cancelPayout, expert, { id, reason });
  },
  answer: async ({ service }: World, a: number, b: number) => {
    const payoutId = pick((await service.ask(listPayouts, aPayroll(), { limit: 100 })).items, a).id;
    const outcome = pick(['sent', 'paid', 'failed', 'returned', 'paid'] as const, b);
    await service.ask(recordPayrollAnswer, aPayroll(), { payoutId, outcome, bankReference: `B-${b % 2}` });
  },
  bill: async ({ service, engagements }: World, a: number, b: number) => {
    const { items } = await service.ask(listInvoices, anAe(), { state: 'draft' });
    const drafted = new Set(items.map(({ clientId }) => clientId));
    const engagement = pick(
      engagements.filter(({ client }) => drafted.has(client.clientId!)),
      a,
    );
    const invoice = await anInvoice(service, engagement);
    if (b % 3) await aPayment(service, { invoice, cents: 1 + ((a * b) % 200_000) });
  },
  credit: async (world: World, a: number, b: number) => {
    const invoice = pick(await invoicesOf(world), a);
    if (b % 4) await aCreditNote(world.service, invoice, 1 + (b % 100));
    else await world.service.ask(creditInvoice, anAe(), { id: invoice.id, reason });
  },
  receive: async ({ service }: World, a: number) => void (await aPayment(service, { cents: a + 1 })),
  allocate: async (world: World, a: number, b: number) => {
    const [{ id }, invoice] = [pick(await paymentsOf(world), a), pick(await invoicesOf(world), b)];
    const allocation = b % 5 ? { invoiceId: invoice.id } : { clientId: invoice.clientId };
    await world.service.ask(allocateClientPayment, anAe(), { id, allocation });
  },
  reverse: async (world: World, a: number, b: number) => {
    const { id, allocations } = pick(await paymentsOf(world), a);
    const amount = b % 3 ? { amount: usd(decimal(1 + b)) } : {};
    const reversal = { invoiceId: pick(allocations!, b).invoiceId, ...amount, reason };
    await world.service.ask(reverseClientPayment, anAe(), { id, reversal });
  },
  disown: async (world: World, a: number) => {
    const { id } = pick(await paymentsOf(world, { state: 'unallocated' }), a);
    await world.service.ask(reverseClientPayment, anAe(), { id, reversal: { reason } });
  },
  refund: async (world: World, a: number, b: number) => {
    const { id: paymentId } = pick(await paymentsOf(world), a);
    await aRefund(world.service, { paymentId, cents: 1 + b * 10 });
  },
  billAgain: async (world: World, a: number) => {
    const { id } = pick(
      (await invoicesOf(world)).filter(({ credited }) => credited.amount === '0.00'),
      a,
    );
    await world.service.ask(creditInvoice, anAe(), { id, reason, billAgain: true });
  },
  takeUp: async (world: World, a: number) => {
    const { items } = await world.service.ask(listReceivables, anAe(), { limit: 100 });
    const below = items.filter(({ uninvoiced }) => uninvoiced.amount.startsWith('-')).map(({ clientId }) => clientId);
    const theirs = (await invoicesOf(world)).filter(
      ({ clientId, state }) => below.includes(clientId) && state !== 'void',
    );
    await world.service.ask(creditInvoice, anAe(), { id: pick(theirs, a).id, reason, waiting: true });
  },
  /** Of a payment that may not have come yet, which the next tells of. */
  bankTakesBack: async (world: World, a: number, b: number) => {
    const amount = b % 2 ? '-300.00' : '-1.00';
    await bring(world.service, { amount, reference: `BACK-${b}`, on: today(world), of: `CAME-${a % 10}` });
  },
  bankTells: async (world: World, a: number, b: number) => {
    const { number } = pick(await invoicesOf(world), b);
    await bring(world.service, { amount: '300.00', reference: `CAME-${a % 10}`, on: '2026-01-20', text: number! });
  },
  bring: async ({ service, engagements, partner, commissions }: World, a: number, b: number) => {
    const referrer = pick([partner, partner, ...engagements.map(({ expert }) => expert)], a);
    const told = aCommission(service, { referrer });
    commissions.push({ told, earned: b + 1, takenBack: 0, released: false });
    await told.earned(decimal(b + 1));
  },
  takeBack: async ({ commissions }: World, a: number, b: number) => {
    const one = pick(
      commissions.filter(({ earned, takenBack }) => earned > takenBack),
      a,
    );
    const cents = 1 + (b % (one.earned - one.takenBack));
    one.takenBack += cents;
    await one.told.takenBack(decimal(cents), { afterRelease: one.released });
  },
  release: async ({ commissions }: World, a: number, b: number) => {
    const one = pick(
      commissions.filter(({ released }) => !released),
      a,
    );
    one.released = true;
    const [left, setOff] = [one.earned - one.takenBack, b % (one.earned - one.takenBack + 1)];
    await one.told.released(decimal(left - setOff), decimal(setOff));
  },
  payReferrer: async ({ service, partner }: World, a: number, b: number) => {
    const payout = { amount: usd(decimal(b)), bankReference: `T-${a % 50}`, paidOn: '2026-01-20' };
    await service.ask(recordReferrerPayout, anAe(), { referrerId: partner.id, payout });
  },
};
type Operation = [keyof typeof operations, number, number];

async function aWorld(): Promise<World> {
  const service = await startPayments('2026-01-20T06:00:00Z');
  const startsOn = '2025-12-01';
  const first = await aPlacement(service, { startsOn });
  const second = await aPlacement(service, { startsOn, expert: first.expert });
  const engagements = [first, second, await aPlacement(service, { startsOn })];
  for (const { expert } of engagements) {
    await service.ask(setBankDetails, expert, { expertId: expert.id, details: iban });
  }
  const world: World = { service, engagements, amendments: 1, partner: aPartner(), commissions: [] };
  for (const [n, engagement] of engagements.entries()) {
    await approvedLines(service, engagement, { minutes: 3_000 + n, workedOn: '2026-01-12' });
  }
  await operations.pass(world, 8);
  await settle(service);
  for (const engagement of [first, second]) {
    const invoice = await anInvoice(service, engagement);
    await aPayment(service, { invoice, cents: invoice.net + 5_000 });
  }
  return world;
}

/** Whether it was done. A refusal is an answer; anything else is a fault. */
async function tryTo(world: World, [name, a, b]: Operation): Promise<boolean> {
  try {
    await operations[name](world, a, b);
    return true;
  } catch (error) {
    if (error instanceof NothingThere) return false;
    if (!(error instanceof DomainError) || error.kind === 'internal') throw error;
    return false;
  }
}

describe('any sequence of operations', () => {
  const names = Object.keys(operations) as (keyof typeof operations)[];
  const sequences = fc.array(
    fc.tuple(
      fc.constantFrom(...names, 'approve', 'approve', 'ask', 'answer', 'answer', 'pass', 'pass'),
      fc.nat(999),
      fc.nat(999),
    ),
    { minLength: 40, maxLength: 80, size: 'max' },
  );

  /** Each of them at least once, in an order in which none is refused. */
  const possible: Operation[] = [
    ...(['approve', 'amend', 'pass', 'settle', 'bank', 'ask', 'cancel', 'ask', 'decide', 'answer'] as const).map(
      (name): Operation => [name, 0, 1],
    ),
    ...([
      ['bill', 0, 1],
      ['reverse', 0, 0],
      ['disown', 0, 0],
      ['allocate', 0, 0],
      ['refund', 0, 0],
    ] as Operation[]),
    ...([
      ['credit', 0, 1],
      ['receive', 5, 0],
      ['bring', 0, 500],
      ['takeBack', 0, 1],
      ['release', 0, 0],
    ] as Operation[]),
    ['payReferrer', 1, 100],
    // An hour too much after the last invoice, and the fortnight it was worked in ends.
    ...([
      ['approve', 697, 0],
      ['pass', 8, 0],
      ['pass', 8, 0],
      ['settle', 0, 0],
      ['takeUp', 0, 0],
      ['billAgain', 0, 0],
      ['bankTakesBack', 0, 1],
      ['bankTells', 0, 0],
    ] as Operation[]),
  ];

  it('keeps the ledger balanced, no balance negative, and everything explained (PM-1, PM-12)', async () => {
    const done = new Set<string>();
    await fc.assert(
      fc.asyncProperty(sequences, async (sequence) => {
        const world = await aWorld();
        try {
          for (const operation of sequence) if (await tryTo(world, operation)) done.add(operation[0]);
          expect(await differences(world.service)).toEqual({});
          const negative = await world.service.query(
            `select from account_balances where account in ('expert-safe', 'expert-reserved', 'referrer-safe') and balance_minor > 0`,
          );
          expect(negative).toEqual([]);
        } finally {
          await world.service.stop();
        }
      }),
      { numRuns: 12, endOnFailure: true, examples: [[possible]] },
    );
    // What is always refused proves nothing.
    expect([...done].sort()).toEqual(names.toSorted());
  });
});
