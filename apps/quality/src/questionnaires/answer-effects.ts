import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#libs/access';
import { Clock, dayOf } from '#libs/time';
import { ClientScores } from '../deliveries/client-scores.js';
import { Tallies } from '../nps/tallies.js';
import { isChanged, type Replaced } from './answering.rules.js';
import { Detractors } from './detractors.js';
import { type QuestionnaireEntity, QuestionnaireItemEntity } from './questionnaire.entity.js';

/** QN-1. What an answer about one placement brings about: the NPS, the client's side of the metrics, a case. */
@Injectable()
export class AnswerEffects {
  constructor(
    private readonly tallies: Tallies,
    private readonly scores: ClientScores,
    private readonly detractors: Detractors,
    private readonly clock: Clock,
  ) {}

  /** `questionnaire` as it is now; it is locked. */
  async of(
    tx: EntityManager,
    actor: Actor,
    questionnaire: QuestionnaireEntity,
    replaced: Replaced<QuestionnaireItemEntity>,
  ): Promise<void> {
    const { was, is } = replaced;
    const { placementId, score, scores } = is;
    if (isChanged(replaced)) {
      const { questionnaireId } = was;
      await tx.update(QuestionnaireItemEntity, { questionnaireId, placementId }, { score, scores });
      this.tallies.answered(tx, was, was.score, score);
      const day = dayOf(this.clock.now(), questionnaire.timeZone);
      const by = { source: 'questionnaire' as const, sourceId: questionnaireId, placement: was, day };
      await this.scores.set(tx, by, scores);
    }
    await this.detractors.answered(tx, actor, questionnaire, replaced);
  }
}
