import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { type Actor, isStaff, notYours } from '#libs/access';
import { qualityEvents } from '#libs/contracts';
import { History } from '#libs/history';
import { Outbox } from '#libs/messaging';
import { type CaredFor, Circle } from '../network/circle.js';
import { CoachingSessionEntity } from './coaching-session.entity.js';
import { ComplaintEntity, type ComplaintView } from './complaint.entity.js';
import { complaintView } from './complaint.view.js';
import { IssueCategoryEntity } from './issue.entities.js';

export interface OpenedComplaint {
  complaint: ComplaintEntity;
  placement: CaredFor;
}

/** QN-4. Reads complaints for whoever may see them, locks and saves them for whoever works on them. */
@Injectable()
export class ComplaintDesk {
  constructor(
    private readonly circle: Circle,
    private readonly history: History,
    private readonly outbox: Outbox,
  ) {}

  /** 404 `access.no-such-complaint` unless the actor sees its placement; locked for a change. */
  async find(on: EntityManager, actor: Actor, id: string, change = false): Promise<OpenedComplaint> {
    const complaint = await on.findOne(ComplaintEntity, {
      where: { id },
      ...(change && { lock: { mode: 'pessimistic_write' as const } }),
    });
    if (!complaint) throw notYours('complaint');
    return { complaint, placement: await this.circle.placement(on, actor, complaint.placementId, 'complaint') };
  }

  /** What is logged, found and lost of one placement goes one after the other, in whichever order it comes. */
  async lockPlacement(tx: EntityManager, placementId: string): Promise<void> {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('complaints of ' || $1, 0))`, [placementId]);
  }

  async add(tx: EntityManager, actor: Actor, complaint: ComplaintEntity): Promise<void> {
    await tx.insert(ComplaintEntity, complaint);
    await this.history.add(tx, complaint.id, actor, 'open');
  }

  async save(
    tx: EntityManager,
    actor: Actor,
    complaint: ComplaintEntity,
    set: Partial<ComplaintEntity>,
  ): Promise<ComplaintEntity> {
    const saved = { ...complaint, ...set, version: complaint.version + 1 };
    await tx.update(ComplaintEntity, { id: complaint.id }, { ...set, version: saved.version });
    await this.history.add(tx, saved.id, actor, saved.state);
    return saved;
  }

  /** The end of it, for now: resolved, come back, or the client lost. */
  async close(
    tx: EntityManager,
    actor: Actor,
    { complaint, placement }: OpenedComplaint,
    set: { state: ComplaintEntity['state']; closedAt: Date; how?: string },
    causationId?: string,
  ): Promise<ComplaintEntity> {
    const closed = await this.save(tx, actor, complaint, set);
    await this.outbox.add(tx, qualityEvents.complaintClosed, {
      ...{ aggregateId: closed.id, actor, ...(causationId && { causationId }) },
      data: {
        ...aboutComplaint({ complaint: closed, placement }),
        outcome: set.state as 'resolved' | 'recurred' | 'lost-client',
        closedAt: set.closedAt.toISOString(),
      },
    });
    return closed;
  }

  async view(on: EntityManager, actor: Actor, complaint: ComplaintEntity): Promise<ComplaintView> {
    return (await this.views(on, actor, [complaint]))[0]!;
  }

  async views(on: EntityManager, actor: Actor, complaints: readonly ComplaintEntity[]): Promise<ComplaintView[]> {
    const ids = complaints.map(({ id }) => id);
    const placements = await this.circle.among(
      on,
      complaints.map(({ placementId }) => placementId),
    );
    const placed = new Map(placements.map((placement) => [placement.placementId, placement]));
    const keys = complaints.map(({ category }) => category);
    const categories = await on.findBy(IssueCategoryEntity, { key: In(keys) });
    const names = new Map(categories.map(({ key, name }) => [key, name]));
    const sessions = await on.find(CoachingSessionEntity, {
      where: { complaintId: In(ids) },
      order: { heldAt: 'asc', id: 'asc' },
    });
    const held = Map.groupBy(sessions, ({ complaintId }) => complaintId);
    const histories = await this.history.of(on, ids);
    return complaints.map((complaint) =>
      complaintView(complaint, {
        placement: placed.get(complaint.placementId)!,
        categoryName: names.get(complaint.category)!,
        sessions: held.get(complaint.id) ?? [],
        history: histories.get(complaint.id) ?? [],
        forStaff: isStaff(actor),
      }),
    );
  }
}

/** What every event of a complaint says. */
export const aboutComplaint = ({ complaint, placement }: OpenedComplaint) => {
  const { id: complaintId, placementId, clientId, expertId, category, group, severity } = complaint;
  const { teamLeadId, accountExecutiveId } = placement;
  return { complaintId, placementId, clientId, expertId, teamLeadId, accountExecutiveId, category, group, severity };
};
