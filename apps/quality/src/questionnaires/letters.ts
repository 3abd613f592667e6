import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { systemActor } from '#libs/access';
import { qualityEvents } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { Clock, type Day, OnTimer, type Timer, Timers } from '#libs/time';

const { questionnaireSent, questionnaireReminded } = qualityEvents;
const reminding = 'quality.questionnaire-reminder';

interface Letter {
  questionnaireId: string;
  clientId: string;
  week: Day;
  closesAt: Date;
  addressee: { id: string; name: string; email: string };
  about: { placementId: string; title: string; expertName: string }[];
}

/** QN-1. What a contact is written: the questionnaire, and one reminder. */
@Injectable()
export class Letters {
  constructor(
    private readonly timers: Timers,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Sent after the hour of the reminder there is none. */
  async send(tx: EntityManager, ids: string[], remindAt: Date): Promise<void> {
    if (remindAt > this.clock.now()) {
      for (const id of ids) await this.timers.set(tx, reminding, id, remindAt);
    }
    await this.tell(tx, questionnaireSent, ids);
  }

  /** Nobody is reminded who answered, is no longer a contact, or whose week is over. */
  @OnTimer(reminding)
  async remind({ subjectId: id, firedAt }: Timer, tx: EntityManager): Promise<void> {
    const [reminded] = await tx.query<[unknown[], number]>(
      `update questionnaires set reminded_at = $2
       where id = $1 and answered_at is null and reminded_at is null and closes_at > $2
         and exists (select from contacts c where c.contact_id = questionnaires.contact_id and not c.gone)
       returning id`,
      [id, firedAt],
    );
    if (reminded.length) await this.tell(tx, questionnaireReminded, [id]);
  }

  private async tell(tx: EntityManager, event: typeof questionnaireSent, ids: string[]): Promise<void> {
    if (!ids.length) return;
    const letters = await tx.query<Letter[]>(
      `select q.id as "questionnaireId", q.client_id as "clientId", q.week, q.closes_at as "closesAt",
         jsonb_build_object('id', c.contact_id, 'name', c.name, 'email', c.email) as addressee, (
           select jsonb_agg(jsonb_build_object('placementId', i.placement_id, 'title', i.title, 'expertName', e.name)
             order by i.title, i.placement_id)
           from questionnaire_items i join experts e using (expert_id) where i.questionnaire_id = q.id) as about
       from questionnaires q join contacts c using (contact_id) where q.id = any($1) order by q.id`,
      [ids],
    );
    const events = letters.map(({ closesAt, ...letter }) => ({
      ...{ aggregateId: letter.questionnaireId, actor: systemActor },
      data: { ...letter, closesAt: closesAt.toISOString() },
    }));
    await this.outbox.addAll(tx, event, events);
  }
}
