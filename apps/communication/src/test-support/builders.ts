import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { Actor } from '#libs/access';
import { type ContractTerms, gatewayEvents, placementEvents } from '#libs/contracts';
import { newId, Transactions } from '#libs/persistence';
import { aClientUser, aTeamLead, anAe, anExpert, contractTerms, type TestService } from '#libs/testing';
import { PeopleConsumer } from '../coverage/people.consumer.js';
import { PlacementsConsumer } from '../coverage/placements.consumer.js';

export { aClientUser, anAdmin, anAe, anExpert, aTeamLead } from '#libs/testing';

type DataOf<K extends keyof typeof placementEvents> = z.output<(typeof placementEvents)[K]['data']>;

/** Half a year from 2026-03-02 on, 9 to 17 in Berlin, first answer within the hour. */
export const terms: ContractTerms = { ...contractTerms, firstAnswerMinutes: 60 };

/** An event of another service as the inbox hands it over. */
export const anEvent = <D>(type: string, aggregateId: string, data: D, aggregateVersion = 1) => ({
  id: newId(),
  type,
  time: new Date('2026-03-01T12:00:00Z'),
  ...{ aggregateId, aggregateVersion },
  actor: { id: newId(), role: 'account-executive' as const },
  data,
});

/** A placement that runs, and those it concerns. */
export interface TestPlacement {
  placementId: string;
  /** A user of the client. */
  client: Actor;
  expert: Actor;
  ae: Actor;
  lead: Actor;
}
export type PlacementOf = Partial<TestPlacement> & { terms?: Partial<ContractTerms> };

const inTransaction = (test: TestService, work: (tx: EntityManager) => Promise<void>): Promise<void> =>
  test.app.get(Transactions).run(work);

/** Its account executive and team lead are known, as is its account of everybody. */
export async function aPlacement(test: TestService, given: PlacementOf = {}): Promise<TestPlacement> {
  const { placementId = newId(), client = aClientUser(), expert = anExpert(), ae = anAe(), lead = aTeamLead() } = given;
  const placement = { placementId, client, expert, ae, lead };
  await clientIs(test, placement);
  await expertIs(test, placement);
  for (const account of [client, expert, ae, lead]) await accountIs(test, account);
  await activate(test, placement, given.terms);
  return placement;
}

export const activate = (
  test: TestService,
  placement: TestPlacement,
  change: Partial<ContractTerms> = {},
): Promise<void> => {
  const data: DataOf<'placementActivated'> = {
    ...partiesOf(placement),
    title: 'Storefront',
    clientName: 'Blue Heron',
    expertName: placement.expert.name,
    programme: 'delivery-method',
    programmeVersion: 1,
    terms: { ...terms, ...change },
  };
  const event = anEvent('placement.placement-activated.v1', placement.placementId, data);
  return inTransaction(test, (tx) => test.app.get(PlacementsConsumer).activated(event, tx));
};

export const partiesOf = ({ placementId, client, expert }: TestPlacement) => ({
  placementId,
  clientId: client.clientId!,
  expertId: expert.expertId!,
});

export const clientIs = (
  test: TestService,
  { client, ae }: Pick<TestPlacement, 'client' | 'ae'>,
  name = 'Blue Heron',
): Promise<void> => {
  const data: DataOf<'clientChanged'> = {
    clientId: client.clientId!,
    name,
    timeZone: 'Europe/Berlin',
    country: 'DE',
    ownerId: ae.id,
    contacts: [],
  };
  const event = anEvent('placement.client-changed.v1', data.clientId, data);
  return inTransaction(test, (tx) => test.app.get(PeopleConsumer).client(event, tx));
};

export const expertIs = (
  test: TestService,
  { expert, lead }: Pick<TestPlacement, 'expert' | 'lead'>,
): Promise<void> => {
  const data: DataOf<'expertChanged'> = {
    expertId: expert.expertId!,
    name: expert.name,
    country: 'DE',
    timeZone: 'Europe/Berlin',
    teamLeadId: lead.id,
  };
  const event = anEvent('placement.expert-changed.v1', data.expertId, data);
  return inTransaction(test, (tx) => test.app.get(PeopleConsumer).expert(event, tx));
};

export const accountIs = (test: TestService, { id, role, name, clientId }: Actor, disabled = false): Promise<void> => {
  const data: z.output<typeof gatewayEvents.accountChanged.data> = {
    ...{ accountId: id, name, disabled, email: `${id}@example.com`, clientId: clientId ?? null },
    role: role === 'system' ? 'admin' : role,
  };
  const event = anEvent('gateway.account-changed.v1', id, data);
  return inTransaction(test, (tx) => test.app.get(PeopleConsumer).account(event, tx));
};

/** Agreed by both sides: in force from its day on. */
export const amend = (
  test: TestService,
  placement: TestPlacement,
  { number = 2, effectiveFrom, ...change }: Partial<ContractTerms> & { number?: number; effectiveFrom: string },
): Promise<void> => {
  const data: DataOf<'contractAmended'> = {
    ...partiesOf(placement),
    ...{ number, effectiveFrom, terms: { ...terms, ...change } },
  };
  const event = anEvent('placement.contract-amended.v1', placement.placementId, data);
  return inTransaction(test, (tx) => test.app.get(PlacementsConsumer).amended(event, tx));
};

export const pause = (test: TestService, placement: TestPlacement, from = '2026-03-02'): Promise<void> => {
  const data: DataOf<'placementPaused'> = { ...partiesOf(placement), from, reason: 'Holidays' };
  const event = anEvent('placement.placement-paused.v1', placement.placementId, data);
  return inTransaction(test, (tx) => test.app.get(PlacementsConsumer).paused(event, tx));
};

export const resume = (test: TestService, placement: TestPlacement, from = '2026-03-02'): Promise<void> => {
  const data: DataOf<'placementResumed'> = { ...partiesOf(placement), from, reason: 'Back' };
  const event = anEvent('placement.placement-resumed.v1', placement.placementId, data);
  return inTransaction(test, (tx) => test.app.get(PlacementsConsumer).resumed(event, tx));
};

export const end = (test: TestService, placement: TestPlacement, endsOn = '2026-03-02'): Promise<void> => {
  const data: DataOf<'placementEnded'> = { ...partiesOf(placement), endsOn, reason: 'Done' };
  const event = anEvent('placement.placement-ended.v1', placement.placementId, data);
  return inTransaction(test, (tx) => test.app.get(PlacementsConsumer).ended(event, tx));
};
