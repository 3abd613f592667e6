import type { z } from 'zod';
import type { Actor } from '#libs/access';
import {
  agreeContract,
  applyAsExpert,
  type Application,
  certifyExpert,
  type Contract,
  describeOpening,
  makeOffer,
  type NewOffer,
  type NewOpening,
  type Offer,
  type Opening,
  type Placement,
  registerClient,
  screenExpert,
  selectOffer,
} from '#libs/contracts';
import { aClientUser, anAe, anExpert, type TestService } from '#libs/testing';

export { aClientUser, anAdmin, anAe, anExpert, aPartner, aPayroll, aTeamLead } from '#libs/testing';

export const usd = (amount: string) => ({ amount, currency: 'USD' });

export const application = (about: Partial<z.input<typeof Application>> = {}): z.input<typeof Application> => ({
  givenName: 'Ana',
  familyName: 'Šimić',
  skills: [
    { name: 'TypeScript', years: 6 },
    { name: 'PostgreSQL', years: 5 },
  ],
  experienceYears: 8,
  english: 'C1',
  country: 'RS',
  timeZone: 'Europe/Belgrade',
  engagementKinds: ['full-time', 'part-time', 'hourly'],
  payRate: usd('45.00'),
  ...about,
});

export const need = (about: Partial<z.input<typeof NewOpening>> = {}): z.input<typeof NewOpening> => ({
  programme: 'delivery-method',
  title: 'Checkout rebuilt',
  description: 'The checkout is slow and nobody dares to touch it.',
  skills: [{ name: 'typescript', minimumYears: 3 }],
  engagementKind: 'full-time',
  hoursPerWeek: 40,
  startsOn: '2026-03-02',
  durationMonths: 6,
  rateZone: 'eu-asia',
  budgetRate: usd('85.00'),
  ...about,
});

export const terms = (about: Partial<z.input<typeof NewOffer>> = {}): z.input<typeof NewOffer> => ({
  payRate: usd('45.00'),
  hoursPerWeek: 40,
  earliestStart: '2026-03-02',
  note: 'I rebuilt two checkouts.',
  ...about,
});

/** A client company, answered as a user of its own. */
export async function aClient(service: TestService, { name = 'Hafen GmbH', timeZone = 'Europe/Berlin' } = {}) {
  const { id } = await service.ask(registerClient, anAe(), { name, country: 'DE', timeZone });
  return aClientUser(id);
}

export async function aCertifiedExpert(
  service: TestService,
  about: Partial<z.input<typeof Application>> = {},
  programme = 'delivery-method',
): Promise<Actor> {
  const expert = anExpert();
  await service.ask(applyAsExpert, expert, application(about));
  await service.ask(screenExpert, anAe(), { id: expert.id });
  await service.ask(certifyExpert, anAe(), { id: expert.id, programme });
  return expert;
}

export const anOpening = (service: TestService, client: Actor, about: Partial<z.input<typeof NewOpening>> = {}) =>
  service.ask(describeOpening, client, need(about));

export const anOffer = (
  service: TestService,
  expert: Actor,
  opening: z.output<typeof Opening>,
  about: Partial<z.input<typeof NewOffer>> = {},
): Promise<z.output<typeof Offer>> =>
  service.ask(makeOffer, expert, {
    openingId: opening.id,
    offer: terms({ hoursPerWeek: opening.hoursPerWeek, earliestStart: opening.startsOn, ...about }),
  });

export interface Engagement {
  client: Actor;
  expert: Actor;
  opening: z.output<typeof Opening>;
  offer: z.output<typeof Offer>;
  placement: z.output<typeof Placement>;
}

/** A placement the client has decided on; its contract is a draft. */
export async function aSelection(
  service: TestService,
  { client, expert, ...opening }: Partial<z.input<typeof NewOpening>> & { client?: Actor; expert?: Actor } = {},
): Promise<Engagement> {
  const its = client ?? (await aClient(service));
  const who = expert ?? (await aCertifiedExpert(service));
  const described = await anOpening(service, its, opening);
  const offer = await anOffer(service, who, described);
  const placement = await service.ask(selectOffer, its, { offerId: offer.id });
  return { client: its, expert: who, opening: described, offer, placement };
}

/** Both parties agree to version 1 of contract number 1, unless told. */
export async function agreed(
  service: TestService,
  { client, expert, placement }: Engagement,
  { number = 1, version = 1 } = {},
): Promise<z.output<typeof Contract>> {
  const which = { placementId: placement.id, number, version };
  await service.ask(agreeContract, client, which);
  return service.ask(agreeContract, expert, which);
}
