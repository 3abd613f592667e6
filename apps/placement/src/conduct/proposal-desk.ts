import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, notYours } from '#libs/access';
import type { TerminationProposal } from '#libs/contracts';
import { History } from '#libs/history';
import { concerned, concernedLocked, namesOf } from '../experts/concerned.js';
import type { ExpertEntity } from '../experts/expert.entity.js';
import { TerminationProposalEntity } from './termination-proposal.entity.js';

export type ProposalView = z.output<typeof TerminationProposal>;
type Step = Partial<TerminationProposalEntity> & Pick<TerminationProposalEntity, 'state'>;

/** PL-14. Where a proposed termination is looked up and saved, each step with who, when and why. */
@Injectable()
export class ProposalDesk {
  constructor(private readonly history: History) {}

  async seen(on: EntityManager, actor: Actor, id: string): Promise<TerminationProposalEntity> {
    const proposal = await find(on, id);
    await concerned(on, actor, proposal.expertId, 'termination-proposal');
    return proposal;
  }

  /** With its expert locked, which everything that changes a proposal takes first. */
  async locked(
    tx: EntityManager,
    actor: Actor,
    id: string,
  ): Promise<{ proposal: TerminationProposalEntity; expert: ExpertEntity }> {
    const { expertId } = await find(tx, id);
    const expert = await concernedLocked(tx, actor, expertId, 'termination-proposal');
    return { proposal: await find(tx, id), expert };
  }

  async add(tx: EntityManager, actor: Actor, proposal: TerminationProposalEntity): Promise<void> {
    await tx.insert(TerminationProposalEntity, proposal);
    await this.history.add(tx, proposal.id, actor, proposal.state, proposal.reason);
  }

  async save(
    tx: EntityManager,
    actor: Actor,
    proposal: TerminationProposalEntity,
    set: Step,
    reason: string | null,
  ): Promise<TerminationProposalEntity> {
    await tx.update(TerminationProposalEntity, { id: proposal.id }, set);
    await this.history.add(tx, proposal.id, actor, set.state, reason);
    return { ...proposal, ...set };
  }

  async view(on: EntityManager, proposal: TerminationProposalEntity): Promise<ProposalView> {
    return (await this.views(on, [proposal]))[0]!;
  }

  async views(on: EntityManager, proposals: readonly TerminationProposalEntity[]): Promise<ProposalView[]> {
    const names = await namesOf(on, proposals);
    const histories = await this.history.of(
      on,
      proposals.map(({ id }) => id),
    );
    return proposals.map((proposal) => ({
      ...proposal,
      expertName: names.get(proposal.expertId)!,
      proposedAt: proposal.proposedAt.toISOString(),
      decidedAt: proposal.decidedAt?.toISOString() ?? null,
      appealUntil: proposal.appealUntil?.toISOString() ?? null,
      appealedAt: proposal.appealedAt?.toISOString() ?? null,
      appealDecidedAt: proposal.appealDecidedAt?.toISOString() ?? null,
      history: histories.get(proposal.id) ?? [],
    }));
  }
}

async function find(on: EntityManager, id: string): Promise<TerminationProposalEntity> {
  const proposal = await on.findOneBy(TerminationProposalEntity, { id });
  if (!proposal) throw notYours('termination-proposal');
  return proposal;
}

/** Which record, as every event of a proposal says: the one that made it possible. */
export const lastGround = ({ recordIds, expertId, category }: TerminationProposalEntity) => ({
  ...{ recordId: recordIds.at(-1)!, expertId, category },
});
