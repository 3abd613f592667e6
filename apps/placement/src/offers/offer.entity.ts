import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { OfferState } from '../types.js';

/** What an expert offered, in the words of the message. */
export interface OfferTerms {
  payRate: { amount: string; currency: string };
  hoursPerWeek: number;
  earliestStart: string;
  availability?: string | undefined;
  estimateMinutes?: number | undefined;
  relevantExperience?: string | undefined;
  note?: string | undefined;
}

/** PL-6. An expert's answer to an opening, or the team's suggestion of an expert who hasn't answered yet. */
@Entity('offers')
export class OfferEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  openingId!: string;

  /** The opening's. */
  @Column('uuid')
  clientId!: string;

  @Column('uuid')
  expertId!: string;

  /** Null while it's a suggestion the expert hasn't accepted. */
  @Column('jsonb', { nullable: true })
  terms!: OfferTerms | null;

  /** The team's words with its suggestion. */
  @Column('text', { nullable: true })
  suggestion!: string | null;

  @Column('text')
  state!: OfferState;

  /** Why it was withdrawn or declined. */
  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  offeredAt!: Date | null;

  @Column('integer')
  version!: number;
}
