import type { z } from 'zod';
import { type ContractTerms, gatewayEvents, placementEvents } from '#libs/contracts';
import { newId } from '#libs/persistence';
import { contractTerms, type TestService } from '#libs/testing';
import { hear } from './notification.js';

type Account = z.input<typeof gatewayEvents.accountCreated.data>;

export async function anAccount(
  test: TestService,
  role: Account['role'],
  name: string,
  about: Partial<Account> = {},
): Promise<string> {
  const accountId = about.accountId ?? newId();
  const email = `${name.toLowerCase().replaceAll(/[^a-z]/g, '')}-${accountId.slice(-6)}@example.com`;
  await hear(test, gatewayEvents.accountCreated, accountId, {
    ...{ role, name, email, clientId: null, disabled: false },
    ...about,
    accountId,
  });
  return accountId;
}

export interface Company {
  clientId: string;
  expertId: string;
  placementId: string;
  openingId: string;
  /** A user of the client. */
  userId: string;
  aeId: string;
  leadId: string;
}

/** A client with a user and a contact, its account executive, an expert with a team lead, and their running placement. */
export async function aCompany(test: TestService, terms: Partial<ContractTerms> = {}): Promise<Company> {
  const [clientId, placementId, openingId] = [newId(), newId(), newId()];
  const aeId = await anAccount(test, 'account-executive', 'Ann Executive');
  const leadId = await anAccount(test, 'team-lead', 'Tom Lead');
  const expertId = await anAccount(test, 'expert', 'Ana Simic');
  const userId = await anAccount(test, 'client', 'Carla Meer', { clientId });
  await hear(test, placementEvents.clientRegistered, clientId, {
    ...{ clientId, name: 'Blue Heron', timeZone: 'Europe/Berlin', country: 'DE', ownerId: aeId },
    contacts: [
      { id: newId(), name: 'Otto Office', email: `otto-${clientId.slice(-6)}@example.com`, phone: null, title: null },
    ],
  });
  await hear(test, placementEvents.expertApplied, expertId, {
    ...{ expertId, name: 'Ana Šimić', country: 'HR', timeZone: 'Europe/Zagreb', teamLeadId: leadId },
  });
  const opening = { openingId, clientId, programme: 'delivery-method', title: 'Storefront', startsOn: '2026-03-02' };
  await hear(test, placementEvents.openingDescribed, openingId, opening);
  await hear(test, placementEvents.placementActivated, placementId, {
    ...{ placementId, clientId, expertId, title: 'Storefront', clientName: 'Blue Heron', expertName: 'Ana Šimić' },
    ...{ programme: 'delivery-method', programmeVersion: 1, terms: { ...contractTerms, ...terms } },
  });
  return { clientId, expertId, placementId, openingId, userId, aeId, leadId };
}

/** What an event of this company has in common with all others. */
export const partiesOf = ({ placementId, clientId, expertId }: Company) => ({ placementId, clientId, expertId });
export const careOf = ({ expertId, leadId, aeId }: Company) => ({
  ...{ assignedTo: expertId, teamLeadId: leadId, accountExecutiveId: aeId },
});
