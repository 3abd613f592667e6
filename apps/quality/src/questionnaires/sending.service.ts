import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { newId } from '#libs/persistence';
import { addDays, Clock, type Day, dayOf, OnTimer, type Timer } from '#libs/time';
import { type CaredFor, Circle } from '../network/circle.js';
import { Tallies } from '../nps/tallies.js';
import { type Asking, asking, AskingTimer } from './asking-timer.js';
import { Letters } from './letters.js';
import { QuestionnaireEntity, QuestionnaireItemEntity } from './questionnaire.entity.js';
import { isDue, momentOf, openWeek } from './sending-time.rules.js';

type Sending = Pick<QuestionnaireEntity, 'clientId' | 'week' | 'timeZone' | 'sentAt' | 'closesAt'>;

/** QN-1. Asks every contact of a client once a week, in one questionnaire about all its placements. */
@Injectable()
export class SendingService {
  constructor(
    private readonly timer: AskingTimer,
    private readonly circle: Circle,
    private readonly letters: Letters,
    private readonly tallies: Tallies,
    private readonly clock: Clock,
  ) {}

  /** With no active placement left it stops; the next one that becomes active sets it again. */
  @OnTimer(asking)
  async ask({ subjectId: clientId, payload: { week } }: Timer<Asking>, tx: EntityManager): Promise<void> {
    const active = await this.active(tx, clientId);
    if (!active.length) return;
    const timeZone = active[0]!.clientTimeZone;
    const times = await this.timer.times(tx);
    const sentAt = this.clock.now();
    const closesAt = momentOf(week, times.closing, timeZone);
    const isOver = closesAt <= sentAt;
    if (!isOver) {
      const sent = await this.send(tx, { clientId, week, timeZone, sentAt, closesAt }, active);
      await this.letters.send(tx, sent, momentOf(week, times.reminder, timeZone));
    }
    await this.timer.set(tx, clientId, isOver ? openWeek(sentAt, times, timeZone) : addDays(week, 7), times, timeZone);
  }

  /** Whoever was asked in this week already is left out, so that a timer that fires twice asks once. Answers the ids. */
  private async send(tx: EntityManager, sending: Sending, active: readonly CaredFor[]): Promise<string[]> {
    const due = await this.due(tx, sending, active);
    const contacts = await tx.query<{ contactId: string }[]>(
      `select contact_id as "contactId" from contacts where client_id = $1 and not gone order by contact_id`,
      [sending.clientId],
    );
    if (!due.length || !contacts.length) return [];
    const inserted = await tx
      .createQueryBuilder()
      .insert()
      .into(QuestionnaireEntity)
      .values(contacts.map(({ contactId }) => ({ ...sending, id: newId(), contactId })))
      .orIgnore()
      .returning('id')
      .execute();
    const ids = (inserted.raw as { id: string }[]).map(({ id }) => id);
    const items = ids.flatMap((id) => due.map((placement) => itemOf(id, sending.week, placement)));
    if (items.length) await tx.insert(QuestionnaireItemEntity, items);
    this.tallies.asked(tx, items);
    return ids;
  }

  private async active(tx: EntityManager, clientId: string): Promise<CaredFor[]> {
    const rows = await tx.query<{ id: string }[]>(
      `select placement_id as id from placements where client_id = $1 and state = 'active'`,
      [clientId],
    );
    return this.circle.among(
      tx,
      rows.map(({ id }) => id),
    );
  }

  /** Those that have begun, and whose contract wants them asked about again. */
  private async due(
    tx: EntityManager,
    { week, sentAt, timeZone }: Sending,
    active: readonly CaredFor[],
  ): Promise<CaredFor[]> {
    const asked = await tx.query<{ id: string; week: Day }[]>(
      `select placement_id as id, max(week) as week from questionnaire_items
       where placement_id = any($1) and week < $2 group by 1`,
      [active.map(({ placementId }) => placementId), week],
    );
    const lastAsked = new Map(asked.map((each) => [each.id, each.week]));
    const today = dayOf(sentAt, timeZone);
    return active.filter(
      ({ placementId, startsOn, npsEveryDays }) =>
        startsOn <= today && isDue(week, lastAsked.get(placementId) ?? null, npsEveryDays),
    );
  }
}

const itemOf = (
  questionnaireId: string,
  week: Day,
  { placementId, title, clientId, expertId, accountExecutiveId, teamLeadId, programme }: CaredFor,
): QuestionnaireItemEntity => ({
  ...{ questionnaireId, placementId, title, week },
  ...{ clientId, expertId, accountExecutiveId, teamLeadId, programme },
  ...{ score: null, scores: {} },
});
