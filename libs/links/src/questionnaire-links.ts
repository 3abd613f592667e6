import { signedId, verifiedId } from './signed-id.js';

const purpose = 'questionnaire';

/** The path of a questionnaire's page. With its id in place of the token the page doesn't open: so it may be written down. */
export const questionnairePath = (tokenOrId: string): string => `/q/${tokenOrId}`;

/** QN-1. The personal link's token of a questionnaire, by LINK_KEY. */
export const questionnaireToken = (key: string, id: string): string => signedId(key, purpose, id);

/** QN-1. The questionnaire whose link's token this is; null for a forged, foreign or damaged one. */
export const questionnaireOf = (key: string, token: string): string | null => verifiedId(key, purpose, token);
