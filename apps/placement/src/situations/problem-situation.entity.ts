import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ExpectationTerm, ProblemSituationView, SituationState } from '../types.js';

/** PL-11, QN-11. What went wrong before, and the expectation that prevents it. */
@Entity('problem_situations')
export class ProblemSituationEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  title!: string;

  /** Null until somebody has put it into words. */
  @Column('text', { nullable: true })
  expectation!: string | null;

  @Column('text', { nullable: true })
  term!: ExpectationTerm | null;

  /** Key of an issue category. */
  @Column('text', { nullable: true })
  category!: string | null;

  /** None: every programme. */
  @Column('text', { array: true })
  programmes!: string[];

  @Column('text')
  state!: SituationState;

  @Column('text')
  source!: ProblemSituationView['source'];

  @Column('uuid', { nullable: true })
  problemId!: string | null;

  @Column('jsonb')
  seen!: ProblemSituationView['seen'];

  @Column('timestamptz')
  createdAt!: Date;

  @Column('integer')
  version!: number;
}
