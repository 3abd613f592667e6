import type { z } from 'zod';
import { type EventContract, gatewayEvents, placementEvents, referralEvents } from '#libs/contracts';
import type { ReceivedEvent } from '#libs/messaging';
import { newId, Transactions } from '#libs/persistence';
import { TestService } from '#libs/testing';
import { Clock } from '#libs/time';
import { DirectoryConsumer } from '../directory/directory.consumer.js';
import { migrations } from '../migrations/index.js';
import { NotificationModule } from '../notification.module.js';
import { NoticesConsumer } from '../notices/notices.consumer.js';
import { heardByRules } from '../rules/rules-of.js';

/** Monday 2 March 2026, 10:00 in Berlin: everybody is at work. */
export const monday = '2026-03-02T09:00:00.000Z';

export const linkKey = Buffer.alloc(32, 8).toString('base64');

export async function startNotification(
  env: Record<string, string> = {},
  { now = monday, amqpUrl }: { now?: string; amqpUrl?: string } = {},
): Promise<TestService> {
  for (const name of ['SMTP_URL', 'CHAT_WEBHOOK_URL', 'MAIL_FROM', 'PUBLIC_URL']) delete process.env[name];
  Object.assign(process.env, { LINK_KEY: linkKey }, env);
  const module = NotificationModule;
  return TestService.start({ service: 'notification', module, migrations, now, ...(amqpUrl && { amqpUrl }) });
}

const learntBy: Readonly<Record<string, keyof DirectoryConsumer>> = {
  [gatewayEvents.accountCreated.type]: 'account',
  [gatewayEvents.accountChanged.type]: 'account',
  [placementEvents.clientRegistered.type]: 'client',
  [placementEvents.clientChanged.type]: 'client',
  [placementEvents.expertApplied.type]: 'expert',
  [placementEvents.expertChanged.type]: 'expert',
  [placementEvents.openingDescribed.type]: 'opening',
  [referralEvents.outsiderAdded.type]: 'outsider',
  [placementEvents.placementSelected.type]: 'selected',
  [placementEvents.placementActivated.type]: 'activated',
  [placementEvents.contractAmended.type]: 'amended',
};

/** An event as the inbox hands it over; answers its id. */
export async function hear<E extends EventContract>(
  test: TestService,
  { type, data: schema }: E,
  aggregateId: string,
  data: z.input<E['data']>,
  id = newId(),
): Promise<string> {
  const event = {
    ...{ id, type, aggregateId, aggregateVersion: 1, actor: { id: newId(), role: 'system' } },
    time: test.app.get(Clock).now(),
    data: schema.parse(data),
  } as ReceivedEvent<never>;
  await test.app.get(Transactions).run(async (tx) => {
    const method = learntBy[type];
    if (method) await test.app.get(DirectoryConsumer)[method](event, tx);
    if (heardByRules.some((heard) => heard.type === type)) await test.app.get(NoticesConsumer).happened(event, tx);
  });
  return id;
}
