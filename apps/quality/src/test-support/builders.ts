import type { z } from 'zod';
import type { Actor } from '#libs/access';
import { type Contact, type ContractTerms, gatewayEvents, placementEvents } from '#libs/contracts';
import { newId } from '#libs/persistence';
import { aClientUser, aTeamLead, anAe, anExpert, contractTerms, type TestService } from '#libs/testing';

export { aClientUser, anAdmin, anAe, anExpert, aTeamLead } from '#libs/testing';

const { clientChanged, expertChanged, placementActivated, placementEnded, contractAmended } = placementEvents;
export type ContactWire = z.output<typeof Contact>;

/** A placement that runs, and those it concerns. */
export interface TestPlacement {
  placementId: string;
  /** A user of the client, with the e-mail address of its first contact. */
  client: Actor;
  contacts: ContactWire[];
  expert: Actor;
  ae: Actor;
  lead: Actor;
}
export type PlacementOf = Partial<TestPlacement> & { title?: string; terms?: Partial<ContractTerms> };

export const aContact = (name = 'Carl Client'): ContactWire => {
  const id = newId();
  return { id, name, email: `${id}@example.com`, phone: null, title: null };
};

/** A placement with all it concerns known: client with one contact, expert, account executive, team lead, accounts. */
export async function aPlacement(test: TestService, given: PlacementOf = {}): Promise<TestPlacement> {
  const placement: TestPlacement = {
    placementId: newId(),
    client: aClientUser(),
    contacts: [aContact()],
    expert: anExpert(),
    ae: anAe(),
    lead: aTeamLead(),
    ...given,
  };
  await clientIs(test, placement);
  await expertIs(test, placement);
  await accountIs(test, placement.client, placement.contacts[0]?.email);
  for (const account of [placement.expert, placement.ae, placement.lead]) await accountIs(test, account);
  const { title = 'Storefront', terms } = given;
  await test.hears(placementActivated, placement.placementId, {
    ...partiesOf(placement),
    ...{ title, clientName: 'Blue Heron', expertName: placement.expert.name },
    ...{ programme: 'delivery-method', programmeVersion: 1, terms: { ...contractTerms, ...terms } },
  });
  return placement;
}

export const partiesOf = ({ placementId, client, expert }: TestPlacement) => ({
  placementId,
  clientId: client.clientId!,
  expertId: expert.expertId!,
});

/** What events of communication say of who looks after a placement. */
export const careOf = ({ expert, lead, ae }: TestPlacement) => ({
  assignedTo: expert.id,
  teamLeadId: lead.id,
  accountExecutiveId: ae.id,
});

export const clientIs = (
  test: TestService,
  { client, ae, contacts }: Pick<TestPlacement, 'client' | 'ae' | 'contacts'>,
  about: { name?: string; timeZone?: string } = {},
): Promise<void> => {
  const clientId = client.clientId!;
  const known = { name: 'Blue Heron', timeZone: 'Europe/Berlin', ...about };
  return test.hears(clientChanged, clientId, { clientId, ...known, country: 'DE', ownerId: ae.id, contacts });
};

export const expertIs = (
  test: TestService,
  { expert, lead }: Pick<TestPlacement, 'expert' | 'lead'>,
  name = expert.name,
): Promise<void> => {
  const expertId = expert.expertId!;
  const about = { name, country: 'DE', timeZone: 'Europe/Berlin', teamLeadId: lead.id };
  return test.hears(expertChanged, expertId, { expertId, ...about });
};

export const accountIs = (
  test: TestService,
  { id, role, name, clientId }: Actor,
  email = `${id}@example.com`,
  disabled = false,
): Promise<void> =>
  test.hears(gatewayEvents.accountChanged, id, {
    ...{ accountId: id, name, disabled, email, clientId: clientId ?? null },
    role: role === 'system' ? 'admin' : role,
  });

export const amend = (
  test: TestService,
  placement: TestPlacement,
  { number = 2, effectiveFrom, ...change }: Partial<ContractTerms> & { number?: number; effectiveFrom: string },
): Promise<void> =>
  test.hears(contractAmended, placement.placementId, {
    ...partiesOf(placement),
    ...{ number, effectiveFrom, terms: { ...contractTerms, ...change } },
  });

export const end = (test: TestService, placement: TestPlacement, endsOn: string): Promise<void> =>
  test.hears(placementEnded, placement.placementId, { ...partiesOf(placement), endsOn, reason: 'It is done' });
