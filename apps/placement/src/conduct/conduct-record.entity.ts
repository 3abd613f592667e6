import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ConductCategory, ConductEvidence } from '../types.js';

/** PL-14. What was put on record about an expert; never changed. */
@Entity('conduct_records')
export class ConductRecordEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  expertId!: string;

  @Column('text')
  category!: ConductCategory;

  @Column('text')
  what!: string;

  @Column('date')
  happenedOn!: string;

  /** Where on the ladder it stood when it was recorded, in words. */
  @Column('text')
  step!: string;

  @Column('text', { nullable: true })
  coaching!: string | null;

  @Column('jsonb')
  evidence!: ConductEvidence[];

  @Column('text')
  recordedBy!: string;

  @Column('timestamptz')
  recordedAt!: Date;
}

/** PL-14. What the expert says to it; never changed. */
@Entity('conduct_answers')
export class ConductAnswerEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  recordId!: string;

  @Column('text')
  text!: string;

  @Column('timestamptz')
  at!: Date;

  @Column('text')
  by!: string;
}
