import { isZero, type Money, negate, subtract } from '#libs/money';

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

/** Money of a client, or of nobody yet. */
const clientLeg = (clientId: string | null, amount: Money): Leg =>
  clientId ? { account: 'client-receivable', ownerId: clientId, amount } : { account: 'network-suspense', amount };

/** PM-4. Money that came in: 100.00 of a client are cash +100.00, receivable -100.00; of nobody known, suspense -100.00. */
export const receiptLegs = (amount: Money, clientId: string | null): Leg[] => [
  { account: 'network-cash', amount },
  clientLeg(clientId, negate(amount)),
];

/** PM-4. It became known whose 100.00 they are: suspense +100.00, receivable -100.00. */
export const assignmentLegs = (amount: Money, clientId: string): Leg[] => [
  clientLeg(null, amount),
  clientLeg(clientId, negate(amount)),
];

/** PM-4. 40.00 go back: receivable, or suspense, +40.00, cash -40.00. */
export const refundLegs = (amount: Money, clientId: string | null): Leg[] => [
  clientLeg(clientId, amount),
  { account: 'network-cash', amount: negate(amount) },
];
