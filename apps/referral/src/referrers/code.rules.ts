/** Without those that are read as another: I, L, O, 0, 1. */
const alphabet = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

/**
 * RC-1. A referral code such as `K7M2-Q9XD`, of letters and digits nobody confuses. `pick` gives a number below its
 * argument, by which nobody can guess the next: 31 signs in 8 places are 850 thousand million codes.
 */
export function newCode(pick: (below: number) => number): string {
  const signs = Array.from({ length: 8 }, () => alphabet[pick(alphabet.length)]!).join('');
  return `${signs.slice(0, 4)}-${signs.slice(4)}`;
}

/** RC-1. Where the page of a code is. */
export const codePageOf = (code: string): string => `/join/${code}`;
