import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, notYours } from '#libs/access';
import type { Contract } from '#libs/contracts';
import { conflict, stale } from '#libs/errors';
import { evidenceFor, termsFor } from '../masks.rules.js';
import type { PlacementEntity } from '../placements/placement.entity.js';
import { PlacementsService } from '../placements/placements.service.js';
import { AgreementEntity } from './agreement.entity.js';
import { ContractEntity } from './contract.entity.js';

export type ContractView = z.output<typeof Contract>;

/** PL-11. Reads contracts; who sees a placement sees its contracts, except for the other party's rate. */
@Injectable()
export class ContractsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly placements: PlacementsService,
  ) {}

  async get(actor: Actor, placementId: string, number: number): Promise<ContractView> {
    const on = this.dataSource.manager;
    const placement = await this.placements.visible(on, actor, placementId);
    return this.view(on, actor, placement, await this.find(on, placementId, number));
  }

  /** All versions, oldest first. */
  async list(actor: Actor, placementId: string): Promise<ContractView[]> {
    const on = this.dataSource.manager;
    const placement = await this.placements.visible(on, actor, placementId);
    const contracts = await on.find(ContractEntity, { where: { placementId }, order: { number: 'asc' } });
    return this.views(on, actor, placement, contracts);
  }

  /** A draft in exactly the version somebody has read, with its placement locked. Refuses 409 and 412. */
  async draft(tx: EntityManager, actor: Actor, which: { placementId: string; number: number; version: number }) {
    const placement = await this.placements.locked(tx, actor, which.placementId);
    const contract = await this.find(tx, which.placementId, which.number);
    if (contract.state !== 'draft') throw notADraft(contract.state);
    if (contract.version !== which.version) throw stale(contract.version);
    return { placement, contract };
  }

  async view(
    on: EntityManager,
    actor: Actor,
    placement: PlacementEntity,
    contract: ContractEntity,
  ): Promise<ContractView> {
    const [view] = await this.views(on, actor, placement, [contract]);
    return view!;
  }

  private async find(on: EntityManager, placementId: string, number: number): Promise<ContractEntity> {
    const contract = await on.findOneBy(ContractEntity, { placementId, number });
    if (!contract) throw notYours('contract');
    return contract;
  }

  private async views(
    on: EntityManager,
    actor: Actor,
    { id: placementId, programme, programmeVersion }: PlacementEntity,
    contracts: ContractEntity[],
  ): Promise<ContractView[]> {
    const agreements = await on.find(AgreementEntity, { where: { placementId }, order: { at: 'asc', party: 'asc' } });
    return contracts.map(({ terms, createdAt, ...contract }) => ({
      ...contract,
      programme,
      programmeVersion,
      terms: termsFor(actor, terms),
      agreements: agreements
        .filter(({ number, version }) => number === contract.number && version === contract.version)
        .map(({ party, at, by, evidence }) => ({
          party,
          at: at.toISOString(),
          by,
          evidence: evidenceFor(actor, party, evidence),
        })),
      createdAt: createdAt.toISOString(),
    }));
  }
}

const notADraft = (state: string) =>
  conflict('placement.contract-not-draft', `This version of the contract is ${state}; what is agreed is amended.`, {
    rule: 'PL-11',
    facts: { state },
  });
