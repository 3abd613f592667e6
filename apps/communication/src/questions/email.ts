import { createHash } from 'node:crypto';
import PostalMime, { type Address, type Email } from 'postal-mime';
import { invalidField } from '#libs/errors';
import { textOf } from './email-text.js';
import { idInAddresses, idsIn, isAutomatic, keptWords, withoutHistory } from './email.rules.js';

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
/** Four times what a megabyte of attachments has; each costs the parser its time. */
const mostLines = 50_000;

/** CS-4. Reads a raw RFC 822 message; refuses 422 `communication.unreadable-mail`. Attachments are counted, not kept. */
export async function readEmail(raw: Buffer, recipient?: string): Promise<ReadEmail> {
  const email = await parse(raw);
  const { from, to, cc, deliveredTo } = email;
  const addresses = [recipient, ...mailboxes(to), ...mailboxes(cc), deliveredTo].filter((each) => each !== undefined);
  const sender = mailboxes(from && [from])[0];
  if (!sender) throw unreadable('has no sender');
  const name = from?.name.trim();
  const text = withoutHistory(email.text?.trim() ? email.text : textOf(email.html ?? ''));
  const attachments = email.attachments.filter(({ related }) => !related).length;
  return {
    messageId: idsIn(email.messageId)[0] ?? `<sha256.${createHash('sha256').update(raw).digest('hex')}>`,
    refersTo: idsIn(email.references, email.inReplyTo),
    from: name ? `${name} <${sender}>` : sender,
    ...keptWords({ subject: email.subject ?? '', text, attachments }),
    automatic: isAutomatic(email.headers),
    addressedTo: idInAddresses(addresses),
  };
}

async function parse(raw: Buffer): Promise<Email> {
  if (linesIn(raw) > mostLines) throw unreadable(`has more than ${mostLines} lines`);
  try {
    return await PostalMime.parse(raw, limits);
  } catch {
    throw unreadable('is no mail that can be read');
  }
}

function linesIn(raw: Buffer): number {
  let lines = 1;
  for (let end = raw.indexOf('\n'); end >= 0; end = raw.indexOf('\n', end + 1)) lines++;
  return lines;
}

const mailboxes = (addresses: readonly Address[] = []): string[] =>
  addresses.flatMap(({ address, group }) => address || (group ?? []).map((each) => each.address)).filter(Boolean);

const unreadable = (message: string) => invalidField('communication.unreadable-mail', 'raw', message, 'CS-4');
