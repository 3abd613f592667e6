import { Injectable } from '@nestjs/common';
import type { EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { type Actor, maySee, notYours, type Owners, scopeOf } from '#libs/access';
import { PlacementEntity } from './placement.entity.js';

/** A placement, and who looks after it. */
export interface CaredFor extends PlacementEntity {
  clientName: string;
  /** Of the client. */
  clientTimeZone: string;
  expertName: string;
  teamLeadId: string | null;
  accountExecutiveId: string | null;
}

export interface Scope extends Owners {
  /** Only experts of this team lead. */
  teamLeadId?: string;
}

/** GW-3. Whose quality somebody may look at: a client and an expert their own, a team lead its own people, staff all. */
@Injectable()
export class Circle {
  /** What a list must be narrowed to; for `owners` of the query it adds to. Throws as `scopeOf` does. */
  scopeOf(actor: Actor, asked: Owners = {}): Scope {
    const scope = scopeOf(actor, asked);
    return actor.role === 'team-lead' ? { ...scope, teamLeadId: actor.id } : scope;
  }

  /** Narrows a list of what names its expert: to what was asked for, as far as the actor may see it. Throws as `scopeOf` does. */
  narrow<E extends ObjectLiteral>(query: SelectQueryBuilder<E>, actor: Actor, { clientId, expertId }: Owners): void {
    const { teamLeadId, ...owners } = this.scopeOf(actor, { clientId, expertId });
    for (const [name, id] of Object.entries(owners))
      query.andWhere(`${query.alias}.${name} = :${name}`, { [name]: id });
    if (!teamLeadId) return;
    const led = 'select expert_id from experts where team_lead_id = :teamLeadId';
    query.andWhere(`${query.alias}.expertId in (${led})`, { teamLeadId });
  }

  /** 404 `access.no-such-<what>` for whoever may not see it, as if there were none. */
  async placement(on: EntityManager, actor: Actor, placementId: string, what = 'placement'): Promise<CaredFor> {
    const placement = await this.find(on, placementId);
    if (!placement || !this.sees(actor, placement)) throw notYours(what);
    return placement;
  }

  /** 404 `access.no-such-expert` unless the actor sees this expert: staff, its team lead, the expert. Clients don't. */
  async expert(on: EntityManager, actor: Actor, expertId: string): Promise<{ expertId: string; name: string }> {
    const [expert] = await on.query<{ expertId: string; name: string; teamLeadId: string | null }[]>(
      `select expert_id as "expertId", name, team_lead_id as "teamLeadId" from experts where expert_id = $1`,
      [expertId],
    );
    if (!expert || !this.sees(actor, expert)) throw notYours('expert');
    return expert;
  }

  sees(actor: Actor, of: { clientId?: string | null; expertId: string; teamLeadId: string | null }): boolean {
    return maySee(actor, of) && (actor.role !== 'team-lead' || of.teamLeadId === actor.id);
  }

  /** Without an actor; null when there is none. */
  async find(on: EntityManager, placementId: string): Promise<CaredFor | null> {
    const [found] = await this.among(on, [placementId]);
    return found ?? null;
  }

  async among(on: EntityManager, placementIds: readonly string[]): Promise<CaredFor[]> {
    const placements = await on
      .createQueryBuilder(PlacementEntity, 'placement')
      .where('placement.placementId = any(:placementIds)', { placementIds })
      .getMany();
    const cares = await on.query<(Omit<CaredFor, keyof PlacementEntity> & { placementId: string })[]>(
      `select p.placement_id as "placementId", c.name as "clientName", c.time_zone as "clientTimeZone",
         e.name as "expertName", e.team_lead_id as "teamLeadId", c.owner_id as "accountExecutiveId"
       from placements p join clients c using (client_id) join experts e using (expert_id)
       where p.placement_id = any($1)`,
      [placementIds],
    );
    const careOf = new Map(cares.map((care) => [care.placementId, care]));
    return placements.map((placement) => ({ ...placement, ...careOf.get(placement.placementId)! }));
  }
}
