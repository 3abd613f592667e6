/** What moved an expert's safe balance for good, in minor units: a settled line, or a payout that wasn't given back. */
export interface SafeMove {
  kind: 'line' | 'payout';
  id: string;
  /** Of a line what it earned, negative for a correction; of a payout its amount. */
  minor: bigint;
}

/** So much of a payout came from this line. */
export interface Part {
  lineId: string;
  payoutId: string;
  minor: bigint;
}

interface Source {
  lineId: string;
  left: bigint;
}

/**
 * PM-10. Which work a payout paid for: the oldest that wasn't paid out yet. Lines of 60.00 and 40.00, then payouts of 50.00
 * and 30.00: the first is 50.00 of the first line, the second 10.00 of it and 20.00 of the other. A correction takes
 * back from the oldest as well. The parts of a payout sum to its amount, and no line gives more than it earned.
 * `moves` in the order of the ledger, within a settlement what it gave before what it took.
 */
export function attribute(moves: readonly SafeMove[]): Part[] {
  const sources: Source[] = [];
  const parts: Part[] = [];
  for (const { kind, id, minor } of moves) {
    if (kind === 'line' && minor > 0n) sources.push({ lineId: id, left: minor });
    else if (kind === 'line') draw(sources, -minor);
    else parts.push(...draw(sources, minor).map((part) => ({ ...part, payoutId: id })));
  }
  return parts;
}

/** Takes an amount from the front. */
function draw(sources: Source[], amount: bigint): { lineId: string; minor: bigint }[] {
  const drawn: { lineId: string; minor: bigint }[] = [];
  for (let missing = amount; missing > 0n && sources[0];) {
    const source = sources[0];
    const minor = source.left < missing ? source.left : missing;
    drawn.push({ lineId: source.lineId, minor });
    source.left -= minor;
    missing -= minor;
    if (source.left === 0n) sources.shift();
  }
  return drawn;
}
