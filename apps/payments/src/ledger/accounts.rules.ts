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
