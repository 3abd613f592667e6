/**
 * What moved a safe balance for good, in minor units: a settled line, a commission credited, or a payout that wasn't
 * given back.
 */
export interface SafeMove {
  kind: 'line' | 'commission' | 'payout';
  id: string;
  /** Of a line or commission what it gave, negative for a correction; of a payout its amount. */
  minor: bigint;
}

/** So much of a payout came from this line or commission. */
export interface Part {
  sourceId: string;
  payoutId: string;
  minor: bigint;
}

interface Source {
  sourceId: string;
  left: bigint;
}

/**
 * PM-10, RC-8. What a payout paid for: the oldest work or commission that wasn't paid out yet. A line of 60.00 and a
 * commission of 40.00, then payouts of 50.00 and 30.00: the first is 50.00 of the line, the second 10.00 of it and 20.00
 * of the commission. A correction takes back from the oldest as well. The parts of a payout sum to its amount, and no
 * source gives more than it has.
 * `moves` in the order of the ledger, within a settlement what it gave before what it took.
 */
export function attribute(moves: readonly SafeMove[]): Part[] {
  const sources: Source[] = [];
  const parts: Part[] = [];
  for (const { kind, id, minor } of moves) {
    if (kind === 'payout') parts.push(...draw(sources, minor).map((part) => ({ ...part, payoutId: id })));
    else if (minor > 0n) sources.push({ sourceId: id, left: minor });
    else draw(sources, -minor);
  }
  return parts;
}

/** Takes an amount from the front. */
function draw(sources: Source[], amount: bigint): { sourceId: string; minor: bigint }[] {
  const drawn: { sourceId: string; minor: bigint }[] = [];
  for (let missing = amount; missing > 0n && sources[0];) {
    const source = sources[0];
    const minor = source.left < missing ? source.left : missing;
    drawn.push({ sourceId: source.sourceId, minor });
    source.left -= minor;
    missing -= minor;
    if (source.left === 0n) sources.shift();
  }
  return drawn;
}
