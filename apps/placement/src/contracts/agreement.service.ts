import { Injectable } from '@nestjs/common';
import type { agreeContract } from '#libs/contracts';
import type { Call } from '#libs/messaging';
import { onConstraint, Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import { promiseRefusals } from '../placements/placement.errors.js';
import { AgreementEntity } from './agreement.entity.js';
import { agreeingParty } from './agreement.rules.js';
import { Binding } from './binding.js';
import { ContractsService, type ContractView } from './contracts.service.js';

/** PL-11. Client and expert agree, each to exactly one version of the terms; with both it binds. */
@Injectable()
export class AgreementService {
  constructor(
    private readonly transactions: Transactions,
    private readonly contracts: ContractsService,
    private readonly binding: Binding,
    private readonly clock: Clock,
  ) {}

  /** Agreeing again changes nothing. Refuses 409 `placement.full-time-overlap`, `placement.above-capacity` (PL-9). */
  async agree(call: Call<typeof agreeContract>): Promise<ContractView> {
    const { actor, input } = call;
    const party = agreeingParty(actor, input);
    try {
      return await this.transactions.command(call, async (tx) => {
        const { placement, contract } = await this.contracts.draft(tx, actor, input);
        const { placementId, number, version } = contract;
        await tx
          .createQueryBuilder()
          .insert()
          .into(AgreementEntity)
          .values({
            ...{ placementId, number, version, party },
            at: this.clock.now(),
            byId: actor.id,
            by: actor.name,
            evidence: actor.role === party ? null : (input.evidence ?? null),
          })
          .orIgnore()
          .execute();
        const agreed = await tx.countBy(AgreementEntity, { placementId, number, version });
        if (agreed < 2) return this.contracts.view(tx, actor, placement, contract);
        await this.binding.bind(tx, actor, placement, contract);
        return this.contracts.view(tx, actor, placement, { ...contract, state: 'agreed' });
      });
    } catch (error) {
      throw onConstraint(error, promiseRefusals);
    }
  }
}
