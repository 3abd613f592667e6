import { z } from 'zod';
import { event } from '../contract.js';
import { Id } from '../shapes.js';

const notice = {
  noticeId: Id,
  template: z.string(),
  recipientId: Id.nullable(),
  about: z.object({ kind: z.string(), id: Id }),
};
export const noticeSent = event('notification.notice-sent.v1', {
  aggregate: 'notice',
  description: 'A notice went out (NT-1).',
  data: z.object({ ...notice, channel: z.enum(['email', 'chat']) }),
});
export const noticeFailed = event('notification.notice-failed.v1', {
  aggregate: 'notice',
  description: 'A notice bounced for good: somebody has to look (NT-1).',
  data: z.object({ ...notice, error: z.string() }),
});
