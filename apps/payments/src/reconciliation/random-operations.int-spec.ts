import fc from 'fast-check';
import type { Actor } from '#libs/access';
import {
  approvePayout,
  cancelPayout,
  listPayouts,
  recordPayrollAnswer,
  recordReferrerPayout,
  rejectPayout,
  setBankDetails,
} from '#libs/contracts';
import { DomainError } from '#libs/errors';
import { aPartner, type TestService } from '#libs/testing';
import { addDays, ClockControl, dayOf } from '#libs/time';
import { aCommission, aCreditNote, anInvoice, aPayment } from '../test-support/commissions.js';
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

const { jest } = import.meta;
jest.setTimeout(120_000);

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
/** Picks one of what there is, whatever the number. */
const pick = <T>(all: readonly T[], n: number): T | undefined => all[n % (all.length || 1)];
const decimal = (cents: number): string => (cents / 100).toFixed(2);
const today = ({ service }: World): string => dayOf(service.app.get(ClockControl).now(), 'UTC');

const operations = {
  approve: async (world: World, a: number, b: number) => {
    const { service, engagements } = world;
    const lines = [60 + (a % 400), b % 300, b % 5 ? 1 : -(a % 700)].map((minutes, n) => ({
      minutes,
      workedOn: addDays(today(world), -((a + n) % 20)),
    }));
    await approvedLines(service, pick(engagements, a)!, ...lines);
  },
  amend: async (world: World, a: number, b: number) => {
    const effectiveFrom = addDays(today(world), (b % 30) - 15);
    const rates = { payRate: usd(`${a % 90}.${10 + (b % 90)}`), billRate: usd(`${b % 120}.33`) };
    const number = ++world.amendments;
    await anAmendment(world.service, pick(world.engagements, a)!, { number, effectiveFrom, ...rates });
  },
  pass: async (world: World, a: number) => world.service.until(`${addDays(today(world), 1 + (a % 9))}T06:00:00Z`),
  settle: async ({ service }: World) => void (await settle(service)),
  ask: async ({ service, engagements }: World, a: number, b: number) =>
    void (await askFor(service, pick(engagements, a)!.expert, `${b % 250}.${10 + (a % 90)}`)),
  decide: async ({ service }: World, a: number, b: number) => {
    const { items } = await service.ask(listPayouts, anAdmin(), { state: 'requested' });
    const [id, reason] = [pick(items, a)?.id, 'decided'];
    if (id) await service.ask(b % 3 ? approvePayout : rejectPayout, anAdmin(), { id, reason });
  },
  cancel: async ({ service, engagements }: World, a: number) => {
    const expert: Actor = pick(engagements, a)!.expert;
    const id = pick((await service.ask(listPayouts, expert, {})).items, a)?.id;
    if (id) await service.ask(cancelPayout, expert, { id, reason: 'changed my mind' });
  },
  answer: async ({ service }: World, a: number, b: number) => {
    const payoutId = pick((await service.ask(listPayouts, aPayroll(), { limit: 100 })).items, a)?.id;
    const outcome = pick(['sent', 'paid', 'failed', 'returned', 'paid'] as const, b)!;
    if (payoutId)
      await service.ask(recordPayrollAnswer, aPayroll(), { payoutId, outcome, bankReference: `B-${b % 2}` });
  },
  bill: async ({ service, engagements }: World, a: number, b: number) => {
    const engagement = pick(engagements, a)!;
    const [{ net }] = (await service.query<{ net: string }>(
      `select coalesce(sum(bill_minor), 0) as net from settlements
       where client_id = $1 and id not in (select settlement_id from invoiced_settlements)`,
      [engagement.client.clientId],
    )) as [{ net: string }];
    if (Number(net) <= 0) return;
    const invoice = await anInvoice(service, engagement);
    if (b % 3) await aPayment(service, { invoice, cents: 1 + ((a * b) % 200_000) });
    else await aCreditNote(service, invoice, 1 + (b % 100));
  },
  receive: async ({ service }: World, a: number) => void (await aPayment(service, { cents: a + 1 })),
  bring: async ({ service, engagements, partner, commissions }: World, a: number, b: number) => {
    const referrer = pick([partner, partner, ...engagements.map(({ expert }) => expert)], a)!;
    const told = aCommission(service, { referrer });
    commissions.push({ told, earned: b + 1, takenBack: 0, released: false });
    await told.earned(decimal(b + 1));
  },
  takeBack: async ({ commissions }: World, a: number, b: number) => {
    const one = pick(commissions, a);
    const cents = one ? b % (one.earned - one.takenBack + 1) : 0;
    if (!one || !cents) return;
    one.takenBack += cents;
    await one.told.takenBack(decimal(cents), { afterRelease: one.released });
  },
  release: async ({ commissions }: World, a: number, b: number) => {
    const one = pick(
      commissions.filter(({ released }) => !released),
      a,
    );
    if (!one) return;
    one.released = true;
    const [left, setOff] = [one.earned - one.takenBack, b % (one.earned - one.takenBack + 1)];
    await one.told.released(decimal(left - setOff), decimal(setOff));
  },
  payReferrer: async ({ service, partner }: World, a: number, b: number) => {
    const payout = { amount: usd(decimal(b)), bankReference: `T-${a % 50}`, paidOn: '2026-02-02' };
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
  return { service, engagements, amendments: 1, partner: aPartner(), commissions: [] };
}

/** A refusal is an answer; anything else is a fault. */
async function tryTo(world: World, [name, a, b]: Operation): Promise<void> {
  try {
    await operations[name](world, a, b);
  } catch (error) {
    if (!(error instanceof DomainError) || error.kind === 'internal') throw error;
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

  it('keeps the ledger balanced, no balance negative, and everything explained (PM-1, PM-12)', async () => {
    await fc.assert(
      fc.asyncProperty(sequences, async (sequence) => {
        const world = await aWorld();
        try {
          for (const operation of sequence) await tryTo(world, operation);
          expect(await differences(world.service)).toEqual({});
          const negative = await world.service.query(
            `select from account_balances where account in ('expert-safe', 'expert-reserved', 'referrer-safe') and balance_minor > 0`,
          );
          expect(negative).toEqual([]);
        } finally {
          await world.service.stop();
        }
      }),
      { numRuns: 15 },
    );
  });
});
