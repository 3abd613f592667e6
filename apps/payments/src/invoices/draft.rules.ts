import type { Day } from '#libs/time';

/** A settlement's part under one contract, on no invoice yet; amounts in minor units. */
export interface WaitingLine {
  settlementId: string;
  contractNumber: number;
  clientId: string;
  currency: string;
  placementId: string;
  expertId: string;
  title: string;
  expertName: string;
  firstDay: Day;
  lastDay: Day;
  minutes: number;
  billRateMinor: string;
  netMinor: string;
  payMinor: string;
}

export interface Draft {
  clientId: string;
  currency: string;
  /** First and last day worked: hours approved late are billed with a later period. */
  periodStart: Day;
  periodEnd: Day;
  minutes: number;
  netMinor: bigint;
  /** In the order given. */
  lines: WaitingLine[];
}

/**
 * PM-4. One draft for each client and currency, with the sums of its lines. 90.00 and -30.00 (a correction) are a draft
 * of 60.00; what sums to nothing or less is none, and waits for more.
 */
export function draftsOf(waiting: readonly WaitingLine[]): Draft[] {
  const groups = Map.groupBy(waiting, ({ clientId, currency }) => `${clientId} ${currency}`);
  return [...groups.values()].map(draftOf).filter(({ netMinor }) => netMinor > 0n);
}

function draftOf(lines: WaitingLine[]): Draft {
  const { clientId, currency } = lines[0]!;
  const days = lines.flatMap(({ firstDay, lastDay }) => [firstDay, lastDay]).sort();
  return {
    ...{ clientId, currency, periodStart: days[0]!, periodEnd: days.at(-1)!, lines },
    minutes: lines.reduce((sum, { minutes }) => sum + minutes, 0),
    netMinor: lines.reduce((sum, { netMinor }) => sum + BigInt(netMinor), 0n),
  };
}
