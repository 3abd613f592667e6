import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#libs/access';
import { History } from '#libs/history';
import { Clock } from '#libs/time';
import { Cases } from '../cases/cases.js';
import { Circle } from '../network/circle.js';
import { isDetractor } from '../nps/nps.rules.js';
import type { Replaced, Scored } from './answering.rules.js';
import { changeOfMind, detractorWords } from './detractor.rules.js';
import type { QuestionnaireEntity } from './questionnaire.entity.js';

const hourMs = 3_600_000;

/** QN-3. A score of 0 to 6 opens a case at once; a change of mind stands in its history, and the case stays. */
@Injectable()
export class Detractors {
  constructor(
    private readonly cases: Cases,
    private readonly circle: Circle,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /** `questionnaire` with the comment it has now. */
  async answered(
    tx: EntityManager,
    actor: Actor,
    questionnaire: QuestionnaireEntity,
    { was, is }: Replaced<Scored>,
  ): Promise<void> {
    const isNew = isDetractor(is.score) && !isDetractor(was.score);
    if (isNew && (await this.open(tx, actor, questionnaire, is))) return;
    const words = changeOfMind(was.score, is.score, questionnaire.comment);
    if (words) await this.note(tx, actor, aboutOf(questionnaire, is), words);
  }

  /** False when the case of an earlier answer is still open. */
  private async open(
    tx: EntityManager,
    actor: Actor,
    questionnaire: QuestionnaireEntity,
    is: Scored,
  ): Promise<boolean> {
    const { id: questionnaireId, contactId, comment } = questionnaire;
    const placement = (await this.circle.find(tx, is.placementId))!;
    const [known] = await tx.query<{ contactName: string; hours: number }[]>(
      `select name as "contactName", detractor_answer_hours as hours from contacts, questionnaire_policy
       where contact_id = $1`,
      [contactId],
    );
    const { contactName, hours } = known!;
    const score = is.score!;
    return this.cases.open(tx, {
      ...{ kind: 'detractor', about: aboutOf(questionnaire, is), placement, actor },
      words: detractorWords({ ...placement, contactName, score, comment }),
      facts: { questionnaireId, contactId, score, scores: is.scores, comment },
      dueAt: new Date(this.clock.now().getTime() + hours * hourMs),
    });
  }

  /** In the history of the latest case about it, open or closed. */
  private async note(tx: EntityManager, actor: Actor, about: string, words: string): Promise<void> {
    const [found] = await tx.query<{ id: string }[]>(
      `select id from cases where kind = 'detractor' and about = $1 order by opened_at desc, id desc limit 1`,
      [about],
    );
    if (found) await this.history.add(tx, found.id, actor, 'note', words);
  }
}

const aboutOf = ({ id }: QuestionnaireEntity, { placementId }: Scored): string => `${id}/${placementId}`;
