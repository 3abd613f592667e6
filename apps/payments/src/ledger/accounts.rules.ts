import { add, isZero, type Money, negate, subtract } from '#libs/money';

/** PM-2. The kinds of accounts; each has one balance a currency, those of clients and experts one for each of these. */
export type Account =
  | 'client-receivable'
  | 'expert-safe'
  | 'expert-reserved'
  | 'referrer-held'
  | 'referrer-safe'
  | 'network-revenue'
  | 'network-tax'
  | 'network-commission'
  | 'network-cash'
  | 'network-clearing'
  | 'network-suspense';

/** One side of a journal entry: debits are positive, credits negative. */
export interface Leg {
  account: Account;
  /** Client, expert or referrer; absent for the network's own accounts. */
  ownerId?: string;
  amount: Money;
}

/**
 * PM-2. A settlement: the client owes the bill, the expert is owed the pay, the rest is the network's revenue. Billed
 * 90.00 and paid 60.00: receivable +90.00, safe -60.00, revenue -30.00. What comes to nothing has no leg.
 */
export function settlementLegs(of: { clientId: string; expertId: string; pay: Money; bill: Money }): Leg[] {
  const legs: Leg[] = [
    { account: 'client-receivable', ownerId: of.clientId, amount: of.bill },
    { account: 'expert-safe', ownerId: of.expertId, amount: negate(of.pay) },
    { account: 'network-revenue', amount: subtract(of.pay, of.bill) },
  ];
  return legs.filter(({ amount }) => !isZero(amount));
}

/** Where the money of a payout can be. */
export type PayoutAccount = Extract<Account, 'expert-safe' | 'expert-reserved' | 'network-cash' | 'network-clearing'>;

/** PM-5. One step of a payout: its amount moves between two accounts. Both legs sum to nothing. */
export function transferLegs(amount: Money, expertId: string, from: PayoutAccount, to: PayoutAccount): Leg[] {
  const leg = (account: PayoutAccount, change: Money): Leg => ({
    account,
    ...(account.startsWith('expert-') && { ownerId: expertId }),
    amount: change,
  });
  return [leg(from, amount), leg(to, negate(amount))];
}

/** PM-4. An invoice adds its tax to what the client owes: 19.00 is receivable +19.00, tax -19.00. None has no legs. */
export const invoiceLegs = ({ clientId, tax }: { clientId: string; tax: Money }): Leg[] =>
  isZero(tax)
    ? []
    : [
        { account: 'client-receivable', ownerId: clientId, amount: tax },
        { account: 'network-tax', amount: negate(tax) },
      ];

/** PM-4. A credit note takes back: 100.00 and 19.00 of tax are revenue +100.00, tax +19.00, receivable -119.00. */
export function creditNoteLegs({ clientId, net, tax }: { clientId: string; net: Money; tax: Money }): Leg[] {
  const legs: Leg[] = [
    { account: 'network-revenue', amount: net },
    { account: 'network-tax', amount: tax },
    { account: 'client-receivable', ownerId: clientId, amount: negate(add(net, tax)) },
  ];
  return legs.filter(({ amount }) => !isZero(amount));
}

/**
 * PM-4. What a credit note took back and is billed again is the client's to pay as when it was settled: of 100.00 and 19.00
 * of tax the credit note posted revenue +100.00, tax +19.00, receivable -119.00; this is receivable +100.00, revenue
 * -100.00, and the next invoice adds its tax, receivable +19.00, tax -19.00. So it is owed and earned once.
 */
export const billAgainLegs = ({ clientId, net }: { clientId: string; net: Money }): Leg[] => [
  { account: 'client-receivable', ownerId: clientId, amount: net },
  { account: 'network-revenue', amount: negate(net) },
];

/** RC-5. What becomes of a commission, and the part of it that moves. */
export interface CommissionMove {
  kind: 'earned' | 'taken-back' | 'released';
  referrerId: string;
  /** The referrer, where it is an expert. */
  expertId: string | null;
  amount: Money;
}

/**
 * RC-4, RC-5. Of 25.00 earned: commission +25.00, held -25.00. Of 5.00 taken back: held +5.00, commission -5.00. Of 20.00
 * released: held +20.00, safe -20.00, which is the safe balance an expert has from its work. Whatever is set off needs
 * no posting: what was earned and what was taken back meet in held. What comes to nothing has no leg.
 */
export function commissionLegs({ kind, referrerId, expertId, amount }: CommissionMove): Leg[] {
  if (isZero(amount)) return [];
  const held = (change: Money): Leg => ({ account: 'referrer-held', ownerId: referrerId, amount: change });
  if (kind === 'earned') return [{ account: 'network-commission', amount }, held(negate(amount))];
  if (kind === 'taken-back') return [held(amount), { account: 'network-commission', amount: negate(amount) }];
  const safe = expertId
    ? { account: 'expert-safe' as const, ownerId: expertId }
    : { account: 'referrer-safe' as const, ownerId: referrerId };
  return [held(amount), { ...safe, amount: negate(amount) }];
}

/** RC-5. A transfer to a referrer: 20.00 of its safe balance are paid, safe +20.00, cash -20.00. */
export const referrerPayoutLegs = (referrerId: string, amount: Money): Leg[] => [
  { account: 'referrer-safe', ownerId: referrerId, amount },
  { account: 'network-cash', amount: negate(amount) },
];

/** RC-5. A transfer to a referrer came back: 20.00 are cash +20.00, and available again, safe -20.00. */
export const returnedReferrerPayoutLegs = (referrerId: string, amount: Money): Leg[] =>
  referrerPayoutLegs(referrerId, negate(amount));

/** Money of a client, or of nobody yet. */
const clientLeg = (clientId: string | null, amount: Money): Leg =>
  clientId ? { account: 'client-receivable', ownerId: clientId, amount } : { account: 'network-suspense', amount };

/** PM-4. Money that came in: 100.00 of a client are cash +100.00, receivable -100.00; of nobody known, suspense -100.00. */
export const receiptLegs = (amount: Money, clientId: string | null): Leg[] => [
  { account: 'network-cash', amount },
  clientLeg(clientId, negate(amount)),
];

/**
 * PM-4. It became known whose 100.00 they are: suspense +100.00, receivable -100.00; with null, that they are not this
 * client's: receivable +100.00, suspense -100.00.
 */
export const assignmentLegs = (amount: Money, from: string | null, to: string | null): Leg[] => [
  clientLeg(from, amount),
  clientLeg(to, negate(amount)),
];

/** PM-4. 40.00 go back: receivable, or suspense, +40.00, cash -40.00. */
export const refundLegs = (amount: Money, clientId: string | null): Leg[] => [
  clientLeg(clientId, amount),
  { account: 'network-cash', amount: negate(amount) },
];
