import type { EntityManager } from 'typeorm';
import { PersonEntity } from '../directory/directory.entities.js';
import type { Recipient } from '../directory/recipients.js';
import type { Subject } from '../directory/subject.js';
import type { Known, Person } from '../templates/template.js';

/** What a template may tell, for any reader of one event. */
export async function knownOf(on: EntityManager, subject: Subject, baseUrl: string): Promise<Omit<Known, 'reader'>> {
  const { placement, opening, client, expert, referrer } = subject;
  return {
    placement: placement && {
      id: placement.placementId,
      title: placement.title,
      clientName: client?.name ?? 'the client',
      expertName: expert?.name ?? 'the expert',
      timeZone: placement.timeZone ?? client?.timeZone ?? 'UTC',
    },
    opening: opening && { title: opening.title, clientName: client?.name ?? 'the client' },
    expert: expert && { name: expert.name },
    client: client && { name: client.name },
    referrer: referrer && { name: referrer.name ?? 'somebody', hasAccount: referrer.kind !== 'outsider' },
    accountExecutive: await personOf(on, subject.accountExecutiveId),
    teamLead: await personOf(on, subject.teamLeadId),
    baseUrl,
  };
}

export const readerOf = ({ name, timeZone }: Recipient): Known['reader'] => ({ name: name || 'you', timeZone });

async function personOf(on: EntityManager, accountId: string | null): Promise<Person | null> {
  const person = accountId ? await on.findOneBy(PersonEntity, { accountId }) : null;
  return person && { name: person.name, email: person.email };
}
