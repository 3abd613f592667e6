import { formatMoney, money } from '#libs/money';

/** The waiting lines of a placement, priced in one pair of currencies; both null where no contract is in force. */
export interface WaitingGroup {
  placementId: string;
  expertId: string;
  payCurrency: string | null;
  billCurrency: string | null;
  payMinor: bigint;
  /** A day worked without a contract in force. */
  unratedOn: string | null;
}

export interface Refusal {
  placementId: string;
  reason: string;
}

/** The safe balances of experts: minor units by `balanceKey`. */
export type SafeBalances = ReadonlyMap<string, bigint>;
export const balanceKey = (expertId: string, currency: string): string => `${expertId} ${currency}`;

/**
 * PM-3. Which groups are settled now, in this order, and which wait for the next run, with the reason. Corrections may
 * take more back than the rest of a placement brings; such a group comes after the others, and waits as long as the
 * expert's safe balance doesn't cover it: -50.00 with 30.00 in the safe and 15.00 just settled waits, with 20.00 it doesn't.
 */
export function chooseGroups<G extends WaitingGroup>(
  groups: readonly G[],
  balances: SafeBalances,
): { settled: G[]; refused: Refusal[] } {
  const refused = groups.flatMap((group) => refusalOf(group));
  const sound = groups.filter((group) => refusalOf(group).length === 0);
  const settled = sound.filter(({ payMinor }) => payMinor >= 0n);
  const safe = new Map(balances);
  const take = ({ expertId, payCurrency, payMinor }: G): bigint => {
    const key = balanceKey(expertId, payCurrency!);
    const balance = (safe.get(key) ?? 0n) + payMinor;
    if (balance >= 0n) safe.set(key, balance);
    return balance;
  };
  settled.forEach(take);
  for (const group of sound.filter(({ payMinor }) => payMinor < 0n)) {
    const balance = take(group);
    if (balance >= 0n) settled.push(group);
    else refused.push({ placementId: group.placementId, reason: overdrawn(group, balance) });
  }
  return { settled, refused };
}

function refusalOf({ placementId, payCurrency, billCurrency, unratedOn }: WaitingGroup): Refusal[] {
  if (!payCurrency || !billCurrency) {
    return [{ placementId, reason: `No contract is in force on ${unratedOn}; these lines wait.` }];
  }
  if (payCurrency === billCurrency) return [];
  return [{ placementId, reason: `Paid in ${payCurrency} but billed in ${billCurrency}: that has no settlement.` }];
}

function overdrawn({ payCurrency, payMinor }: WaitingGroup, balance: bigint): string {
  const amount = (minor: bigint): string => `${formatMoney(money(minor, payCurrency!)).amount} ${payCurrency}`;
  return `Corrections take back ${amount(-payMinor)}, ${amount(-balance)} more than the safe balance holds; they wait.`;
}
