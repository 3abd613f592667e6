import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ConductCategory, ProposalState } from '../types.js';

/** PL-14. A proposed termination, its decision, and the appeal against it. */
@Entity('termination_proposals')
export class TerminationProposalEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  expertId!: string;

  @Column('text')
  category!: ConductCategory;

  /** Its grounds, oldest first. */
  @Column('uuid', { array: true })
  recordIds!: string[];

  @Column('text')
  state!: ProposalState;

  @Column('text')
  reason!: string;

  /** Of the ladder when it was proposed. */
  @Column('integer')
  appealDays!: number;

  @Column('uuid')
  proposedById!: string;

  @Column('text')
  proposedBy!: string;

  @Column('timestamptz')
  proposedAt!: Date;

  @Column('uuid', { nullable: true })
  decidedById!: string | null;

  @Column('text', { nullable: true })
  decidedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  decidedAt!: Date | null;

  @Column('text', { nullable: true })
  decisionReason!: string | null;

  /** After a termination. */
  @Column('timestamptz', { nullable: true })
  appealUntil!: Date | null;

  @Column('text', { nullable: true })
  appeal!: string | null;

  @Column('timestamptz', { nullable: true })
  appealedAt!: Date | null;

  @Column('uuid', { nullable: true })
  appealDecidedById!: string | null;

  @Column('text', { nullable: true })
  appealDecidedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  appealDecidedAt!: Date | null;

  @Column('text', { nullable: true })
  appealReason!: string | null;
}
