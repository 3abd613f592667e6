import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { z } from 'zod';
import type { LeadReview } from '#libs/contracts';

export type ReviewView = z.output<typeof LeadReview>;

/** RC-1. What a person has to judge about a lead. */
@Entity('lead_reviews')
export class LeadReviewEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  leadId!: string;

  @Column('text')
  kind!: ReviewView['kind'];

  @Column('text')
  detail!: string;

  @Column('uuid', { nullable: true })
  otherLeadId!: string | null;

  @Column('uuid', { nullable: true })
  otherClientId!: string | null;

  @Column('timestamptz')
  openedAt!: Date;

  @Column('text', { nullable: true })
  decision!: ReviewView['decision'];

  @Column('timestamptz', { nullable: true })
  decidedAt!: Date | null;

  @Column('text', { nullable: true })
  decidedBy!: string | null;

  @Column('text', { nullable: true })
  reason!: string | null;
}

export const reviewView = (review: LeadReviewEntity): ReviewView => ({
  ...review,
  openedAt: review.openedAt.toISOString(),
  decidedAt: review.decidedAt?.toISOString() ?? null,
});
