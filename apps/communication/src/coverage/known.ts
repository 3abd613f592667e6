import type { EntityManager } from 'typeorm';

/** What client's events told; null before the first of them. */
export interface KnownClient {
  name: string | null;
  ownerId: string | null;
}
export interface KnownExpert {
  name: string | null;
  teamLeadId: string | null;
}

/**
 * What is known of a client, with its row locked: a coverage that begins and the client's event, whichever comes first,
 * see each other.
 */
export async function heardOfClient(tx: EntityManager, clientId: string): Promise<KnownClient> {
  const [known] = await tx.query<[KnownClient]>(
    `insert into known_clients (client_id) values ($1) on conflict (client_id) do update set client_id = excluded.client_id
     returning name, owner_id as "ownerId"`,
    [clientId],
  );
  return known;
}

/** The same of an expert. */
export async function heardOfExpert(tx: EntityManager, expertId: string): Promise<KnownExpert> {
  const [known] = await tx.query<[KnownExpert]>(
    `insert into known_experts (expert_id) values ($1) on conflict (expert_id) do update set expert_id = excluded.expert_id
     returning name, team_lead_id as "teamLeadId"`,
    [expertId],
  );
  return known;
}
