import type { Outcome } from './mail.js';

/** What nodemailer throws. */
interface SmtpError {
  message?: string;
  code?: string;
  responseCode?: number;
  command?: string;
}

/** Refusals of this mail; one of the connection or of our password is no fault of it. */
const aboutTheMail = /^(MAIL FROM|RCPT TO|DATA)$/;

/** What a server said, fit to be kept: one whose words can't be written down would get the mail again and again. */
export const inWords = (said: string): string =>
  said
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .slice(0, 500)
    .toWellFormed();

/**
 * NT-1. A server that refuses the mail for good (5xx) has bounced it; 4xx, a server that isn't there, or one that doesn't
 * want us, is tried again. A connection lost while or after the mail was on its way leaves the outcome unknown.
 * `{ responseCode: 550, command: 'RCPT TO' }` is refused, `{ code: 'ECONNREFUSED' }` comes later.
 */
export function smtpOutcome(thrown: unknown): Exclude<Outcome, { kind: 'accepted' }> {
  const { message = String(thrown), code = '', responseCode, command = '' } = thrown as SmtpError;
  const error = inWords(message);
  if (responseCode !== undefined) {
    const bounced = responseCode >= 500 && responseCode < 600 && code !== 'EAUTH' && aboutTheMail.test(command);
    return { kind: bounced ? 'refused' : 'later', error };
  }
  if (code === 'EENVELOPE') return { kind: 'refused', error };
  return { kind: command === 'DATA' ? 'unknown' : 'later', error };
}

/** NT-1. As for mail: a webhook that says the message is wrong (4xx) has refused it; everything else comes later. */
export function webhookOutcome(status: number): Outcome {
  if (status >= 200 && status < 300) return { kind: 'accepted', as: `HTTP ${status}` };
  const error = `The webhook answered ${status}.`;
  const passing = status >= 500 || status === 408 || status === 429 || status < 400;
  return { kind: passing ? 'later' : 'refused', error };
}
