import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { type Actor, scopeOf } from '#libs/access';
import type { QuestionnaireFilter } from '#libs/contracts';
import { type Page, pageOf } from '#libs/persistence';
import { Clock } from '#libs/time';
import { Circle } from '../network/circle.js';
import { QuestionnaireDesk, type QuestionnaireView } from './questionnaire-desk.js';

const inState = {
  open: 'questionnaire.closesAt > :now and questionnaire.answeredAt is null',
  answered: 'questionnaire.closesAt > :now and questionnaire.answeredAt is not null',
  closed: 'questionnaire.closesAt <= :now',
};

/** QN-1. Reads questionnaires. */
@Injectable()
export class QuestionnairesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly circle: Circle,
    private readonly desk: QuestionnaireDesk,
    private readonly clock: Clock,
  ) {}

  async get(actor: Actor, id: string): Promise<QuestionnaireView> {
    const on = this.dataSource.manager;
    return this.desk.view(on, actor, await this.desk.find(on, actor, id));
  }

  async list(actor: Actor, filter: z.output<typeof QuestionnaireFilter>): Promise<Page<QuestionnaireView>> {
    const on = this.dataSource.manager;
    const query = this.desk.seenBy(on, actor);
    const { clientId } = scopeOf(actor, { clientId: filter.clientId });
    const { placementId, state, week } = filter;
    if (clientId) query.andWhere('questionnaire.clientId = :clientId', { clientId });
    if (week) query.andWhere('questionnaire.week = :week', { week });
    if (state) query.andWhere(inState[state], { now: this.clock.now() });
    if (placementId) {
      await this.circle.placement(on, actor, placementId);
      query.andWhere(
        `exists (select from questionnaire_items i
           where i.questionnaire_id = questionnaire.id and i.placement_id = :placementId)`,
        { placementId },
      );
    }
    const list = { id: 'questionnaire.id', sorts: { sentAt: 'questionnaire.sentAt' }, defaultSort: '-sentAt' };
    const page = await pageOf(query, filter, list);
    return { ...page, items: await this.desk.views(on, actor, page.items) };
  }
}
