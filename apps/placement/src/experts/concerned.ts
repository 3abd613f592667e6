import { type EntityManager, In, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';
import { type Actor, maySee, notYours, requireRole, scopeOf, staff } from '#libs/access';
import { ExpertEntity, nameOf } from './expert.entity.js';

/**
 * GW-3, PL-13, PL-14. The expert, for whom its strikes and conduct concern: itself, its team lead, account executives and
 * administrators; clients never. 404 `access.no-such-<what>` for everybody else.
 */
export async function concerned(
  on: EntityManager,
  actor: Actor,
  expertId: string,
  what = 'expert',
): Promise<ExpertEntity> {
  return checked(actor, await on.findOneBy(ExpertEntity, { id: expertId }), what);
}

/** The same, locked: the one lock for everything that happens to an expert's conduct and stage. */
export async function concernedLocked(
  tx: EntityManager,
  actor: Actor,
  expertId: string,
  what = 'expert',
): Promise<ExpertEntity> {
  const lock = { mode: 'pessimistic_write' } as const;
  return checked(actor, await tx.findOne(ExpertEntity, { where: { id: expertId }, lock }), what);
}

/** Narrows a list to the experts it concerns; a foreign one in a filter is refused as it is in a path. */
export async function narrowToPeople<E extends ObjectLiteral>(
  on: EntityManager,
  query: SelectQueryBuilder<E>,
  actor: Actor,
  expertId: string | undefined,
): Promise<void> {
  requireRole(actor, 'expert', ...staff);
  if (expertId) await concerned(on, actor, expertId);
  query.where(scopeOf(actor, { expertId }));
  if (actor.role !== 'team-lead') return;
  query.andWhere(`${query.alias}.expertId in (select id from experts where team_lead_id = :lead)`, { lead: actor.id });
}

/** What the experts of these rows are called. */
export async function namesOf(on: EntityManager, rows: readonly { expertId: string }[]): Promise<Map<string, string>> {
  const experts = await on.findBy(ExpertEntity, { id: In(rows.map(({ expertId }) => expertId)) });
  return new Map(experts.map((expert) => [expert.id, nameOf(expert)]));
}

function checked(actor: Actor, expert: ExpertEntity | null, what: string): ExpertEntity {
  const sees = expert && maySee(actor, { expertId: expert.id });
  if (!sees || (actor.role === 'team-lead' && expert.teamLeadId !== actor.id)) throw notYours(what);
  return expert;
}
