import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DecidedHow, EntrySource, EntryState } from '../types.js';

/** TS-4. Minutes of one day on one task: the line of a weekly sheet. */
@Entity('entries')
export class EntryEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  sheetId!: string;

  @Column('uuid')
  placementId!: string;

  @Column('uuid')
  clientId!: string;

  @Column('uuid')
  expertId!: string;

  @Column('uuid')
  taskId!: string;

  @Column('date')
  week!: string;

  @Column('date')
  day!: string;

  @Column('integer')
  minutes!: number;

  @Column('timestamptz', { nullable: true })
  startedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;

  @Column('text')
  note!: string;

  @Column('text')
  source!: EntrySource;

  @Column('text')
  state!: EntryState;

  @Column('uuid', { nullable: true })
  correctsEntryId!: string | null;

  @Column('timestamptz', { nullable: true })
  decidedAt!: Date | null;

  @Column('text', { nullable: true })
  decidedBy!: string | null;

  @Column('text', { nullable: true })
  decidedHow!: DecidedHow | null;

  @Column('text', { nullable: true })
  decidedReason!: string | null;

  @Column('timestamptz', { nullable: true })
  disputedAt!: Date | null;

  @Column('text', { nullable: true })
  disputeReason!: string | null;

  @Column('timestamptz', { nullable: true })
  disputeAnswerBy!: Date | null;

  @Column('text', { nullable: true })
  disputeAnswer!: string | null;

  @Column('timestamptz', { nullable: true })
  disputeAnsweredAt!: Date | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('text')
  updatedBy!: string;

  @Column('timestamptz')
  updatedAt!: Date;

  @Column('integer')
  version!: number;
}

/** What a line is before anybody decided on it. */
export const undecided = {
  decidedAt: null,
  decidedBy: null,
  decidedHow: null,
  decidedReason: null,
  disputedAt: null,
  disputeReason: null,
  disputeAnswerBy: null,
  disputeAnswer: null,
  disputeAnsweredAt: null,
};
