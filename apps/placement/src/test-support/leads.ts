import type { z } from 'zod';
import type { Actor } from '#libs/access';
import { referralEvents } from '#libs/contracts';
import { newId } from '#libs/persistence';
import type { TestService } from '#libs/testing';
import { now } from './placement.js';

type Won = z.output<typeof referralEvents.leadWon.data>;

/** RC-2. What referral tells when the expert brought this client. */
export const aLeadWon = (client: Actor, expert: Actor | null, about: Partial<Won> = {}): Won => ({
  leadId: newId(),
  referrerId: expert?.id ?? newId(),
  referrerKind: expert ? 'expert' : 'outsider',
  expertId: expert?.id ?? null,
  companyName: 'Hafen GmbH',
  clientId: client.clientId!,
  ratePercent: 25,
  plan: { summary: 'A new checkout', tasks: [] },
  reason: 'They liked the plan.',
  recordedBy: 'Ann Executive',
  wonAt: now,
  ...about,
});

export async function brings(
  service: TestService,
  expert: Actor | null,
  client: Actor,
  about: Partial<Won> = {},
): Promise<void> {
  const won = aLeadWon(client, expert, about);
  await service.hears(referralEvents.leadWon, won.leadId, won);
}
