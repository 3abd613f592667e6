import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, isStaff, notYours, requireRole } from '#libs/access';
import type { Questionnaire } from '#libs/contracts';
import { Clock } from '#libs/time';
import { QuestionnaireAnswerEntity, QuestionnaireEntity } from './questionnaire.entity.js';

export type QuestionnaireView = z.output<typeof Questionnaire>;
type ItemRow = QuestionnaireView['items'][number] & { questionnaireId: string };
type Names = Pick<QuestionnaireView, 'clientName' | 'contactName'> & { id: string };

/** The contacts that are an account's person: of its company, with its e-mail address. */
const contactsOf = `select contact_id from contacts join accounts using (client_id)
  where account_id = :accountId and client_id = :clientId and lower(contacts.email) = lower(accounts.email) and not gone`;
/** Those whose links open something: a client may no longer name whom it named when it was asked. */
const stillNamed = 'select contact_id from contacts where not gone';

/** GW-3. Reads questionnaires for whoever may see them. Names are those of today: an erased person has none here. */
@Injectable()
export class QuestionnaireDesk {
  constructor(private readonly clock: Clock) {}

  /**
   * 404 `access.no-such-questionnaire` unless the actor is staff or the contact it is for; a team lead sees those that ask
   * about its people. Experts have no part in it: 403.
   */
  async find(on: EntityManager, actor: Actor, id: string, lock = false): Promise<QuestionnaireEntity> {
    const query = this.seenBy(on, actor).andWhere('questionnaire.id = :id', { id });
    if (lock) query.setLock('pessimistic_write');
    const found = await query.getOne();
    if (!found) throw notYours('questionnaire');
    return found;
  }

  seenBy(on: EntityManager, actor: Actor) {
    requireRole(actor, 'client', 'team-lead', 'account-executive', 'admin');
    const query = on.createQueryBuilder(QuestionnaireEntity, 'questionnaire').where('true');
    if (actor.role === 'client') {
      const own = { accountId: actor.id, clientId: actor.clientId ?? null };
      return query.andWhere(`questionnaire.contactId in (${contactsOf})`, own);
    }
    // Whoever holds the link reads through the gateway, as `system`.
    if (actor.role === 'system') return query.andWhere(`questionnaire.contactId in (${stillNamed})`);
    if (actor.role !== 'team-lead') return query;
    return query.andWhere(
      `exists (select from questionnaire_items i join experts e using (expert_id)
         where i.questionnaire_id = questionnaire.id and e.team_lead_id = :leadId)`,
      { leadId: actor.id },
    );
  }

  async view(on: EntityManager, actor: Actor, questionnaire: QuestionnaireEntity): Promise<QuestionnaireView> {
    const [view] = await this.views(on, actor, [questionnaire]);
    if (!isStaff(actor) || actor.role === 'system') return view!;
    const answers = await on.find(QuestionnaireAnswerEntity, {
      where: { questionnaireId: questionnaire.id },
      order: { at: 'asc', id: 'asc' },
    });
    const shown = new Set(view!.items.map(({ placementId }) => placementId));
    return {
      ...view!,
      answers: answers.map(({ at, by, items, comment }) => ({
        ...{ at: at.toISOString(), by, comment },
        items: items.filter(({ placementId }) => shown.has(placementId)),
      })),
    };
  }

  async views(
    on: EntityManager,
    actor: Actor,
    questionnaires: readonly QuestionnaireEntity[],
  ): Promise<QuestionnaireView[]> {
    const ids = questionnaires.map(({ id }) => id);
    const names = await on.query<Names[]>(
      `select q.id, c.name as "clientName", p.name as "contactName"
       from questionnaires q join clients c using (client_id) join contacts p using (contact_id) where q.id = any($1)`,
      [ids],
    );
    const items = await on.query<ItemRow[]>(
      `select i.questionnaire_id as "questionnaireId", i.placement_id as "placementId", i.title,
         i.expert_id as "expertId", e.name as "expertName", i.score, i.scores
       from questionnaire_items i join experts e using (expert_id)
       where i.questionnaire_id = any($1) and ($2::uuid is null or e.team_lead_id = $2)
       order by i.title, i.placement_id`,
      [ids, actor.role === 'team-lead' ? actor.id : null],
    );
    const named = new Map(names.map((name) => [name.id, name]));
    const byId = Map.groupBy(items, ({ questionnaireId }) => questionnaireId);
    return questionnaires.map((questionnaire) => ({
      ...questionnaire,
      clientName: named.get(questionnaire.id)!.clientName,
      contactName: named.get(questionnaire.id)!.contactName,
      items: (byId.get(questionnaire.id) ?? []).map(({ questionnaireId: _, ...item }) => item),
      state: this.stateOf(questionnaire),
      sentAt: questionnaire.sentAt.toISOString(),
      remindedAt: questionnaire.remindedAt?.toISOString() ?? null,
      answeredAt: questionnaire.answeredAt?.toISOString() ?? null,
      closesAt: questionnaire.closesAt.toISOString(),
    }));
  }

  private stateOf({ answeredAt, closesAt }: QuestionnaireEntity): QuestionnaireView['state'] {
    if (closesAt <= this.clock.now()) return 'closed';
    return answeredAt ? 'answered' : 'open';
  }
}
