import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, requireRole } from '#libs/access';
import {
  type certifyExpert,
  placementEvents,
  type screenExpert,
  type suspendExpert,
  type terminateExpert,
} from '#libs/contracts';
import { conflict } from '#libs/errors';
import { History } from '#libs/history';
import { type Call, Outbox } from '#libs/messaging';
import { Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import { ProgrammesService } from '../programmes/programmes.service.js';
import { checkBars } from './certification.rules.js';
import { ExpertEntity } from './expert.entity.js';
import { checkTermination, type ExpertStep, nextStage } from './expert-stage.rules.js';
import type { ExpertView } from './expert.view.js';
import { ExpertsService } from './experts.service.js';

/** PL-1. The stages of an expert, each change with who, when, why. */
@Injectable()
export class CertificationService {
  constructor(
    private readonly transactions: Transactions,
    private readonly experts: ExpertsService,
    private readonly programmes: ProgrammesService,
    private readonly history: History,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Refuses 422 `placement.below-the-bar`, 409 `placement.already-certified`. */
  certify(call: Call<typeof certifyExpert>): Promise<ExpertView> {
    const { actor, input } = call;
    mayJudge(actor);
    return this.transactions.command(call, async (tx) => {
      const expert = await this.experts.own(tx, actor, input.id);
      const { id: programme, version, terms } = await this.programmes.newest(tx, input.programme);
      const stage = nextStage(expert.stage, 'certify');
      if (expert.programmes.includes(programme)) throw alreadyCertified(programme);
      checkBars(programme, terms, expert);
      const reason = input.reason ?? `Over the bars of ${programme}, version ${version}.`;
      const programmes = [...expert.programmes, programme];
      return this.save(tx, actor, { ...expert, stage, programmes }, reason, programme);
    });
  }

  step(
    call: Call<typeof screenExpert> | Call<typeof suspendExpert>,
    step: 'screen' | 'suspend' | 'reinstate',
  ): Promise<ExpertView> {
    const { actor, input } = call;
    mayJudge(actor);
    return this.transactions.command(call, async (tx) => {
      const expert = await this.experts.own(tx, actor, input.id);
      return this.bring(tx, actor, expert, step, input.reason ?? null);
    });
  }

  /** PL-14. An applicant, or an expert that wishes to leave: its words are kept with the reason. */
  terminate(call: Call<typeof terminateExpert>): Promise<ExpertView> {
    const { actor, input } = call;
    mayJudge(actor);
    return this.transactions.command(call, async (tx) => {
      const expert = await this.experts.own(tx, actor, input.id);
      const { reason, ownWish } = input;
      checkTermination(expert.stage, ownWish);
      return this.bring(tx, actor, expert, 'terminate', ownWish ? `${reason} Its own wish: “${ownWish}”` : reason);
    });
  }

  /** Every step but certification, of a locked expert: also that of a decided proposal (PL-14). */
  bring(
    tx: EntityManager,
    actor: Actor,
    expert: ExpertEntity,
    step: Exclude<ExpertStep, 'certify'>,
    reason: string | null,
  ): Promise<ExpertView> {
    const stage = nextStage(expert.stage, step);
    return this.save(tx, actor, { ...expert, stage }, reason, null);
  }

  private async save(
    tx: EntityManager,
    actor: Actor,
    expert: ExpertEntity,
    reason: string | null,
    programme: string | null,
  ): Promise<ExpertView> {
    const { id, stage, programmes } = expert;
    const at = this.clock.now();
    const set = { stage, programmes, version: expert.version + 1, updatedAt: at };
    await tx.update(ExpertEntity, { id }, set);
    await this.history.add(tx, id, actor, stage, reason);
    await this.outbox.add(tx, placementEvents.expertStageChanged, {
      aggregateId: id,
      actor,
      data: { expertId: id, stage, programme, reason, at: at.toISOString() },
    });
    return this.experts.view(tx, actor, { ...expert, ...set });
  }
}

const mayJudge = (actor: Actor): void => requireRole(actor, 'admin', 'account-executive', 'team-lead');

const alreadyCertified = (programme: string) =>
  conflict('placement.already-certified', `The expert is certified for ${programme}.`, { rule: 'PL-1' });
