import type { DomainError } from '#libs/errors';

/** What a service refuses, in words for somebody who knows nothing of leads; of others it tells nothing. */
const words: Readonly<Record<string, string>> = {
  'referral.lead-taken': 'Thank you, but we know this company already: somebody introduced it before you.',
  'referral.already-client': 'Thank you, but we know this company already.',
  'referral.self-referral':
    'Nobody can introduce itself: this company or address belongs to whoever gave you this page.',
  'referral.circle': 'This company can’t be introduced by this page: it brought us whoever gave you the page.',
};

export const wordsOf = ({ code, detail }: DomainError): string => words[code] ?? detail;
