import { createHash } from 'node:crypto';
import PostalMime, { type Address, type Email } from 'postal-mime';
import { invalidField } from '#libs/errors';
import { textOf } from './email-text.js';
import { idInAddresses, idsIn, isAutomatic, withoutHistory } from './email.rules.js';

/** What a mail brings, before anything is known of it. */
export interface ReadEmail {
  messageId: string;
  /** Ids of the mails it answers, `<…>`. */
  refersTo: string[];
  from: string;
  subject: string;
  body: string;
  automatic: boolean;
  /** From `q+<id>@…`: a placement's or a question's. */
  addressedTo: string | null;
}

const limits = { maxNestingDepth: 30, maxHeadersSize: 200_000, maxRfc822NestingDepth: 0 };

/** CS-4. Reads a raw RFC 822 message; refuses 422 `communication.unreadable-mail`. Attachments are left out. */
export async function readEmail(raw: string, recipient?: string): Promise<ReadEmail> {
  const email = await parse(raw);
  const { from, to, cc, deliveredTo } = email;
  const addresses = [recipient, ...mailboxes(to), ...mailboxes(cc), deliveredTo].filter((each) => each !== undefined);
  const sender = mailboxes(from && [from])[0];
  if (!sender) throw unreadable('has no sender');
  const name = from?.name.trim();
  return {
    messageId: idsIn(email.messageId)[0] ?? `<sha256.${createHash('sha256').update(raw).digest('hex')}>`,
    refersTo: idsIn(email.references, email.inReplyTo),
    from: name ? `${name} <${sender}>` : sender,
    subject: email.subject ?? '',
    body: withoutHistory(email.text?.trim() ? email.text : textOf(email.html ?? '')),
    automatic: isAutomatic(email.headers),
    addressedTo: idInAddresses(addresses),
  };
}

async function parse(raw: string): Promise<Email> {
  try {
    return await PostalMime.parse(raw, limits);
  } catch {
    throw unreadable('is no mail that can be read');
  }
}

const mailboxes = (addresses: readonly Address[] = []): string[] =>
  addresses.flatMap(({ address, group }) => address || (group ?? []).map((each) => each.address)).filter(Boolean);

const unreadable = (message: string) => invalidField('communication.unreadable-mail', 'raw', message, 'CS-4');
