import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, isStaff, network, referring, requireRole } from '#libs/access';
import { type recordOutcome, referralEvents } from '#libs/contracts';
import { conflict } from '#libs/errors';
import type { Call } from '#libs/messaging';
import { onConstraint, Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import { SuspicionDesk } from './suspicion-desk.js';
import { LeadDesk, type LeadView } from './lead-desk.js';
import type { LeadEntity } from './lead.entity.js';
import { afterStep, checkOpen, clientWon } from './lead-stages.rules.js';
import { Protection } from './protection.js';

const { leadWon, leadLost, outcomeReported } = referralEvents;

/** RC-3. Whoever learns the outcome records it, and the other side is told; a win is the network's word. */
@Injectable()
export class Outcomes {
  constructor(
    private readonly transactions: Transactions,
    private readonly desk: LeadDesk,
    private readonly protection: Protection,
    private readonly suspicions: SuspicionDesk,
    private readonly clock: Clock,
  ) {}

  async record(call: Call<typeof recordOutcome>): Promise<LeadView> {
    const { actor, input } = call;
    const { outcome, reason } = input;
    const recorded = this.transactions.command(call, async (tx) => {
      requireRole(actor, ...referring, ...network);
      const lead = await this.desk.find(tx, actor, input.id, true);
      checkOpen(lead.state, 'RC-3');
      return this.desk.view(tx, actor, await this.step(tx, actor, lead, outcome, reason));
    });
    return recorded.catch((error: unknown) => {
      throw onConstraint(error, { lead_won_once: clientWon });
    });
  }

  private step(
    tx: EntityManager,
    actor: Actor,
    lead: LeadEntity,
    outcome: 'won' | 'lost',
    reason: string,
  ): Promise<LeadEntity> {
    if (outcome === 'lost') return this.lose(tx, actor, lead, reason);
    return isStaff(actor) ? this.win(tx, actor, lead, reason) : this.report(tx, actor, lead, reason);
  }

  private async win(tx: EntityManager, actor: Actor, lead: LeadEntity, reason: string): Promise<LeadEntity> {
    const state = afterStep(lead.state, 'win');
    const clientId = lead.clientId!;
    // Its people may be others than when it was named.
    const found = await this.suspicions.ofClient(tx, { ...lead, clientId });
    await this.protection.keep(tx, lead);
    const wonAt = this.clock.now();
    const saved = await this.desk.save(tx, actor, lead, { state, wonAt, reportedWin: null }, reason);
    await this.suspicions.open(tx, actor, saved, found);
    const { ratePercent, plan } = saved;
    await this.desk.tell(tx, actor, saved, leadWon, {
      ...{ clientId, ratePercent, plan: plan! },
      ...{ reason, recordedBy: actor.name, wonAt: wonAt.toISOString() },
    });
    return saved;
  }

  private async lose(tx: EntityManager, actor: Actor, lead: LeadEntity, reason: string): Promise<LeadEntity> {
    await this.protection.giveUp(tx, lead.id);
    const saved = await this.desk.save(tx, actor, lead, { state: 'lost', reportedWin: null }, reason);
    await this.desk.tell(tx, actor, saved, leadLost, {
      ...{ reason, recordedBy: actor.name, recordedByReferrer: !isStaff(actor) },
      lostAt: this.clock.now().toISOString(),
    });
    return saved;
  }

  /** The referrer's word: said once, until the network has decided. */
  private async report(tx: EntityManager, actor: Actor, lead: LeadEntity, reason: string): Promise<LeadEntity> {
    if (lead.reportedWin) throw reportedBefore(lead.reportedWin);
    const at = this.clock.now().toISOString();
    const reportedWin = { reason, at, by: actor.name };
    const saved = await this.desk.save(tx, actor, lead, { reportedWin }, `Reported as won: ${reason}`);
    await this.desk.tell(tx, actor, saved, outcomeReported, { reason, reportedBy: actor.name, at });
    return saved;
  }
}

const reportedBefore = ({ at }: { at: string }) =>
  conflict('referral.already-reported', 'It was reported as won; the network confirms it.', {
    rule: 'RC-3',
    facts: { at },
  });
