import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { requireRole } from '#libs/access';
import type { adaptContract, amendContract } from '#libs/contracts';
import { conflict } from '#libs/errors';
import type { Call } from '#libs/messaging';
import { Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import { PlacementEntity } from '../placements/placement.entity.js';
import { PlacementsService } from '../placements/placements.service.js';
import { checkSituations } from '../situations/catalogue.js';
import { checkAmendment } from './amendment.rules.js';
import { ContractEntity } from './contract.entity.js';
import { changedTerms, checkTerms } from './contract-terms.rules.js';
import { ContractsService, type ContractView } from './contracts.service.js';
import { agreedVersions, withdrawDrafts } from './versions.js';

/** PL-11, PM-11. The network drafts: it adapts a contract to the client, and proposes amendments of a running one. */
@Injectable()
export class DraftingService {
  constructor(
    private readonly transactions: Transactions,
    private readonly placements: PlacementsService,
    private readonly contracts: ContractsService,
    private readonly clock: Clock,
  ) {}

  /** Agreements to earlier versions don't count for the new one. */
  adapt(call: Call<typeof adaptContract>): Promise<ContractView> {
    const { actor, input } = call;
    requireRole(actor, 'account-executive', 'admin');
    return this.transactions.command(call, async (tx) => {
      const { placement, contract } = await this.contracts.draft(tx, actor, input);
      const terms = changedTerms(contract.terms, input.change);
      await checkSituations(tx, terms.expectations, contract.terms.expectations);
      const first = contract.number === 1;
      const set = {
        terms,
        effectiveFrom: first ? terms.startsOn : contract.effectiveFrom,
        version: contract.version + 1,
      };
      checkTerms(terms);
      if (first) await follow(tx, placement, terms);
      else await this.checkAgainstLast(tx, { ...contract, ...set });
      const { placementId, number } = contract;
      await tx.update(ContractEntity, { placementId, number }, set);
      return this.contracts.view(tx, actor, placement, { ...contract, ...set });
    });
  }

  /** A newer proposal takes the place of one that isn't agreed yet. Refuses 409 `placement.not-running`. */
  amend(call: Call<typeof amendContract>): Promise<ContractView> {
    const { actor, input } = call;
    requireRole(actor, 'account-executive', 'admin');
    return this.transactions.command(call, async (tx) => {
      const placement = await this.placements.locked(tx, actor, input.placementId);
      if (placement.state !== 'active' && placement.state !== 'paused') throw notRunning(placement.state);
      await withdrawDrafts(tx, placement.id);
      const last = (await agreedVersions(tx, placement.id)).at(-1)!;
      const amendment: ContractEntity = {
        placementId: placement.id,
        number: (await tx.countBy(ContractEntity, { placementId: placement.id })) + 1,
        effectiveFrom: input.effectiveFrom,
        state: 'draft',
        terms: changedTerms(last.terms, input.change),
        reason: input.reason,
        createdAt: this.clock.now(),
        version: 1,
      };
      await checkSituations(tx, amendment.terms.expectations, last.terms.expectations);
      checkTerms(amendment.terms);
      checkAmendment(last, amendment);
      await tx.insert(ContractEntity, amendment);
      return this.contracts.view(tx, actor, placement, amendment);
    });
  }

  private async checkAgainstLast(tx: EntityManager, amendment: ContractEntity): Promise<void> {
    checkAmendment((await agreedVersions(tx, amendment.placementId)).at(-1)!, amendment);
  }
}

/** Until it is agreed, a placement shows the days and hours its draft has. */
const follow = (tx: EntityManager, { id }: PlacementEntity, terms: ContractEntity['terms']) => {
  const { startsOn, endsOn, engagementKind, hoursPerWeek } = terms;
  return tx.update(PlacementEntity, { id }, { startsOn, endsOn, engagementKind, hoursPerWeek });
};

const notRunning = (state: string) =>
  conflict('placement.not-running', `The placement is ${state}; only a running contract is amended.`, {
    rule: 'PM-11',
    facts: { state },
  });
