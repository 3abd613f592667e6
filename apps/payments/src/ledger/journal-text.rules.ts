/** A journal entry as the chain covers it; `at` in whole milliseconds. */
export interface ChainedEntry {
  prevHash: string;
  number: bigint;
  id: string;
  kind: string;
  reference: string;
  at: Date;
  actorId: string;
  postings: readonly ChainedPosting[];
}

export interface ChainedPosting {
  id: string;
  account: string;
  /** The nil UUID for the network's own accounts. */
  ownerId: string;
  currency: string;
  amountMinor: bigint;
}

/**
 * PM-1. The text whose SHA-256 is an entry's hash: everything it says, and the hash of the entry before, so that no entry
 * can be changed, taken out or slipped in without breaking all that follow. `journal_text` in the database writes the same.
 */
export const journalText = ({ prevHash, number, id, kind, reference, at, actorId, postings }: ChainedEntry): string =>
  [prevHash, number, id, kind, reference, at.toISOString(), actorId, ...postings.map(postingText).sort()].join('\n');

const postingText = ({ id, account, ownerId, currency, amountMinor }: ChainedPosting): string =>
  [id, account, ownerId, currency, amountMinor].join(' ');
