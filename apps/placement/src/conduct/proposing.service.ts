import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { requireRole } from '#libs/access';
import { placementEvents, type proposeTermination } from '#libs/contracts';
import { conflict } from '#libs/errors';
import { type Call, Outbox } from '#libs/messaging';
import { newId, Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import { concernedLocked } from '../experts/concerned.js';
import type { ExpertEntity } from '../experts/expert.entity.js';
import { nextStage } from '../experts/expert-stage.rules.js';
import type { ConductCategory, ConductLadder } from '../types.js';
import { ConductRecordsService } from './conduct-records.service.js';
import { checkClimbed, checkFresh } from './ladder.rules.js';
import { LaddersService } from './ladders.service.js';
import { lastGround, ProposalDesk, type ProposalView } from './proposal-desk.js';
import { TerminationProposalEntity } from './termination-proposal.entity.js';

/** PL-14. The network proposes a termination, once the ladder of the category is climbed. */
@Injectable()
export class ProposingService {
  constructor(
    private readonly transactions: Transactions,
    private readonly records: ConductRecordsService,
    private readonly ladders: LaddersService,
    private readonly desk: ProposalDesk,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * Of an expert who is or was certified: applicants are terminated without one. Refuses 409
   * `placement.ladder-not-climbed`, `placement.decided-already`, `placement.termination-proposed`, `placement.wrong-stage`.
   */
  propose(call: Call<typeof proposeTermination>): Promise<ProposalView> {
    const { actor, input } = call;
    requireRole(actor, 'account-executive', 'admin');
    return this.transactions.command(call, async (tx) => {
      const expert = await concernedLocked(tx, actor, input.expertId);
      nextStage(expert.stage, 'dismiss');
      const { category, reason } = input;
      const ladder = await this.ladders.of(tx, category);
      const proposal = proposalOf({
        ...{ expertId: expert.id, category, reason, appealDays: ladder.appealDays },
        recordIds: await this.grounds(tx, expert, category, ladder),
        ...{ proposedById: actor.id, proposedBy: actor.name, proposedAt: this.clock.now() },
      });
      await this.desk.add(tx, actor, proposal);
      await this.outbox.add(tx, placementEvents.terminationProposed, {
        aggregateId: lastGround(proposal).recordId,
        actor,
        data: {
          ...lastGround(proposal),
          ...{ reason, proposedBy: actor.name, at: proposal.proposedAt.toISOString() },
        },
      });
      return this.desk.view(tx, proposal);
    });
  }

  private async grounds(
    tx: EntityManager,
    expert: ExpertEntity,
    category: ConductCategory,
    ladder: ConductLadder,
  ): Promise<string[]> {
    const former = await tx.findBy(TerminationProposalEntity, { expertId: expert.id });
    if (former.some(({ state }) => state === 'open')) throw isProposed();
    const grounds = checkClimbed(category, ladder, await this.records.ofCategory(tx, expert, category));
    checkFresh(
      grounds,
      former.flatMap(({ recordIds }) => recordIds),
    );
    return grounds.map(({ id }) => id);
  }
}

const undecided = {
  state: 'open',
  ...{ decidedById: null, decidedBy: null, decidedAt: null, decisionReason: null },
  ...{ appealUntil: null, appeal: null, appealedAt: null },
  ...{ appealDecidedById: null, appealDecidedBy: null, appealDecidedAt: null, appealReason: null },
} as const;

const proposalOf = (
  about: Omit<TerminationProposalEntity, 'id' | keyof typeof undecided>,
): TerminationProposalEntity => ({ id: newId(), ...undecided, ...about });

const isProposed = () =>
  conflict('placement.termination-proposed', 'A termination of this expert is proposed, and not decided yet.', {
    rule: 'PL-14',
  });
