import type { z } from 'zod';
import type { Actor } from '#libs/access';
import {
  advanceLead,
  gatewayEvents,
  getLead,
  linkClient,
  placementEvents,
  type RegisteredLead,
  registerLead,
  setPlan,
} from '#libs/contracts';
import { newId } from '#libs/persistence';
import { anAe, programmeTerms, type TestService } from '#libs/testing';

type NewLead = z.input<(typeof registerLead)['input']>;

/** What a programme promises referrers. */
export const aProgramme = (test: TestService, programme = 'network', percent = 25, version = 1): Promise<void> =>
  test.hears(placementEvents.programmePublished, programme, {
    ...{ programme, version, name: programme },
    terms: { ...programmeTerms, referralCommissionPercent: percent },
  });

/** A client company, with people of these addresses. */
export async function aClient(test: TestService, name: string, ...emails: string[]): Promise<string> {
  const clientId = newId();
  const contacts = emails.map((email) => ({ id: newId(), name: 'Carl', email, phone: null, title: null }));
  const client = { clientId, name, timeZone: 'Europe/Berlin', country: 'DE', contacts };
  await test.hears(placementEvents.clientRegistered, clientId, client);
  return clientId;
}

/** A user of a client who may log in. */
export const aLogin = (test: TestService, clientId: string, disabled = false, accountId = newId()): Promise<void> =>
  test.hears(gatewayEvents.accountCreated, accountId, {
    ...{ accountId, role: 'client', name: 'Carl', email: 'carl@new.example', clientId, disabled },
  });

export const aLead = (about: Partial<NewLead> = {}): NewLead => ({
  company: { name: 'Blue Heron GmbH', domain: 'blueheron.example', taxId: 'DE 123 456 789' },
  contact: { name: 'Ann Heron', email: 'ann@blueheron.example' },
  need: 'A team of three for a shop',
  relation: 'We worked together',
  ...about,
});

export const register = (
  test: TestService,
  actor: Actor,
  about: Partial<NewLead> = {},
): Promise<z.output<typeof RegisteredLead>> => test.ask(registerLead, actor, aLead(about));

export const meeting = { heldAt: '2026-03-02T07:00:00Z', minutes: 45, notes: 'They like the values' };
const tasks = [{ title: 'Find out', estimateMinutes: 600 }];

/** Names its client account, as somebody who just read the lead. */
export async function link(test: TestService, id: string, clientId: string, actor: Actor = anAe()) {
  const { version } = await test.ask(getLead, actor, { id });
  return test.ask(linkClient, actor, { id, version, clientId });
}

/** From new to planning; answers the client it would be. */
export async function upToPlanning(test: TestService, id: string, given?: string): Promise<string> {
  const ae = anAe();
  await test.ask(advanceLead, ae, { id, stage: 'introduced', note: 'Met', meeting });
  await test.ask(advanceLead, ae, { id, stage: 'presented', note: 'Offer sent' });
  const clientId = given ?? (await aClient(test, `Account ${id}`));
  const { version } = await link(test, id, clientId);
  await test.ask(setPlan, ae, { id, version, plan: { summary: 'A shop', tasks } });
  await aLogin(test, clientId);
  await test.ask(advanceLead, ae, { id, stage: 'planning', note: 'Planned' });
  return clientId;
}
