import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { Actor } from '#libs/access';
import { type NewLead, referralEvents, type RegisteredLead } from '#libs/contracts';
import { newId } from '#libs/persistence';
import { Clock } from '#libs/time';
import type { ReferrerEntity } from '../referrers/referrer.entity.js';
import { checkDomain, marksOfLead } from '../suspicions/company-keys.rules.js';
import { checkIsNew } from '../suspicions/suspicions.js';
import { Acceptance } from './acceptance.js';
import { LeadEntity } from './lead.entity.js';
import { LeadDesk } from './lead-desk.js';
import { LeadKeys } from './lead-keys.js';
import { SuspicionDesk } from './suspicion-desk.js';

/** RC-1. A lead is registered: refused, held until a person has looked at it, or accepted at once. */
@Injectable()
export class Registration {
  constructor(
    private readonly suspicions: SuspicionDesk,
    private readonly keys: LeadKeys,
    private readonly acceptance: Acceptance,
    private readonly desk: LeadDesk,
    private readonly clock: Clock,
  ) {}

  /** For `referrer`, which is checked to be the caller's; `createdBy` is who filled it in. Refuses as `registerLead` says. */
  async register(
    tx: EntityManager,
    actor: Actor,
    referrer: ReferrerEntity,
    { company, contact, need, relation, programme = 'network' }: Omit<z.output<typeof NewLead>, 'referrerId'>,
    createdBy: string,
  ): Promise<z.output<typeof RegisteredLead>> {
    checkDomain({ company, contact });
    const lead: LeadEntity = {
      ...{ id: newId(), referrerId: referrer.id, companyName: company.name, company, contact, need, relation },
      ...{ state: 'held', programme, ratePercent: await this.acceptance.rateOf(tx, programme), acceptedAt: null },
      ...{ protectedUntil: null, extended: false, meeting: null, plan: null, clientId: null, reportedWin: null },
      ...{ wonAt: null, createdAt: this.clock.now(), createdBy, version: 1 },
    };
    await checkIsNew(tx, lead, marksOfLead(lead));
    await tx.insert(LeadEntity, lead);
    // First, whatever is found: who comes second to a company is told so, not held.
    await this.keys.claim(tx, lead);
    const found = await this.suspicions.add(tx, lead.id, await this.suspicions.of(tx, lead));
    const held = [...new Set(found.map(({ kind }) => kind))];
    await this.desk.tell(tx, actor, lead, referralEvents.leadRegistered, { held, registeredBy: createdBy });
    const reason = createdBy === actor.name ? null : `Filled in by ${createdBy}.`;
    if (!held.length) {
      const { id, state, protectedUntil } = await this.acceptance.accept(tx, actor, lead, reason);
      return { id, state, protectedUntil: protectedUntil!.toISOString(), held };
    }
    await this.keys.free(tx, lead.id);
    await this.desk.save(tx, actor, lead, {}, reason);
    return { id: lead.id, state: 'held', protectedUntil: null, held };
  }
}
