import type { z } from 'zod';
import type { InvoiceStanding } from '#libs/contracts';
import { divideHalfEven, parseMoney, takeInTurn } from '#libs/money';

export type Standing = z.output<typeof InvoiceStanding>;

/** RC-4, RC-6. What commission on an invoice goes by. */
export interface CommissionTerms {
  /** The referrer, where it is an expert. */
  expertId: string | null;
  /** Pinned on the lead. */
  ratePercent: number;
  /** The placements whose contract makes it due also on hours that the referrer works there itself. */
  onOwnHours: ReadonlySet<string>;
}

/**
 * RC-4, RC-6. The commission due on an invoice as it stands, from its first payment on, in minor units: rate × paid × what
 * pays commission ÷ the total, each less credit notes, rounded once, half to even. It is a function of the standing alone,
 * so the order in which payments, refunds and credit notes are heard changes nothing, and the differences from one
 * standing to the next sum to the whole. 25 % of an invoice of 100.00 and 20.00 tax, 60.00 paid: 12.50.
 */
export const dueOn = (standing: Standing, terms: CommissionTerms): bigint =>
  received(standing, terms, BigInt(terms.ratePercent), 100n);

/**
 * RC-4. The part of what was paid that commission is due on, net of tax and credit notes: in the example 50.00. Never more
 * than all that was received net: of others' hours for 130.00, the referrer's correction of −30.00 and 20.00 tax, all
 * 120.00 paid: 100.00.
 */
export const baseOf = (standing: Standing, terms: CommissionTerms): bigint => received(standing, terms, 1n, 1n);

function received(standing: Standing, terms: CommissionTerms, times: bigint, by: bigint): bigint {
  const minor = (amount: Standing['paid']): bigint => parseMoney(amount).minor;
  const total = minor(standing.total) - minor(standing.credited);
  const netOf = (parts: Standing['parts']): bigint => parts.reduce((sum, { net }) => sum + minor(net), 0n);
  const net = netOf(standing.parts);
  const paying = netOf(
    standing.parts.filter(
      ({ expertId, placementId }) => expertId !== terms.expertId || terms.onOwnHours.has(placementId),
    ),
  );
  // A negative part of the referrer's own hours, a correction, must not make the rest more than the whole.
  const share = paying > net ? net : paying;
  if (total <= 0n || share <= 0n) return 0n;
  return divideHalfEven(times * minor(standing.paid) * share, by * total);
}

/** What moved an invoice to a standing. */
export type MovementKind = 'received' | 'refund' | 'returned' | 'credit-note' | 'reversal';
export interface Heard {
  kind: MovementKind;
  movementId: string;
  /** Of a credit note none. */
  paymentId: string | null;
  bankReference: string | null;
  at: Date;
  standing: Standing;
}
/** Where the postings of an invoice stand. */
export interface Posted {
  /** Number of the last standing that was posted. */
  number: number;
  /** Earned and not taken back. */
  earned: bigint;
  base: bigint;
}
export interface Difference {
  heard: Heard;
  /** What a negative one takes back. */
  amount: bigint;
  base: bigint;
  /** The payment a positive one came from. */
  payment: Heard | undefined;
}

/**
 * RC-4, RC-5, RC-8. What is still to be posted of the standings heard so far, oldest first; one that comes after a newer
 * one changes nothing. A positive difference waits for the payment it came from to be heard. 10.00 due, then 12.50, then
 * 5.00: +10.00, +2.50, −7.50.
 */
export function differences(
  heard: readonly Heard[],
  posted: Posted,
  terms: CommissionTerms,
): { differences: Difference[]; posted: Posted } {
  const inOrder = heard.toSorted((a, b) => a.standing.number - b.standing.number);
  const found: Difference[] = [];
  let { number, earned, base } = posted;
  for (const each of inOrder.filter(({ standing }) => standing.number > posted.number)) {
    const due = dueOn(each.standing, terms);
    if (due !== earned) {
      const payment = paymentOf(inOrder, each.standing.number);
      if (due > earned && !payment) break;
      const whole = baseOf(each.standing, terms);
      found.push({ heard: each, amount: due - earned, base: whole - base, payment });
      [earned, base] = [due, whole];
    }
    number = each.standing.number;
  }
  return { differences: found, posted: { number, earned, base } };
}

/** The latest up to that standing, else the first after it. */
function paymentOf(inOrder: readonly Heard[], number: number): Heard | undefined {
  const payments = inOrder.filter(({ kind }) => kind === 'received');
  return payments.findLast(({ standing }) => standing.number <= number) ?? payments[0];
}

/** What is left of a commission. */
export interface Share {
  isHeld: boolean;
  left: bigint;
}

/**
 * RC-5. Whose commission an amount is taken back from: of those held, the latest first, then of those released, the
 * latest first. 12.00 of 10.00 held and 25.00 released: 10.00 and 2.00.
 */
export function takenBackFrom<S extends Share>(
  amount: bigint,
  oldestFirst: readonly S[],
): { share: S; amount: bigint }[] {
  const latestFirst = oldestFirst.toReversed();
  const inTurn = [...latestFirst.filter(({ isHeld }) => isHeld), ...latestFirst.filter(({ isHeld }) => !isHeld)];
  return takeInTurn(amount, inTurn, ({ left }) => left).map(([share, taken]) => ({ share, amount: taken }));
}

/**
 * RC-5. What is released goes first against what is owed back, the rest to the safe balance; never below zero. 10.00 with
 * 12.00 owed back: all set off, nothing credited, 2.00 still owed.
 */
export function releaseOf(held: bigint, owedBack: bigint): { setOff: bigint; credited: bigint } {
  const setOff = owedBack < held ? owedBack : held;
  return { setOff, credited: held - setOff };
}

/**
 * RC-5. When what was received is released: 14 days after it came in, or after the win was recorded when that was later, so
 * that there is always time to look into it. Received on March 2nd of a client won on March 10th: March 24th.
 */
export const heldUntil = (receivedAt: Date, wonAt: Date, holdDays: number): Date =>
  new Date(Math.max(receivedAt.getTime(), wonAt.getTime()) + holdDays * dayMs);

const dayMs = 86_400_000;
