import type { EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { z } from 'zod';
import type { AttentionFilter } from '#libs/contracts';
import { BugEntity } from '../bugs/bug.entity.js';
import { ClockEntity } from '../clocks/clock.entity.js';
import { MistakeEntity } from '../mistakes/mistake.entity.js';
import { QuestionEntity } from '../questions/question.entity.js';
import { PresenceFactEntity } from '../shifts/presence-fact.entity.js';
import { ShiftEntity } from '../shifts/shift.entity.js';

type Filter = Omit<z.output<typeof AttentionFilter>, 'limit'>;

/**
 * What needs somebody, each as a query in the order of its list. All of it is open: each has an index of what is open,
 * which is a small part of what ever was.
 */
export function attentionQueries(on: EntityManager, filter: Filter, now: Date) {
  const among = placements(filter);
  const of = <E extends ObjectLiteral>(entity: new () => E, alias: string, where: string): SelectQueryBuilder<E> => {
    const query = on.createQueryBuilder(entity, alias).where(where);
    return among ? query.andWhere(`${alias}.placementId in (${among.sql})`, among.params) : query;
  };
  return {
    lateShifts: of(ShiftEntity, 'shift', `shift.state in ('late', 'no-show')`)
      .andWhere('shift.endsAt > :now', { now })
      .orderBy({ 'shift.startsAt': 'ASC', 'shift.id': 'ASC' }),
    breachedClocks: of(ClockEntity, 'clock', `clock.state <> 'stopped' and clock.breachedAt is not null`).orderBy({
      'clock.breachedAt': 'ASC',
      'clock.id': 'ASC',
    }),
    runningClocks: of(ClockEntity, 'clock', `clock.state = 'running' and clock.breachedAt is null`).orderBy({
      'clock.dueAt': 'ASC',
      'clock.id': 'ASC',
    }),
    openQuestions: of(QuestionEntity, 'question', `question.state not in ('answered', 'closed')`),
    openBugs: of(BugEntity, 'bug', `bug.state not in ('fixed', 'closed')`),
    openMistakes: of(MistakeEntity, 'mistake', `mistake.state <> 'put-right'`).orderBy({
      'mistake.knownAt': 'ASC',
      'mistake.id': 'ASC',
    }),
    silentShifts: of(PresenceFactEntity, 'fact', `fact.kind = 'silence'`)
      .andWhere('not exists (select from presence_talks talk where talk.fact_id = fact.id)')
      .orderBy({ 'fact.at': 'DESC', 'fact.id': 'DESC' }),
  };
}

/** The placements that are asked for; undefined for all. */
function placements({ accountExecutiveId, clientId, expertId }: Filter): { sql: string; params: object } | undefined {
  const asked = [
    accountExecutiveId && 'account_executive_id = :accountExecutiveId',
    clientId && 'client_id = :clientId',
    expertId && 'expert_id = :expertId',
  ].filter((condition) => condition !== undefined);
  if (!asked.length) return undefined;
  const sql = `select placement_id from coverages where ${asked.join(' and ')}`;
  return { sql, params: { accountExecutiveId, clientId, expertId } };
}
