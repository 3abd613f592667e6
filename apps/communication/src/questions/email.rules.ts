/** A header, its name in lower case. */
export interface Header {
  key: string;
  value: string;
}

/** `X-Loop` is on what we sent ourselves, and on what autoresponders sent. */
const present: readonly string[] = ['x-autoreply', 'x-autorespond', 'x-loop'];
const inBulk = /^\s*(?:bulk|junk|list|auto_reply)\b/i;
const notAutomatic = /^\s*no\b/i;
/** What a machine promises not to do to a person: `None` says nothing. */
const suppresses = /\b(?:all|oof|autoreply|dr|rn|nrn)\b/i;

/**
 * CS-4, RFC 3834. Whether a machine sent it: an answer of absence, a list, a receipt. `Auto-Submitted: auto-replied` is
 * one, `Auto-Submitted: no` isn't.
 */
export const isAutomatic = (headers: readonly Header[]): boolean =>
  headers.some(({ key, value }) => {
    if (key === 'auto-submitted') return !notAutomatic.test(value);
    if (key === 'x-auto-response-suppress') return suppresses.test(value);
    if (key === 'precedence') return inBulk.test(value);
    if (key === 'return-path') return value.trim() === '<>';
    return key.startsWith('list-') || present.includes(key);
  });

/** CS-4. Ids of messages that a mail names, `<…>`; nearest last, at most 50. */
export const idsIn = (...values: (string | undefined)[]): string[] =>
  [...new Set(values.flatMap((value) => value?.match(/<[^<>\s\p{Cc}]{1,498}>/gu) ?? []))].slice(-50);

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

/** CS-4. What an address is for: `q+<id>@answers.example` names a placement, or a question. The first that does. */
export function idInAddresses(addresses: readonly string[]): string | null {
  const plus = new RegExp(`^q\\+(${uuid})@`, 'i');
  for (const address of addresses) {
    const id = plus.exec(address.trim())?.[1];
    if (id) return id.toLowerCase();
  }
  return null;
}

/** CS-4. Our own ids in those of a mail's thread: what we sent is answered with them. */
export const ownIdsIn = (ids: readonly string[]): string[] => [
  ...new Set(ids.flatMap((id) => id.match(new RegExp(uuid, 'gi')) ?? []).map((id) => id.toLowerCase())),
];

const separator = /^\s*-{2,}\s*(?:original message|forwarded message|ursprüngliche nachricht)\s*-{2,}\s*$/i;
const isQuoted = (line: string): boolean => line.startsWith('>');

/**
 * CS-4. A mail without the history that it drags along: what follows "Original Message", and the quotation at its end with
 * the line that introduces it. Quotations between one's own lines stay, and so does a mail of nothing else. "Yes.\n\nOn
 * Monday Ana wrote:\n> Three?" is "Yes."
 */
export function withoutHistory(text: string): string {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const cut = lines.findIndex((line) => separator.test(line));
  const own = withoutQuotation(cut < 0 ? lines : lines.slice(0, cut))
    .join('\n')
    .trim();
  return own || text.trim();
}

function withoutQuotation(lines: readonly string[]): readonly string[] {
  let end = lines.length;
  let quoted = false;
  while (end > 0 && (isQuoted(lines[end - 1]!) || !lines[end - 1]!.trim())) {
    end--;
    quoted ||= isQuoted(lines[end]!);
  }
  if (!quoted) return lines;
  // "On Monday, 2 March 2026, Ana <ana@…>\nwrote:" may take two lines.
  const introduces = (from: number): boolean =>
    from >= 0 && /[\d@]/.test(lines.slice(from, end).join(' ')) && lines[end - 1]!.trimEnd().endsWith(':');
  if (introduces(end - 1)) return lines.slice(0, end - 1);
  if (introduces(end - 2) && lines[end - 2]!.trim()) return lines.slice(0, end - 2);
  return lines.slice(0, end);
}

/** Longest subject that a question has. */
const longestSubject = 200;

/**
 * CS-4. What is kept of a mail's words, in one line of subject and a body that says all: a subject that is too long, or
 * alone, stands in the body too, and so does how many files came along, as they are not kept. "Invoices" with nothing but
 * a file: "Invoices", below it "[1 attachment was not kept]".
 */
export function keptWords(mail: { subject: string; text: string; attachments: number }): {
  subject: string;
  body: string;
} {
  const whole = mail.subject.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  const isLong = whole.length > longestSubject;
  const subject = isLong ? `${whole.slice(0, longestSubject - 1).replace(/[\ud800-\udbff]$/, '')}…` : whole;
  const text = mail.text.replace(/[\f\v]/g, '\n').trim();
  const { attachments } = mail;
  const note = attachments && `[${attachments} ${attachments === 1 ? 'attachment was' : 'attachments were'} not kept]`;
  const body = [(isLong || !text) && whole, text, note].filter(Boolean).join('\n\n');
  return { subject, body };
}
