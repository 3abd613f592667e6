import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { requireRole, staff } from '#libs/access';
import type { getChurnRisk, listChurnRisks } from '#libs/contracts';
import type { Answer, Call } from '#libs/messaging';
import { pageOfSql } from '#libs/persistence';
import { addDays, Clock, type Day, dayOf } from '#libs/time';
import { type CaredFor, Circle } from '../network/circle.js';
import { churnFacts } from './churn-facts.js';
import { ChurnWeightsService } from './churn-weights.js';
import { churnRisk, type CountedCause } from './risk.rules.js';

interface Night {
  placementId: string;
  day: Day;
  score: number;
  causes: CountedCause[];
}

/** How far back the series goes. */
const seriesDays = 180;

/** QN-10. Which clients might leave, and why: for the network's own eyes. */
@Injectable()
export class ChurnService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly circle: Circle,
    private readonly weights: ChurnWeightsService,
    private readonly clock: Clock,
  ) {}

  async list({ actor, input }: Call<typeof listChurnRisks>): Promise<Answer<typeof listChurnRisks>> {
    requireRole(actor, ...staff);
    const on = this.dataSource.manager;
    const { clientId, expertId, teamLeadId } = this.circle.scopeOf(actor, input);
    const page = await pageOfSql<Night>(
      on,
      {
        sql: `select r.placement_id as "placementId", r.day, r.score, r.causes
          from churn_risks r join placements p using (placement_id) join clients c using (client_id)
            join experts e using (expert_id)
          where r.day = (select max(day) from churn_risks) and p.state = 'active' and r.score >= $1
            and ($2::uuid is null or p.client_id = $2) and ($3::uuid is null or p.expert_id = $3)
            and ($4::uuid is null or e.team_lead_id = $4) and ($5::uuid is null or c.owner_id = $5)`,
        params: [input.minimum ?? 0, clientId, expertId, teamLeadId, input.accountExecutiveId],
      },
      input,
      { id: '"placementId"', sorts: { score: 'score' }, defaultSort: '-score' },
    );
    const placements = await this.circle.among(
      on,
      page.items.map(({ placementId }) => placementId),
    );
    const named = new Map(placements.map((placement) => [placement.placementId, placement]));
    return { ...page, items: page.items.map((risk) => ({ ...aboutOf(named.get(risk.placementId)!), ...risk })) };
  }

  async get({ actor, input }: Call<typeof getChurnRisk>): Promise<Answer<typeof getChurnRisk>> {
    requireRole(actor, ...staff);
    const on = this.dataSource.manager;
    const placement = await this.circle.placement(on, actor, input.placementId);
    const day = dayOf(this.clock.now(), 'UTC');
    const facts = (await churnFacts(on, day, [placement.placementId])).get(placement.placementId)!;
    const risk = churnRisk(facts, await this.weights.weights(on));
    return { ...aboutOf(placement), day, ...risk, series: await series(on, placement.placementId, day) };
  }
}

const series = (on: EntityManager, placementId: string, until: Day): Promise<{ day: Day; score: number }[]> =>
  on.query('select day, score from churn_risks where placement_id = $1 and day >= $2 order by day', [
    placementId,
    addDays(until, -seriesDays),
  ]);

const aboutOf = (placement: CaredFor) => ({
  placementId: placement.placementId,
  title: placement.title,
  clientId: placement.clientId,
  clientName: placement.clientName,
  expertId: placement.expertId,
  expertName: placement.expertName,
  accountExecutiveId: placement.accountExecutiveId,
});
