import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import type { z } from 'zod';
import { type Actor, isStaff, notYours } from '#libs/access';
import type { EventContract, Lead } from '#libs/contracts';
import { History } from '#libs/history';
import { Outbox } from '#libs/messaging';
import { type ReferrerFacts, referrerFacts } from '../referrers/referrer-facts.js';
import { ReferrerEntity } from '../referrers/referrer.entity.js';
import { seesReferrer } from '../referrers/referrer.rules.js';
import { LeadEntity } from './lead.entity.js';
import { LeadReviewEntity, reviewView } from './lead-review.entity.js';

export type LeadView = z.output<typeof Lead>;
/** What every event of a lead says. */
type About = ReferrerFacts & { leadId: string; companyName: string };

/** Reads leads for whoever may see them; locks them, saves them and tells of them for whoever works on them (RC-1 to RC-3). */
@Injectable()
export class LeadDesk {
  constructor(
    private readonly history: History,
    private readonly outbox: Outbox,
  ) {}

  /** 404 `access.no-such-lead` unless the actor is staff or its referrer; locked for a change. */
  async find(on: EntityManager, actor: Actor, id: string, change = false): Promise<LeadEntity> {
    const lead = await on.findOne(LeadEntity, {
      where: { id },
      ...(change && { lock: { mode: 'pessimistic_write' as const } }),
    });
    if (!lead || !seesReferrer(actor, lead.referrerId)) throw notYours('lead');
    return lead;
  }

  /** With who did it, and why, in its history. */
  async save(
    tx: EntityManager,
    actor: Actor,
    lead: LeadEntity,
    set: Partial<LeadEntity>,
    reason: string | null = null,
  ): Promise<LeadEntity> {
    const saved = { ...lead, ...set, version: lead.version + 1 };
    await tx.update(LeadEntity, { id: lead.id }, { ...set, version: saved.version });
    await this.history.add(tx, lead.id, actor, saved.state, reason);
    return saved;
  }

  async tell<E extends EventContract>(
    tx: EntityManager,
    actor: Actor,
    { id: leadId, referrerId, companyName }: LeadEntity,
    event: E,
    more: Omit<z.input<E['data']>, keyof About>,
  ): Promise<void> {
    const about: About = { leadId, companyName, ...(await referrerFacts(tx, referrerId)) };
    const data = { ...about, ...more } as z.input<E['data']>;
    await this.outbox.add(tx, event, { aggregateId: leadId, actor, data });
  }

  async view(on: EntityManager, actor: Actor, lead: LeadEntity): Promise<LeadView> {
    return (await this.views(on, actor, [lead]))[0]!;
  }

  /** Reviews are for staff: they may tell of others. Why a lead is held its referrer may know, too. */
  async views(on: EntityManager, actor: Actor, leads: readonly LeadEntity[]): Promise<LeadView[]> {
    const ids = leads.map(({ id }) => id);
    const histories = await this.history.of(on, ids);
    const referrers = await on.findBy(ReferrerEntity, { id: In(leads.map(({ referrerId }) => referrerId)) });
    const named = new Map(referrers.map((referrer) => [referrer.id, referrer]));
    const order = { openedAt: 'asc', id: 'asc' } as const;
    const reviews = await on.find(LeadReviewEntity, { where: { leadId: In(ids) }, order });
    return leads.map(({ companyName: _, wonAt: __, ...lead }) => {
      const its = reviews.filter(({ leadId }) => leadId === lead.id);
      const { kind, name } = named.get(lead.referrerId)!;
      return {
        ...lead,
        ...{ referrerKind: kind, referrerName: name },
        acceptedAt: lead.acceptedAt?.toISOString() ?? null,
        protectedUntil: lead.protectedUntil?.toISOString() ?? null,
        createdAt: lead.createdAt.toISOString(),
        history: histories.get(lead.id) ?? [],
        held: lead.state === 'held' ? openKinds(its) : [],
        ...(isStaff(actor) && { reviews: its.map(reviewView) }),
      };
    });
  }
}

const openKinds = (reviews: readonly LeadReviewEntity[]): LeadView['held'] => [
  ...new Set(reviews.filter(({ decision }) => !decision).map(({ kind }) => kind)),
];
