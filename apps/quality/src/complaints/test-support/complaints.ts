import type { z } from 'zod';
import type { Actor } from '#libs/access';
import { logComplaint, placementEvents, recordCoaching, resolveComplaint } from '#libs/contracts';
import { newId } from '#libs/persistence';
import type { TestService } from '#libs/testing';
import { partiesOf, type TestPlacement } from '../../test-support/builders.js';
import type { ComplaintView } from '../complaint.entity.js';

const { issueCategorySet, clientLost } = placementEvents;

export const aCategory = (
  test: TestService,
  key: string,
  given: { name?: string; group?: string; active?: boolean } = {},
): Promise<void> => {
  const categoryId = newId();
  const about = { name: 'Slow answers', group: 'answers', groupName: 'Answers', active: true, ...given };
  return test.hears(issueCategorySet, categoryId, { categoryId, key, ...about });
};

/** `slow-answers` and `no-answers` are related, `bugs` is apart. */
export async function someCategories(test: TestService): Promise<void> {
  await aCategory(test, 'slow-answers');
  await aCategory(test, 'no-answers', { name: 'No answers' });
  await aCategory(test, 'bugs', { name: 'Bugs', group: 'craft' });
}

export const log = (
  test: TestService,
  placement: TestPlacement,
  given: Partial<z.input<typeof logComplaint.input>> = {},
  actor: Actor = placement.ae,
): Promise<ComplaintView> => {
  const { placementId } = placement;
  const said = { severity: 'serious' as const, what: 'We wait half a day for an answer.' };
  return test.ask(logComplaint, actor, { placementId, category: 'slow-answers', ...said, ...given });
};

/** One that was logged at an instant, and nothing that follows from it. */
export async function complained(test: TestService, of: TestPlacement, loggedAt: string): Promise<void> {
  const { placementId, clientId, expertId } = partiesOf(of);
  await aCategory(test, 'slow-answers');
  await test.query(
    `insert into complaints (id, placement_id, client_id, expert_id, category, group_key, severity, what, state,
       logged_by, logged_at)
     values ($1, $2, $3, $4, 'slow-answers', 'answers', 'minor', 'No answers', 'open', 'Ann Executive', $5)`,
    [newId(), placementId, clientId, expertId, loggedAt],
  );
}

export const coach = (
  test: TestService,
  id: string,
  actor: Actor,
  given: Partial<z.input<typeof recordCoaching.input>> = {},
): Promise<ComplaintView> => {
  const talk = { heldAt: '2026-03-02T07:30:00Z', minutes: 30, notes: 'Shy on the phone.', agreed: 'Ask by noon.' };
  return test.ask(recordCoaching, actor, { id, ...talk, ...given });
};

export const resolve = (test: TestService, id: string, actor: Actor): Promise<ComplaintView> =>
  test.ask(resolveComplaint, actor, { id, how: 'Two weeks in time; Carl is content.' });

export const aLoss = (
  test: TestService,
  placement: TestPlacement,
  { lossId = newId(), category = 'slow-answers', group = 'answers' } = {},
): Promise<void> =>
  test.hears(clientLost, lossId, {
    ...{ lossId, ...partiesOf(placement), category, group },
    ...{ what: 'They wait for nobody.', lostAt: '2026-03-02T07:00:00Z', barred: false },
  });
