import type { Message, Outcome } from './mail.js';
import { inWords, webhookOutcome } from './outcome.rules.js';

const timeoutMs = 10_000;

const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** As chats of Slack's kind want it: `<!channel>` in somebody's question calls nobody. */
export const asChatText = (text: string): string => text.replaceAll(/[&<>]/g, (mark) => marks[mark]!);

/** Posts a notice to the chat, with whom it is for. */
export async function post(url: string, { to, subject, text }: Message): Promise<Outcome> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text: asChatText(`For ${to.name || to.address}: ${subject}\n\n${text}`) }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await answer.body?.cancel();
    return webhookOutcome(answer.status);
  } catch (error) {
    const { message, cause } = error as Error;
    const reason = cause instanceof Error ? `${message}: ${cause.message}` : message;
    return { kind: 'unknown', error: inWords(`The webhook didn’t answer: ${reason}`) };
  }
}
