import type { EntityManager } from 'typeorm';
import { conflict } from '#libs/errors';
import { ExpertEntity } from './expert.entity.js';

/** PL-1. Only a certified expert is placed, also when it was certified once. Refuses 409 `placement.expert-not-certified`. */
export async function checkCertified(tx: EntityManager, expertId: string): Promise<void> {
  const { stage } = await tx.findOneOrFail(ExpertEntity, {
    where: { id: expertId },
    lock: { mode: 'pessimistic_read' },
  });
  if (stage === 'certified') return;
  throw conflict('placement.expert-not-certified', 'The expert is not certified at the moment.', { rule: 'PL-1' });
}
