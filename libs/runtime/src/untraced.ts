/**
 * What operators ask for, and personal links (`/q/`, `/r/`, `/i/`, `/c/`: libs/links), whose address is a secret: a trace would hold
 * it. `url` is a request's path with its query.
 */
export const isUntraced = (url: string): boolean => /^\/(health|q|r|i|c)\/|^\/metrics$/.test(url);
