import { z } from 'zod';
import { loadConfig } from '#libs/config';
import { linkEnv } from '#libs/links';

/** `Name <address>`, or the address alone. */
const addressIn = (from: string): string => /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim();

/** What the notification service reads from its environment; DATABASE_URL is read where the database is. */
export const notificationEnv = z.object({
  ...linkEnv.shape,
  /** Where mail is handed over, `smtp://user:password@host:587`; without it mail is kept and shown at /dev/mail. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  /** Who mail is from. Its domain is also the one that replies come to, and that Message-IDs are made with. */
  MAIL_FROM: z
    .string()
    .default('Shoreline <notices@shoreline.local>')
    .refine((from) => z.email().safeParse(addressIn(from)).success, 'must be an address, or Name <address>'),
  /** Where chat messages are posted as `{ "text": … }`; without it they go by mail. */
  CHAT_WEBHOOK_URL: z.url({ protocol: /^https?$/ }).optional(),
  NODE_ENV: z.string().optional(),
});

export type NotificationConfig = z.output<typeof notificationEnv>;
export const NOTIFICATION_CONFIG = Symbol('NotificationConfig');

export const loadNotificationConfig = (): Readonly<NotificationConfig> => loadConfig(notificationEnv);

export const mailDomain = ({ MAIL_FROM }: Pick<NotificationConfig, 'MAIL_FROM'>): string =>
  addressIn(MAIL_FROM).split('@')[1] ?? 'shoreline.local';
