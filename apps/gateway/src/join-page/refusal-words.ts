import type { DomainError } from '#libs/errors';

/** Nothing that was typed is wrong: what a page says of the whole of it. */
export interface Refusal {
  title: string;
  words: string;
}

const known = 'Thank you, but we know this company already';
const cannot = 'This company can’t be introduced by this page';
/** What a service refuses, in words for somebody who knows nothing of leads; of others it tells nothing. */
const refusals: Readonly<Record<string, Refusal>> = {
  'referral.lead-taken': { title: known, words: 'Somebody introduced it before you. There is nothing more to do.' },
  'referral.already-client': { title: known, words: 'There is nothing more to do.' },
  'referral.self-referral': {
    title: cannot,
    words: 'Nobody can introduce itself: the company or the address belongs to whoever gave you this page.',
  },
  'referral.circle': { title: cannot, words: 'It brought us whoever gave you the page.' },
};

export const refusalWords = ({ code, detail }: DomainError): Refusal =>
  refusals[code] ?? { title: 'This can’t be sent', words: detail };
