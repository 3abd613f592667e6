import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, notYours, requireRole } from '#libs/access';
import { type applyAsExpert, type changeExpert, type ExpertChange, placementEvents } from '#libs/contracts';
import { conflict, invalidField, stale } from '#libs/errors';
import { History } from '#libs/history';
import { type Call, Outbox } from '#libs/messaging';
import { onConstraint, Transactions } from '#libs/persistence';
import { Clock, dayOf } from '#libs/time';
import { checkPositive, moneyAt } from '../pay-rate.rules.js';
import { aboveCapacity, firstDayAbove } from '../placements/capacity.rules.js';
import { promisedBy } from '../placements/promised.js';
import { yearsBySkill } from '../skill.rules.js';
import { checkCertifiedFacts } from './certification.rules.js';
import { ExpertEntity, nameOf } from './expert.entity.js';
import type { ExpertView } from './expert.view.js';
import { ExpertsService } from './experts.service.js';
import { rateZoneOf } from './rate-zone.js';

/** PL-1. An expert applies, and keeps its profile up to date. */
@Injectable()
export class ProfileService {
  constructor(
    private readonly transactions: Transactions,
    private readonly experts: ExpertsService,
    private readonly history: History,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Refuses 409 `placement.already-applied`. */
  async apply(call: Call<typeof applyAsExpert>): Promise<ExpertView> {
    const { actor, input } = call;
    const id = applicantId(actor, input.expertId);
    try {
      return await this.transactions.command(call, (tx) => this.insert(tx, actor, id, input));
    } catch (error) {
      throw onConstraint(error, { experts_pkey: alreadyApplied });
    }
  }

  change(call: Call<typeof changeExpert>): Promise<ExpertView> {
    const { actor, input } = call;
    const { id, version, change } = input;
    return this.transactions.command(call, async (tx) => {
      const expert = await this.experts.own(tx, actor, id);
      if (expert.version !== version) throw stale(expert.version);
      checkCertifiedFacts(expert.stage, Object.keys(change), actor.role === 'expert');
      if (change.teamLeadId !== undefined) requireRole(actor, 'admin', 'account-executive', 'team-lead');
      if (change.weeklyCapacityHours) await this.checkPromised(tx, expert, change.weeklyCapacityHours);
      const set = {
        ...(await columnsOf(tx, change)),
        version: version + 1,
        updatedAt: this.clock.now(),
      };
      await tx.update(ExpertEntity, { id }, set);
      const changed = { ...expert, ...set };
      await this.outbox.add(tx, placementEvents.expertChanged, { aggregateId: id, actor, data: facts(changed) });
      return this.experts.view(tx, actor, changed);
    });
  }

  private async insert(
    tx: EntityManager,
    actor: Actor,
    id: string,
    { expertId: _, ...profile }: z.output<(typeof applyAsExpert)['input']>,
  ): Promise<ExpertView> {
    const now = this.clock.now();
    const expert: ExpertEntity = {
      id,
      ...profile,
      payRate: moneyAt('payRate', profile.payRate),
      skillYears: yearsBySkill(profile.skills),
      rateZone: await rateZoneOf(tx, profile.country),
      teamLeadId: null,
      stage: 'applied',
      programmes: [],
      createdAt: now,
      updatedAt: now,
      version: 1,
    };
    checkPositive(expert.payRate);
    await tx.insert(ExpertEntity, expert);
    await this.history.add(tx, id, actor, 'applied');
    await this.outbox.add(tx, placementEvents.expertApplied, { aggregateId: id, actor, data: facts(expert) });
    return this.experts.view(tx, actor, expert);
  }

  /** PL-9. Nobody takes back hours that were promised. */
  private async checkPromised(tx: EntityManager, { id, timeZone }: ExpertEntity, capacity: number): Promise<void> {
    const promised = await promisedBy(tx, id, dayOf(this.clock.now(), timeZone));
    const day = firstDayAbove(capacity, promised);
    if (day) throw aboveCapacity(day);
  }
}

/** An expert applies for itself, staff for the expert it names; a foreign id doesn't exist for an expert. */
function applicantId(actor: Actor, expertId: string | undefined): string {
  requireRole(actor, 'expert', 'admin', 'account-executive', 'team-lead');
  if (actor.role === 'expert' && (expertId ?? actor.expertId) !== actor.expertId) throw notYours('expert');
  const id = expertId ?? actor.expertId;
  if (!id) throw invalidField('placement.expert-missing', 'expertId', "must name the expert's account", 'PL-1');
  return id;
}

/** A change as columns, with those that follow from it. */
async function columnsOf(tx: EntityManager, { payRate, ...change }: z.output<typeof ExpertChange>) {
  const pay = payRate && moneyAt('payRate', payRate);
  if (pay) checkPositive(pay);
  return {
    ...change,
    ...(pay && { payRate: pay }),
    ...(change.skills && { skillYears: yearsBySkill(change.skills) }),
    ...(change.country && { rateZone: await rateZoneOf(tx, change.country) }),
  };
}

const alreadyApplied = () =>
  conflict('placement.already-applied', 'This expert has applied already.', { rule: 'PL-1' });

const facts = (expert: ExpertEntity) => ({
  expertId: expert.id,
  name: nameOf(expert),
  country: expert.country,
  timeZone: expert.timeZone,
  teamLeadId: expert.teamLeadId,
});
