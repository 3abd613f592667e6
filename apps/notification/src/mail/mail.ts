import type { NoticeEntity } from '../notices/notice.entity.js';

/** One message as it leaves. */
export interface Message {
  /** Of the notice. */
  id: string;
  /** The same in every attempt, so that a mail program shows one of two copies. */
  messageId: string;
  date: Date;
  from: string;
  to: { name: string; address: string };
  /** RFC 3834. */
  automatic: boolean;
  replyTo: string | null;
  inReplyTo: string | null;
  references: string[];
  subject: string;
  text: string;
  html: string;
  attachments: NoticeEntity['envelope']['attachments'];
}

/** Message-IDs of a thread begin with `<threadId@domain>`, which no mail has: all its mails refer to it. */
export function messageOf(notice: NoticeEntity, { from, domain }: { from: string; domain: string }): Message {
  const { inReplyTo, threadId, placementId, takesReplies, personal, attachments } = notice.envelope;
  const answered = inReplyTo && `<${inReplyTo.replace(/[<>\s]/g, '')}>`;
  return {
    id: notice.id,
    messageId: `<${notice.id}@${domain}>`,
    date: notice.sendingSince ?? notice.createdAt,
    from,
    to: { name: notice.recipientName, address: notice.address },
    automatic: !personal,
    replyTo: takesReplies ? `q+${placementId}@${domain}` : null,
    inReplyTo: answered,
    references: [`<${threadId}@${domain}>`, ...(answered ? [answered] : [])],
    ...{ subject: notice.subject, text: notice.text, html: notice.html, attachments },
  };
}

/** What became of one attempt. `unknown`: the server may have it, or not. */
export type Outcome =
  | { kind: 'accepted'; as: string }
  | { kind: 'refused'; error: string }
  | { kind: 'later'; error: string }
  | { kind: 'unknown'; error: string };
