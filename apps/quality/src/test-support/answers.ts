import { newId } from '#libs/persistence';
import type { TestService } from '#libs/testing';
import { partiesOf, type TestPlacement } from './builders.js';

/** What a contact was asked about a placement in a week, and its answer: null for none. */
export async function anAnswer(
  test: TestService,
  placement: TestPlacement,
  week: string,
  score: number | null,
): Promise<void> {
  const { placementId, clientId, expertId } = partiesOf(placement);
  const questionnaireId = newId();
  await test.query(
    `insert into questionnaires (id, client_id, contact_id, week, time_zone, sent_at, closes_at)
     values ($1, $2, $3, $4::date, 'Europe/Berlin', $4::date, $4::date + 7)`,
    [questionnaireId, clientId, newId(), week],
  );
  await test.query(
    `insert into questionnaire_items (questionnaire_id, placement_id, client_id, expert_id, week, score, title, programme)
     values ($1, $2, $3, $4, $5, $6, 'Storefront', 'network')`,
    [questionnaireId, placementId, clientId, expertId, week, score],
  );
}
