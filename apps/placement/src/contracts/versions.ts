import { type EntityManager, In } from 'typeorm';
import { ContractEntity } from './contract.entity.js';

/** The contract of a placement and its amendments, as far as they are agreed; oldest first. */
export const agreedVersions = (on: EntityManager, placementId: string): Promise<ContractEntity[]> =>
  on.find(ContractEntity, {
    where: { placementId, state: In(['agreed', 'superseded']) },
    order: { number: 'asc' },
  });

/** What is still a draft comes to nothing. */
export const withdrawDrafts = (tx: EntityManager, placementId: string) =>
  tx.update(ContractEntity, { placementId, state: 'draft' }, { state: 'withdrawn' });
