import { type EntityManager, In } from 'typeorm';
import { invalidField } from '#libs/errors';
import type { Expectation } from '../types.js';
import { ProblemSituationEntity } from './problem-situation.entity.js';

/** PL-11. What new contracts are assembled from. */
export const acceptedSituations = (on: EntityManager): Promise<ProblemSituationEntity[]> =>
  on.find(ProblemSituationEntity, { where: { state: 'accepted' }, order: { createdAt: 'asc', id: 'asc' } });

/**
 * PL-11. An expectation that names a situation comes from the catalogue, or was in the contract before. Refuses 422
 * `placement.no-such-situation`.
 */
export async function checkSituations(
  on: EntityManager,
  asked: readonly Expectation[],
  before: readonly Expectation[],
): Promise<void> {
  const ids = asked.flatMap(({ situationId }) => situationId ?? []);
  const accepted = await on.findBy(ProblemSituationEntity, { id: In(ids), state: 'accepted' });
  const known = new Set([...accepted.map(({ id }) => id), ...before.map(({ situationId }) => situationId)]);
  const unknown = asked.findIndex(({ situationId }) => situationId !== null && !known.has(situationId));
  if (unknown < 0) return;
  throw invalidField(
    'placement.no-such-situation',
    `change.expectations.${unknown}.situationId`,
    'must be an accepted situation of the catalogue',
    'PL-11',
  );
}
