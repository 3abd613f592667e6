import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { addMonths, Clock, type Day } from '#libs/time';
import { type Proof, type Standard, type Standing, standingOf } from './standards.rules.js';
import { answersOf, type Asked, type ClientsSay, complaintsOf } from './what-clients-say.js';

type Queries = Pick<EntityManager, 'query'>;
type StandardRow = Standard & { leastScore: number | null };
export interface AwardTerms {
  computedOnDay: number;
  computedAt: string;
  leastMeasured: number;
}

/** QN-8. Judges experts by the published standards, any number at once. */
@Injectable()
export class Standings {
  constructor(private readonly clock: Clock) {}

  standards(on: Queries): Promise<StandardRow[]> {
    return on.query<StandardRow[]>(
      `select key, text, proven_by as "provenBy", least_score as "leastScore" from award_standards order by position`,
    );
  }

  async terms(on: Queries): Promise<AwardTerms> {
    const [terms] = await on.query<AwardTerms[]>(
      `select computed_on_day as "computedOnDay", computed_at as "computedAt", least_measured as "leastMeasured"
       from award_terms`,
    );
    return terms!;
  }

  async ofMonth(on: Queries, month: Day, expertIds: readonly string[]): Promise<Map<string, Standing>> {
    const standards = await this.standards(on);
    const { leastMeasured } = await this.terms(on);
    const asked: Asked = { expertIds, from: month, until: addMonths(month, 1) };
    const kinds = standards.flatMap(({ provenBy }) => provenBy);
    const leastScore = Math.max(...standards.map((standard) => standard.leastScore ?? 0));
    const proofs = [
      ...(await deliveredBy(on, asked, kinds)),
      ...(kinds.includes('sheet') ? await weeksOwed(on, asked, this.clock.now()) : []),
      ...proofsFrom(kinds.includes('complaint') ? await complaintsOf(on, asked) : []),
      ...proofsFrom(kinds.includes('nps') ? await answersOf(on, asked, leastScore) : []),
    ];
    const byExpert = Map.groupBy(proofs, ({ expertId }) => expertId);
    return new Map(expertIds.map((id) => [id, standingOf(standards, byExpert.get(id) ?? [], leastMeasured)]));
  }
}

type ExpertProof = Proof & { expertId: string };

const deliveredBy = (
  on: Queries,
  { expertIds, from, until }: Asked,
  kinds: readonly string[],
): Promise<ExpertProof[]> =>
  on.query<ExpertProof[]>(
    `select expert_id as "expertId", kind, count(*)::integer as counted,
       coalesce(jsonb_agg(jsonb_build_object('id', subject_id, 'day', day)) filter (where not kept), '[]') as missed
     from deliveries where expert_id = any($1) and day >= $2 and day < $3 and kind = any($4)
     group by expert_id, kind`,
    [expertIds, from, until, kinds],
  );

/** Weeks in which the expert was there, due by now where the placement is, and not handed in at all. */
const weeksOwed = (on: Queries, { expertIds, from, until }: Asked, now: Date): Promise<ExpertProof[]> =>
  on.query<ExpertProof[]>(
    `with worked as (
       select distinct expert_id, placement_id, date_trunc('week', day)::date + sheet_due_days as due
       from deliveries, award_terms
       where expert_id = any($1) and day >= $2::date - sheet_due_days - 6 and day < $3::date
         and kind in ('show-time', 'update') and (kept or amount is not null)
     )
     select worked.expert_id as "expertId", 'sheet' as kind, count(*)::integer as counted,
       jsonb_agg(jsonb_build_object('id', placement_id, 'day', due)) as missed
     from worked join placements using (placement_id)
     where due >= $2::date and due < $3::date and due < ($4::timestamptz at time zone time_zone)::date
       and not exists (select from deliveries sheet
         where sheet.placement_id = worked.placement_id and sheet.kind = 'sheet' and sheet.day = due)
     group by worked.expert_id`,
    [expertIds, from, until, now],
  );

function proofsFrom(said: readonly ClientsSay[]): ExpertProof[] {
  const groups = Map.groupBy(said, ({ expertId, kind }) => `${expertId}/${kind}`);
  return [...groups.values()].map((all) => ({
    ...{ expertId: all[0]!.expertId, kind: all[0]!.kind, counted: all.length },
    missed: all.filter(({ missed }) => missed).map(({ id, day }) => ({ id, day })),
  }));
}
