import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import {
  KnownClientEntity,
  KnownExpertEntity,
  KnownOpeningEntity,
  KnownOutsiderEntity,
  KnownPlacementEntity,
  PersonEntity,
} from './directory.entities.js';

const id = z.string().nullish();
/** What events have in common, as far as they have it. */
const Facts = z.object({
  placementId: id,
  openingId: id,
  clientId: id,
  expertId: id,
  assignedTo: id,
  teamLeadId: id,
  accountExecutiveId: id,
  to: z.string().nullish(),
  channel: z.enum(['board', 'email', 'chat']).nullish(),
  attendees: z.array(z.object({ name: z.string(), email: z.string() })).default([]),
  addressee: z.object({ id: z.string(), name: z.string(), email: z.string() }).nullish(),
  ownerId: id,
  referrerId: id,
  referrerKind: z.string().nullish(),
  /** Of an invoice. */
  standing: z.object({ clientId: z.string() }).nullish(),
  email: z.string().nullish(),
});

/** Everybody and everything an event is about, as far as the directory knows. */
export interface Subject {
  placement: KnownPlacementEntity | null;
  opening: KnownOpeningEntity | null;
  client: KnownClientEntity | null;
  expert: KnownExpertEntity | null;
  clientId: string | null;
  expertId: string | null;
  assignedTo: string | null;
  teamLeadId: string | null;
  accountExecutiveId: string | null;
  /** Address of who wrote last. */
  writer: string | null;
  /** CS-9. The client's channel. */
  channel: 'board' | 'email' | 'chat';
  attendees: { name: string; email: string }[];
  /** The contact whom the event is addressed to. */
  addressee: { id: string; name: string; email: string } | null;
  /** Account of who has the case in hand. */
  ownerId: string | null;
  referrer: Referrer | null;
  /** Address that invoices of the client go to. */
  billingEmail: string | null;
}

/** RC-1. Who brought a client: an expert, a client company, a partner, or an outsider known by address. */
export interface Referrer {
  id: string;
  kind: string;
  name: string | null;
  email: string | null;
}

export async function subjectOf(on: EntityManager, data: unknown): Promise<Subject> {
  const facts = Facts.parse(data);
  const { placementId, openingId } = facts;
  const placement = placementId ? await on.findOneBy(KnownPlacementEntity, { placementId }) : null;
  const opening = openingId ? await on.findOneBy(KnownOpeningEntity, { openingId }) : null;
  const clientId = facts.clientId ?? facts.standing?.clientId ?? placement?.clientId ?? opening?.clientId ?? null;
  const expertId = facts.expertId ?? placement?.expertId ?? null;
  const client = clientId ? await on.findOneBy(KnownClientEntity, { clientId }) : null;
  const expert = expertId ? await on.findOneBy(KnownExpertEntity, { expertId }) : null;
  return {
    ...{ placement, opening, client, expert, clientId, expertId },
    assignedTo: facts.assignedTo ?? null,
    // An event that names nobody (null) knows better than the directory.
    teamLeadId: facts.teamLeadId === undefined ? (expert?.teamLeadId ?? null) : facts.teamLeadId,
    accountExecutiveId: facts.accountExecutiveId === undefined ? (client?.ownerId ?? null) : facts.accountExecutiveId,
    writer: facts.to ?? null,
    channel: facts.channel ?? placement?.channel ?? 'email',
    attendees: facts.attendees,
    addressee: facts.addressee ?? null,
    ownerId: facts.ownerId ?? null,
    referrer: await referrerOf(on, facts),
    billingEmail: facts.email ?? null,
  };
}

async function referrerOf(
  on: EntityManager,
  { referrerId, referrerKind: kind }: z.output<typeof Facts>,
): Promise<Referrer | null> {
  if (!referrerId || !kind) return null;
  switch (kind) {
    case 'expert': {
      const expert = await on.findOneBy(KnownExpertEntity, { expertId: referrerId });
      return { id: referrerId, kind, name: expert?.name ?? null, email: null };
    }
    case 'client': {
      const client = await on.findOneBy(KnownClientEntity, { clientId: referrerId });
      return { id: referrerId, kind, name: client?.name ?? null, email: null };
    }
    case 'outsider': {
      const outsider = await on.findOneBy(KnownOutsiderEntity, { referrerId });
      return { id: referrerId, kind, name: outsider?.name ?? null, email: outsider?.email ?? null };
    }
    default: {
      const person = await on.findOneBy(PersonEntity, { accountId: referrerId });
      return { id: referrerId, kind, name: person?.name ?? null, email: null };
    }
  }
}
