import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { systemActor } from '#libs/access';
import { referralEvents } from '#libs/contracts';
import { OnTimer, type Timer, Timers } from '#libs/time';
import { LeadDesk } from './lead-desk.js';
import type { LeadEntity } from './lead.entity.js';
import { LeadKeys } from './lead-keys.js';
import { openStates } from './lead-stages.rules.js';
import { warningAt } from './protection.rules.js';

const { protectionEnding, protectionEnded } = referralEvents;
const ending = 'referral.protection-ending';
const end = 'referral.protection-ended';

/** RC-1. The clock of a lead's protection: a warning a week before, then others may register the company. */
@Injectable()
export class Protection {
  constructor(
    private readonly desk: LeadDesk,
    private readonly keys: LeadKeys,
    private readonly timers: Timers,
  ) {}

  async run(tx: EntityManager, leadId: string, from: Date, until: Date): Promise<void> {
    const warning = warningAt(from, until);
    if (warning) await this.timers.set(tx, ending, leadId, warning);
    await this.timers.set(tx, end, leadId, until);
  }

  /** Won: the company is its referrer's for life. Refuses 409 `referral.lead-taken` when another has it by now. */
  async keep(tx: EntityManager, lead: LeadEntity): Promise<void> {
    await this.keys.claim(tx, lead);
    await this.stop(tx, lead.id);
  }

  /** Nobody goes on with the lead: the company is free. */
  async giveUp(tx: EntityManager, leadId: string): Promise<void> {
    await this.keys.free(tx, leadId);
    await this.stop(tx, leadId);
  }

  @OnTimer(ending)
  async warn({ subjectId }: Timer, tx: EntityManager): Promise<void> {
    const lead = await this.running(tx, subjectId);
    if (!lead) return;
    const protectedUntil = lead.protectedUntil!.toISOString();
    await this.desk.tell(tx, systemActor, lead, protectionEnding, { protectedUntil, mayExtend: !lead.extended });
  }

  /** The lead itself goes on: it is won all the same, unless another has the company by then. */
  @OnTimer(end)
  async end({ subjectId }: Timer, tx: EntityManager): Promise<void> {
    const lead = await this.running(tx, subjectId);
    if (!lead) return;
    await this.keys.free(tx, lead.id);
    await this.desk.save(tx, systemActor, lead, {}, 'Its protection ended.');
    const endedAt = lead.protectedUntil!.toISOString();
    await this.desk.tell(tx, systemActor, lead, protectionEnded, { endedAt });
  }

  private async stop(tx: EntityManager, leadId: string): Promise<void> {
    await this.timers.cancel(tx, ending, leadId);
    await this.timers.cancel(tx, end, leadId);
  }

  private async running(tx: EntityManager, id: string): Promise<LeadEntity | undefined> {
    const lead = await this.desk.find(tx, systemActor, id, true);
    return openStates.includes(lead.state) ? lead : undefined;
  }
}
