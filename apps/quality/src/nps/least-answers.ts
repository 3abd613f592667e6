import type { EntityManager } from 'typeorm';

/** QN-2. With fewer answers there is no score. */
export async function leastAnswers(on: Pick<EntityManager, 'query'>): Promise<number> {
  const [policy] = await on.query<[{ least: number }]>('select least_answers as least from questionnaire_policy');
  return policy.least;
}
