import { z } from 'zod';
import { command, query } from '../contract.js';
import { Id, Instant, listOf, Page, sortBy, text } from '../shapes.js';

// Notices and their log (NT-1)

/** `held`: quiet hours; `digest`: goes with the next one; `retrying`: refused for now; `failed`: bounced for good. */
export const NoticeState = z
  .enum(['queued', 'held', 'digest', 'retrying', 'sent', 'failed', 'skipped'])
  .meta({ id: 'NoticeState' });

export const Notice = z
  .object({
    id: Id,
    template: z.string().meta({ example: 'clock-warned' }),
    recipient: z.object({
      kind: z.enum(['account', 'contact', 'address']),
      id: Id.nullable(),
      name: z.string(),
      address: z.string().meta({ description: 'E-mail address, or the chat' }),
    }),
    channel: z.enum(['email', 'chat']),
    subject: z.string(),
    state: NoticeState,
    urgent: z.boolean().meta({ description: 'Goes out in quiet hours too: a breach (CS-7)' }),
    about: z.object({ kind: z.string(), id: Id }),
    eventId: Id.meta({ description: 'The event that asked for it; one notice per event, template and recipient' }),
    createdAt: Instant,
    notBefore: Instant.nullable(),
    sentAt: Instant.nullable(),
    attempts: z.int(),
    lastError: z.string().nullable(),
  })
  .meta({ id: 'Notice' });

export const NoticeFilter = z.object({
  ...Page.shape,
  state: NoticeState.optional(),
  template: text(80).optional(),
  recipientId: Id.optional(),
  aboutId: Id.optional(),
  q: text(100, 0).optional().meta({ description: 'In subject or address' }),
  sort: sortBy(['createdAt'], '-createdAt'),
});
/** Account executives and administrators see all, a team lead also what its people were told, everybody else their own. */
export const listNotices = query('notification.list-notices', { input: NoticeFilter, output: listOf(Notice) });
export const NoticeWithText = Notice.extend({ text: z.string(), html: z.string() }).meta({ id: 'NoticeWithText' });
export const getNotice = query('notification.get-notice', { input: z.object({ id: Id }), output: NoticeWithText });
/** Staff: tries one that failed again. 409 `notification.not-failed`. */
export const resendNotice = command('notification.resend-notice', { input: z.object({ id: Id }), output: Notice });

/** Without an SMTP server mail is kept and shown at /dev/mail; absent in production. */
export const KeptMail = z
  .object({
    id: Id,
    at: Instant,
    from: z.string(),
    to: z.string(),
    subject: z.string(),
    text: z.string(),
    html: z.string(),
    attachments: z.array(z.object({ filename: z.string(), contentType: z.string(), text: z.string() })),
  })
  .meta({ id: 'KeptMail' });
export const KeptMailFilter = z.object({
  ...Page.shape,
  to: text(254).optional(),
  q: text(100, 0).optional(),
  sort: sortBy(['at'], '-at'),
});
export const listKeptMail = query('notification.list-kept-mail', { input: KeptMailFilter, output: listOf(KeptMail) });
export const getKeptMail = query('notification.get-kept-mail', { input: z.object({ id: Id }), output: KeptMail });
