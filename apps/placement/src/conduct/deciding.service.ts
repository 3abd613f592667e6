import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, requireRole } from '#libs/access';
import { type appealTermination, type decideAppeal, type decideTermination, placementEvents } from '#libs/contracts';
import { History } from '#libs/history';
import { type Call, Outbox } from '#libs/messaging';
import { Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import { CertificationService } from '../experts/certification.service.js';
import type { ExpertEntity } from '../experts/expert.entity.js';
import { lastGround, ProposalDesk, type ProposalView } from './proposal-desk.js';
import { appealUntil, checkAppealTime, checkDecider, nextProposalState } from './proposal-state.rules.js';
import type { TerminationProposalEntity } from './termination-proposal.entity.js';

type Decision = z.output<typeof placementEvents.conductDecided.data>['decision'];

/** PL-14. A person decides a proposed termination, the expert may appeal, and yet another person decides that. */
@Injectable()
export class DecidingService {
  constructor(
    private readonly transactions: Transactions,
    private readonly desk: ProposalDesk,
    private readonly certification: CertificationService,
    private readonly history: History,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Of two decisions at once the second finds it decided: 409 `placement.wrong-proposal-state`. */
  decide(call: Call<typeof decideTermination>): Promise<ProposalView> {
    const { actor, input } = call;
    requireRole(actor, 'admin');
    return this.transactions.command(call, async (tx) => {
      const { proposal, expert } = await this.desk.locked(tx, actor, input.id);
      const state = nextProposalState(proposal.state, input.decision);
      checkDecider(actor, [proposal.proposedById]);
      const decidedAt = this.clock.now();
      const isTerminated = input.decision === 'terminate';
      const set = {
        ...{ state, decidedById: actor.id, decidedBy: actor.name, decidedAt, decisionReason: input.reason },
        appealUntil: isTerminated ? appealUntil(decidedAt, proposal.appealDays) : null,
      };
      const decided = await this.desk.save(tx, actor, proposal, set, input.reason);
      if (isTerminated) await this.certification.bring(tx, actor, expert, 'dismiss', input.reason);
      await this.tell(tx, actor, decided, isTerminated ? 'terminated' : 'kept', input.reason);
      return this.desk.view(tx, decided);
    });
  }

  /** The expert, though terminated. Refuses 409 `placement.wrong-proposal-state`, `placement.appeal-too-late`. */
  appeal(call: Call<typeof appealTermination>): Promise<ProposalView> {
    const { actor, input } = call;
    requireRole(actor, 'expert');
    return this.transactions.command(call, async (tx) => {
      const { proposal } = await this.desk.locked(tx, actor, input.id);
      const { text } = input;
      const state = nextProposalState(proposal.state, 'appeal');
      const appealedAt = this.clock.now();
      checkAppealTime(appealedAt, proposal.appealUntil!);
      const appealed = await this.desk.save(tx, actor, proposal, { state, appeal: text, appealedAt }, null);
      await this.outbox.add(tx, placementEvents.conductAnswered, {
        aggregateId: lastGround(appealed).recordId,
        actor,
        data: { ...lastGround(appealed), kind: 'appeal', text, at: appealedAt.toISOString() },
      });
      return this.desk.view(tx, appealed);
    });
  }

  /** Upheld, the expert is what it was before: certified, or suspended. */
  decideAppeal(call: Call<typeof decideAppeal>): Promise<ProposalView> {
    const { actor, input } = call;
    requireRole(actor, 'admin');
    return this.transactions.command(call, async (tx) => {
      const { proposal, expert } = await this.desk.locked(tx, actor, input.id);
      const state = nextProposalState(proposal.state, input.decision);
      checkDecider(actor, [proposal.proposedById, proposal.decidedById]);
      const by = { appealDecidedById: actor.id, appealDecidedBy: actor.name, appealDecidedAt: this.clock.now() };
      const set = { state, ...by, appealReason: input.reason };
      const decided = await this.desk.save(tx, actor, proposal, set, input.reason);
      const isUpheld = input.decision === 'uphold';
      if (isUpheld) await this.restore(tx, actor, expert, input.reason);
      await this.tell(tx, actor, decided, isUpheld ? 'appeal-upheld' : 'appeal-refused', input.reason);
      return this.desk.view(tx, decided);
    });
  }

  private async restore(tx: EntityManager, actor: Actor, expert: ExpertEntity, reason: string): Promise<void> {
    const before = (await this.history.of(tx, [expert.id])).get(expert.id)?.at(-2)?.state;
    const step = before === 'suspended' ? 'restore-suspended' : 'restore';
    await this.certification.bring(tx, actor, expert, step, reason);
  }

  private async tell(
    tx: EntityManager,
    actor: Actor,
    proposal: TerminationProposalEntity,
    decision: Decision,
    reason: string,
  ): Promise<void> {
    await this.outbox.add(tx, placementEvents.conductDecided, {
      aggregateId: lastGround(proposal).recordId,
      actor,
      data: {
        ...lastGround(proposal),
        ...{ decision, reason, decidedBy: actor.name, at: this.clock.now().toISOString() },
      },
    });
  }
}
