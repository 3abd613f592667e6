import { signedId, verifiedId } from './signed-id.js';

const pages = { questionnaire: '/q/', 'client-report': '/r/', invoice: '/i/', 'credit-note': '/c/' } as const;
/** What a person reads without an account, by a link of its own. */
export type LinkedPage = keyof typeof pages;

/** The path of a page. With its id in place of the token it doesn't open: so it may be written down. */
export const linkPath = (page: LinkedPage, tokenOrId: string): string => pages[page] + tokenOrId;

/** QN-1, QN-12, PM-4. The token of a personal link, by LINK_KEY. */
export const linkToken = (key: string, page: LinkedPage, id: string): string => signedId(key, page, id);

/** QN-1, QN-12, PM-4. What a link's token stands for; null for a forged, foreign or damaged one, and for one of another page. */
export const linkedId = (key: string, page: LinkedPage, token: string): string | null => verifiedId(key, page, token);
