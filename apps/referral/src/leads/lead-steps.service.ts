import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { network, referring, requireRole, type Role } from '#libs/access';
import {
  type advanceLead,
  type extendProtection,
  type linkClient,
  referralEvents,
  type setPlan,
} from '#libs/contracts';
import { invalidField, stale } from '#libs/errors';
import type { Call } from '#libs/messaging';
import { newId, Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import { AccountEntity, ClientEntity } from '../network/people.entities.js';
import { PolicyService } from '../policy/policy.service.js';
import { SuspicionDesk } from './suspicion-desk.js';
import { LeadDesk, type LeadView } from './lead-desk.js';
import { LeadEntity } from './lead.entity.js';
import { draftBoard } from './lead-plan.rules.js';
import { afterStep, checkMeeting, checkOpen, checkReadyToPlan, clientWon } from './lead-stages.rules.js';
import { Protection } from './protection.js';
import { extendedProtection } from './protection.rules.js';

/** Whoever talks with the company: the network, or who brought it. */
const talking: readonly Role[] = [...referring, ...network];

interface Step {
  set: Partial<LeadEntity>;
  reason: string;
  tell?: (saved: LeadEntity) => Promise<unknown>;
}

/** RC-1, RC-2. A lead comes nearer, gets its plan and its client account, and longer protection. */
@Injectable()
export class LeadSteps {
  constructor(
    private readonly transactions: Transactions,
    private readonly desk: LeadDesk,
    private readonly policy: PolicyService,
    private readonly protection: Protection,
    private readonly suspicions: SuspicionDesk,
    private readonly clock: Clock,
  ) {}

  advance(call: Call<typeof advanceLead>): Promise<LeadView> {
    const { actor, input } = call;
    const { stage, note, meeting } = input;
    return this.step(call, talking, async (tx, lead) => {
      const state = afterStep(lead.state, stage);
      const now = this.clock.now();
      checkMeeting(stage, meeting, now, (await this.policy.of(tx)).meetingMinutes);
      if (stage === 'planning') await this.checkReady(tx, lead);
      return {
        set: { state, ...(meeting && { meeting: { ...meeting, heldAt: new Date(meeting.heldAt).toISOString() } }) },
        reason: note,
        tell: (saved) =>
          this.desk.tell(tx, actor, saved, referralEvents.leadAdvanced, { stage, note, at: now.toISOString() }),
      };
    });
  }

  plan(call: Call<typeof setPlan>): Promise<LeadView> {
    return this.step(call, talking, (_tx, lead) => {
      checkOpen(lead.state);
      const plan = draftBoard(call.input.plan, lead.plan, newId);
      const { tasks, estimateMinutes } = plan;
      return Promise.resolve({ set: { plan }, reason: `Planned: ${tasks.length} tasks, ${estimateMinutes} minutes.` });
    });
  }

  linkClient(call: Call<typeof linkClient>): Promise<LeadView> {
    const { actor, input } = call;
    const { clientId } = input;
    return this.step(call, network, async (tx, lead) => {
      checkOpen(lead.state);
      const client = await tx.findOneBy(ClientEntity, { clientId });
      if (!client) throw invalidField('referral.no-such-client', 'clientId', 'must be a client of the network', 'RC-2');
      if (await tx.existsBy(LeadEntity, { clientId, state: 'won' })) throw clientWon();
      const found = await this.suspicions.ofClient(tx, { ...lead, clientId });
      if (lead.state === 'planning') await this.checkReady(tx, { ...lead, clientId });
      return {
        set: { clientId },
        reason: `Its client account: ${client.name}.`,
        tell: (saved) => this.suspicions.open(tx, actor, saved, found),
      };
    });
  }

  extend(call: Call<typeof extendProtection>): Promise<LeadView> {
    const { actor, input } = call;
    return this.step(call, network, async (tx, lead) => {
      const now = this.clock.now();
      const protectedUntil = extendedProtection(lead, now, (await this.policy.of(tx)).extensionDays);
      await this.protection.run(tx, lead.id, now, protectedUntil);
      const until = protectedUntil.toISOString();
      return {
        set: { protectedUntil, extended: true },
        reason: `Protected until ${until.slice(0, 10)}: ${input.evidence}`,
        tell: (saved) => this.desk.tell(tx, actor, saved, referralEvents.protectionExtended, { protectedUntil: until }),
      };
    });
  }

  /** One at a time: what was read must still be so where a version is named. */
  private step(
    call: Call & { input: { id: string; version?: number } },
    roles: readonly Role[],
    take: (tx: EntityManager, lead: LeadEntity) => Promise<Step>,
  ): Promise<LeadView> {
    const { actor, input } = call;
    return this.transactions.command(call, async (tx) => {
      requireRole(actor, ...roles);
      const lead = await this.desk.find(tx, actor, input.id, true);
      if (input.version !== undefined && lead.version !== input.version) throw stale(lead.version);
      const { set, reason, tell } = await take(tx, lead);
      const saved = await this.desk.save(tx, actor, lead, set, reason);
      await tell?.(saved);
      return this.desk.view(tx, actor, saved);
    });
  }

  private async checkReady(tx: EntityManager, { plan, clientId }: LeadEntity): Promise<void> {
    const client = !!clientId;
    const account = client && (await tx.existsBy(AccountEntity, { clientId, role: 'client', disabled: false }));
    checkReadyToPlan({ plan: !!plan, client, account });
  }
}
