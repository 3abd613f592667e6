import type { z } from 'zod';
import type { Notice, NoticeWithText } from '#libs/contracts';
import type { NoticeEntity } from './notice.entity.js';

export type NoticeView = z.output<typeof Notice>;
export type NoticeWithTextView = z.output<typeof NoticeWithText>;

export const noticeView = (notice: NoticeEntity): NoticeView => ({
  id: notice.id,
  template: notice.template,
  recipient: {
    kind: notice.recipientKind,
    id: notice.recipientId,
    name: notice.recipientName,
    address: notice.address,
  },
  channel: notice.channel,
  subject: notice.subject,
  state: notice.state,
  urgent: notice.urgent,
  about: { kind: notice.aboutKind, id: notice.aboutId },
  eventId: notice.eventId,
  createdAt: notice.createdAt.toISOString(),
  notBefore: notice.notBefore?.toISOString() ?? null,
  sentAt: notice.sentAt?.toISOString() ?? null,
  attempts: notice.attempts,
  lastError: notice.lastError,
});
