import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#libs/access';
import { referralEvents } from '#libs/contracts';
import { invalidField } from '#libs/errors';
import { Clock } from '#libs/time';
import { PolicyService } from '../policy/policy.service.js';
import { LeadDesk } from './lead-desk.js';
import type { LeadEntity } from './lead.entity.js';
import { Protection } from './protection.js';
import { protectedFrom } from './protection.rules.js';

/** RC-1, RC-4. A lead whose keys are claimed becomes its referrer's: protected, at a rate that stays. */
@Injectable()
export class Acceptance {
  constructor(
    private readonly desk: LeadDesk,
    private readonly policy: PolicyService,
    private readonly protection: Protection,
    private readonly clock: Clock,
  ) {}

  /** What the programme promises now. Refuses 422 `referral.no-such-programme`. */
  async rateOf(on: Pick<EntityManager, 'query'>, programme: string): Promise<number> {
    const [row] = await on.query<{ percent: number }[]>(
      'select commission_percent as percent from programmes where programme = $1',
      [programme],
    );
    if (row) return row.percent;
    throw invalidField('referral.no-such-programme', 'programme', 'must be a programme of the network', 'RC-4');
  }

  async accept(tx: EntityManager, actor: Actor, lead: LeadEntity, reason: string | null = null): Promise<LeadEntity> {
    const acceptedAt = this.clock.now();
    const { protectionDays } = await this.policy.of(tx);
    const protectedUntil = protectedFrom(acceptedAt, protectionDays);
    const ratePercent = await this.rateOf(tx, lead.programme);
    const accepted = { state: 'new' as const, ratePercent, acceptedAt, protectedUntil };
    const saved = await this.desk.save(tx, actor, lead, accepted, reason);
    await this.protection.run(tx, lead.id, acceptedAt, protectedUntil);
    const told = { ratePercent, protectedUntil: protectedUntil.toISOString() };
    await this.desk.tell(tx, actor, saved, referralEvents.leadAccepted, told);
    return saved;
  }
}
