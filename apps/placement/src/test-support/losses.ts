import type { z } from 'zod';
import type { Actor } from '#libs/access';
import { activatePlacement, endPlacement, type NewOpening, qualityEvents } from '#libs/contracts';
import { newId } from '#libs/persistence';
import type { TestService } from '#libs/testing';
import { agreed, anAe, aSelection, type Engagement } from './builders.js';

/** Which issue a client is lost over. */
export const slow = { category: 'slow-answers', what: 'Questions waited two days.' };
export const unclear = { category: 'unclear-language', what: 'Nobody understood the reports.' };
export const late = { category: 'missed-deadlines', what: 'The launch slipped twice.' };

type About = Partial<z.input<typeof NewOpening>> & { client?: Actor; expert?: Actor };

/** A placement that runs from today on, or from the day told. */
export async function anActivePlacement(service: TestService, about: About = {}): Promise<Engagement> {
  const engagement = await aSelection(service, { startsOn: '2026-02-02', ...about });
  await agreed(service, engagement);
  await service.ask(activatePlacement, anAe(), { id: engagement.placement.id });
  return engagement;
}

export const end = (
  service: TestService,
  { placement }: Engagement,
  about: Partial<z.input<typeof endPlacement.input>> = {},
) => service.ask(endPlacement, anAe(), { id: placement.id, reason: 'It is over.', ...about });

/** A placement of this expert that began and lost its client. */
export async function aLostClient(
  service: TestService,
  expert: Actor,
  loss: { category: string; what: string },
  startsOn: string,
): Promise<Engagement> {
  const engagement = await anActivePlacement(service, { expert, startsOn });
  await end(service, engagement, { loss });
  return engagement;
}

/** The client of a placement complains. */
export const complaintOf = (
  { placement }: Engagement,
  { group = 'communication', loggedAt }: { group?: string; loggedAt: string },
) => ({
  ...{ complaintId: newId(), placementId: placement.id, clientId: placement.clientId, expertId: placement.expertId },
  ...{ teamLeadId: null, accountExecutiveId: null, category: 'slow-answers', group, severity: 'serious' as const },
  ...{ what: 'No answer for a day.', recurrenceOf: null, loggedAt },
});

export const complains = (service: TestService, complaint: ReturnType<typeof complaintOf>): Promise<void> =>
  service.hears(qualityEvents.complaintLogged, complaint.complaintId, complaint);
